/* SPDX-License-Identifier: GPL-2.0-only */
/* Compile commands: the two forms in which tools keep them. */
#include "flags.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"

static void add(struct dc_flags *flags, const char *text, size_t length)
{
	char *copy = strndup(text, length);

	if (!copy)
		abort();
	dc_grow(flags->items, flags->nr, flags->capacity);
	flags->items[flags->nr++] = copy;
}

static void end(struct dc_flags *flags, const char *directory)
{
	flags->directory = strdup(directory);
	if (!flags->directory)
		abort();
	dc_grow(flags->items, flags->nr, flags->capacity);
	flags->items[flags->nr] = NULL;
}

void dc_flags_free(struct dc_flags *flags)
{
	for (size_t i = 0; i < flags->nr; i++)
		free(flags->items[i]);
	free(flags->items);
	free(flags->directory);
	*flags = (struct dc_flags){ 0 };
}

/* compile_flags.txt: a flag a line */

static bool read_lines(const char *path, const char *directory, struct dc_flags *flags)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (!in)
		return false;
	while (getline(&line, &size, in) >= 0) {
		size_t length = strcspn(line, "\r\n");

		if (length)
			add(flags, line, length);
	}
	free(line);
	fclose(in);
	end(flags, directory);
	return true;
}

/* compile_commands.json */

static const char *text_of(const json_t *entry, const char *key)
{
	const char *text = json_string_value(json_object_get(entry, key));

	return text ? text : "";
}

/* One word of a shell's command line is taken off; NULL at the end. */
static char *take_word(const char **text)
{
	const char *at = *text + strspn(*text, " \t\n");
	char *word = strdup(at), *to = word, quote = '\0';

	if (!word)
		abort();
	if (!*at) {
		free(word);
		return NULL;
	}
	for (; *at && (quote || !strchr(" \t\n", *at)); at++) {
		if (*at == '\\' && quote != '\'' && at[1])
			*to++ = *++at;
		else if (quote ? *at == quote : *at == '"' || *at == '\'')
			quote = quote ? '\0' : *at;
		else
			*to++ = *at;
	}
	*to = '\0';
	*text = at;
	return word;
}

/* The compiler comes first; the file, -c and the output are not flags. */
static void add_word(struct dc_flags *flags, const char *word, const char *file, size_t position,
		     bool *skips)
{
	bool is_output = !strcmp(word, "-o");

	if (position && !*skips && !is_output && strcmp(word, "-c") && strcmp(word, file))
		add(flags, word, strlen(word));
	*skips = is_output;
}

static void read_entry(const json_t *entry, struct dc_flags *flags)
{
	const json_t *arguments = json_object_get(entry, "arguments"), *each;
	const char *command = text_of(entry, "command"), *file = text_of(entry, "file");
	size_t position = 0;
	bool skips = false;
	char *word;

	json_array_foreach(arguments, position, each)
		add_word(flags, json_string_value(each) ? json_string_value(each) : "", file,
			 position, &skips);
	for (; !arguments && (word = take_word(&command)); position++) {
		add_word(flags, word, file, position, &skips);
		free(word);
	}
	end(flags, text_of(entry, "directory"));
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_entry_of(const json_t *entry, const char *real)
{
	const char *file = text_of(entry, "file");
	char path[PATH_MAX], found[PATH_MAX];

	/* Looking at all of a kernel's files takes longer than comparing names. */
	if (strcmp(last_part(real), last_part(file)))
		return false;
	snprintf(path, sizeof(path), "%s/%s", *file == '/' ? "" : text_of(entry, "directory"), file);
	return realpath(path, found) && !strcmp(found, real);
}

/* The commands of a kernel are tens of megabytes: read once. */
static const json_t *read_commands(const char *path)
{
	static char *last;
	static json_t *commands;

	if (last && !strcmp(last, path))
		return commands;
	json_decref(commands);
	commands = json_load_file(path, 0, NULL);
	free(last);
	last = strdup(path);
	return commands;
}

static const char *read_json(const char *path, const char *real, struct dc_flags *flags)
{
	const json_t *commands = read_commands(path), *entry;
	size_t i;

	if (!json_is_array(commands))
		return "compile_commands.json cannot be read";
	json_array_foreach(commands, i, entry) {
		if (is_entry_of(entry, real)) {
			read_entry(entry, flags);
			return NULL;
		}
	}
	return "not in compile_commands.json: not compiled in this configuration";
}

/* In one of the folders above the file. */
static const char *find_around(const char *real, struct dc_flags *flags)
{
	char folder[PATH_MAX], path[PATH_MAX + 32], *slash;

	strcpy(folder, real);
	while ((slash = strrchr(folder, '/'))) {
		*slash = '\0';
		snprintf(path, sizeof(path), "%s/compile_commands.json", folder);
		if (!access(path, R_OK))
			return read_json(path, real, flags);
		snprintf(path, sizeof(path), "%s/compile_flags.txt", folder);
		if (read_lines(path, folder, flags))
			return NULL;
	}
	return "no compile_commands.json around it";
}

const char *dc_flags_find(const char *file, const char *commands, struct dc_flags *flags)
{
	char real[PATH_MAX], path[PATH_MAX + 32];

	if (!realpath(file, real))
		return "no such file";
	if (!commands)
		return find_around(real, flags);
	snprintf(path, sizeof(path), "%.*s/compile_commands.json", PATH_MAX, commands);
	return read_json(path, real, flags);
}
