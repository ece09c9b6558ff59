/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `dmacheck prepare`: makes what engines need that read a file as it is compiled, without compiling
 * anything.  The tree stays as it is; Kbuild makes a configuration and generated headers in a folder
 * of their own, and tells how it would compile each file.
 */
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "say.h"
#include "walk.h"

enum { MAX_COMMAND = 4 * PATH_MAX };

struct settings {
	const char *archs, *config, *output;
};

/* One architecture's folder. */
struct place {
	const char *root;	/* of the tree */
	char folder[PATH_MAX];
	char make[MAX_COMMAND];	/* in the shell's words, up to the targets */
};

static bool take_archs(void *settings, const char *value)
{
	((struct settings *)settings)->archs = value;
	return true;
}

static bool take_config(void *settings, const char *value)
{
	((struct settings *)settings)->config = value;
	return true;
}

static bool take_output(void *settings, const char *value)
{
	((struct settings *)settings)->output = value;
	return true;
}

static const struct dc_option options[] = {
	{ "arch", 'a', "NAME[,NAME]", "Kbuild's names of architectures, x86_64 if none;\n"
	  "each gets a folder below the output", take_archs },
	{ "config", 'c', "NAME", "a target of Kbuild, allmodconfig if none, or a file", take_config },
	{ "output", 'o', "FOLDER", "where to, dmacheck-prepared if none", take_output },
	{ NULL, '\0', NULL, NULL, NULL },
};

/* The shell's words */

/* Appends `text` as one word; false when there is no room. */
static bool add_word(char *command, size_t size, const char *text)
{
	size_t used = strlen(command);

	/* A quote takes four bytes; some room is left for what is no word. */
	if (used + 4 * strlen(text) + 16 > size)
		return false;
	command[used++] = ' ';
	command[used++] = '\'';
	for (; *text; text++) {
		if (*text == '\'') {
			memcpy(command + used, "'\\''", 4);
			used += 4;
		} else {
			command[used++] = *text;
		}
	}
	command[used++] = '\'';
	command[used] = '\0';
	return true;
}

/* `make` with a target of Kbuild. */
static bool run_make(const struct place *place, const char *target)
{
	char command[MAX_COMMAND + PATH_MAX];

	snprintf(command, sizeof(command), "%s", place->make);
	if (!add_word(command, sizeof(command), target))
		return false;
	strcat(command, " >&2");
	return !system(command);
}

/* Configuration */

static bool find_place(const struct settings *settings, const char *root, const char *arch,
		       struct place *place)
{
	char output[PATH_MAX], word[PATH_MAX + 16];

	if (mkdir(settings->output, 0777) && errno != EEXIST)
		return false;
	if (!realpath(settings->output, output) ||
	    snprintf(place->folder, PATH_MAX, "%s/%s", output, arch) >= PATH_MAX)
		return false;
	place->root = root;
	strcpy(place->make, "make -s LLVM=-19 -C");
	snprintf(word, sizeof(word), "O=%s", place->folder);
	if (!add_word(place->make, MAX_COMMAND, root) || !add_word(place->make, MAX_COMMAND, word))
		return false;
	snprintf(word, sizeof(word), "ARCH=%s", arch);
	return add_word(place->make, MAX_COMMAND, word) &&
	       (!mkdir(place->folder, 0777) || errno == EEXIST);
}

static bool copy_config(const char *from, const struct place *place)
{
	char command[3 * PATH_MAX] = "cp", target[PATH_MAX + 16];

	snprintf(target, sizeof(target), "%s/.config", place->folder);
	return add_word(command, sizeof(command), from) &&
	       add_word(command, sizeof(command), target) && !system(command);
}

static bool configure(const struct settings *settings, const struct place *place)
{
	bool is_file = !access(settings->config, R_OK);

	return (!is_file || copy_config(settings->config, place)) &&
	       run_make(place, is_file ? "olddefconfig" : settings->config) &&
	       run_make(place, "modules_prepare");
}

/* Compile commands */

static bool is_c(const char *path)
{
	size_t length = strlen(path);

	return length > 2 && !strcmp(path + length - 2, ".c");
}

/* The objects of files that mention what rules are about, for make; how many, 0 for an error. */
static size_t write_objects(const struct place *place, const struct dc_jobs *jobs)
{
	char path[PATH_MAX + 16], real[PATH_MAX];
	size_t nr = 0;
	FILE *out;

	snprintf(path, sizeof(path), "%s/objects", place->folder);
	out = fopen(path, "w");
	for (size_t i = 0; out && i < jobs->nr; i++) {
		const char *name = dc_kernel_name(jobs->items[i].path, place->root, real);

		if (!is_c(name))
			continue;
		fprintf(out, "%.*so\n", (int)strlen(name) - 1, name);
		nr++;
	}
	return out && !fclose(out) ? nr : 0;
}

/* What make is about to run is `clang … -c -o drivers/a.o …/drivers/a.c`, perhaps with more after. */
static bool read_command(const struct place *place, char *line, json_t *commands)
{
	char *start = strstr(line, "clang-19 "), *output = strstr(line, " -c -o "), *file, *end;

	if (!start || !output || start > output || !strstr(line, " -D__KERNEL__ "))
		return false;
	file = output + strlen(" -c -o ");
	file += strcspn(file, " ");
	file += strspn(file, " ");
	end = file + strcspn(file, " ;\n");
	if (end - file < 2 || strncmp(end - 2, ".c", 2))
		return false;
	*end = '\0';
	/* Kbuild also keeps the command as a word for its next run: that one is quoted twice. */
	if (strstr(start, "'\\''"))
		return false;
	return !json_array_append_new(commands, json_pack("{s:s, s:s, s:s}", "directory",
							  place->folder, "file", file, "command",
							  start));
}

static size_t ask_make(const struct place *place, json_t *commands)
{
	char ask[2 * MAX_COMMAND] = "xargs -a";
	char objects[PATH_MAX + 16];
	size_t nr = 0, size = 0;
	char *line = NULL;
	FILE *in;

	snprintf(objects, sizeof(objects), "%s/objects", place->folder);
	add_word(ask, sizeof(ask), objects);
	snprintf(ask + strlen(ask), sizeof(ask) - strlen(ask), " %s -k -n 2>/dev/null",
		 place->make);
	in = popen(ask, "r");
	while (in && getline(&line, &size, in) >= 0)
		nr += read_command(place, line, commands);
	if (in)
		pclose(in);
	free(line);
	return nr;
}

static bool write_commands(const struct place *place, size_t nr_files)
{
	json_t *commands = json_array();
	size_t nr = ask_make(place, commands);
	char path[PATH_MAX + 32];
	bool ok;

	snprintf(path, sizeof(path), "%s/compile_commands.json", place->folder);
	ok = nr && !json_dump_file(commands, path, JSON_INDENT(1));
	if (ok)
		printf("%s: how %zu of %zu files that use DMA are compiled%s\n", path, nr, nr_files,
		       nr < nr_files ? "; Kbuild has no rule for the others here" : "");
	json_decref(commands);
	return ok;
}

/* The command */

static bool prepare(const struct settings *settings, const char *root, const char *arch,
		    const struct dc_jobs *jobs)
{
	struct place place;
	size_t nr_files;

	if (!find_place(settings, root, arch, &place)) {
		dc_say("%s: %s", settings->output, strerror(errno));
		return false;
	}
	if (!configure(settings, &place)) {
		dc_say("%s: make cannot configure the tree, see above", arch);
		return false;
	}
	nr_files = write_objects(&place, jobs);
	if (nr_files && write_commands(&place, nr_files))
		return true;
	dc_say("%s: make told of no file how it is compiled", arch);
	return false;
}

static bool prepare_all(const struct settings *settings, const char *root,
			const struct dc_jobs *jobs)
{
	char *archs = strdup(settings->archs), *rest = NULL;
	bool ok = archs;

	for (char *arch = archs ? strtok_r(archs, ",", &rest) : NULL; arch;
	     arch = strtok_r(NULL, ",", &rest))
		ok = prepare(settings, root, arch, jobs) && ok;
	free(archs);
	return ok;
}

static int run_prepare(int argc, char **argv)
{
	struct settings settings = { "x86_64", "allmodconfig", "dmacheck-prepared" };
	struct dc_progress progress;
	struct dc_targets targets = { 0 };
	struct dc_jobs jobs = { 0 }, others = { 0 };
	struct dc_coverage coverage = { 0 };
	bool ok = false;
	int status;

	if (!dc_command_parse(&dc_command_prepare, &argc, &argv, &settings, &status))
		return status;
	if (argc != 1) {
		dc_say("prepare takes one kernel tree");
		return DC_EXIT_BROKEN;
	}
	progress = dc_progress_begin(true);
	if (dc_targets_find(&targets, argv, 1, NULL) &&
	    dc_walk(&targets, 2, &jobs, &others, &coverage, NULL, &progress)) {
		ok = targets.nr_trees == 1 && targets.trees[0].root;
		if (!ok)
			dc_say("%s: not a kernel tree", argv[0]);
	}
	dc_progress_end(&progress);
	ok = ok && prepare_all(&settings, targets.trees[0].root, &jobs);
	dc_jobs_free(&jobs);
	dc_jobs_free(&others);
	dc_coverage_free(&coverage);
	dc_targets_free(&targets);
	return ok ? DC_EXIT_CLEAN : DC_EXIT_BROKEN;
}

const struct dc_command dc_command_prepare = {
	.name = "prepare",
	.operands = "TREE",
	.summary =
		"Find out how a kernel's files are compiled, for --engine clang.  Configures the\n"
		"tree in a folder of its own and compiles nothing.",
	.options = options,
	.details =
		"Then: dmacheck check --engine clang --commands FOLDER/ARCH TREE\n\n"
		"It takes make, clang-19, lld-19 and what Kbuild itself needs.  Exit status:\n"
		"0 done, 2 not, or not for every architecture.\n",
	.run = run_prepare,
};
