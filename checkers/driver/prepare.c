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
#include "run.h"
#include "say.h"

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

/* What Kbuild made of an object that was asked for. */
enum outcome { UNKNOWN, KNOWN, FOREIGN };

static const char *const reasons[] = {
	[UNKNOWN] = "Kbuild has no rule for it",
	[FOREIGN] = "of another architecture",
};

struct object {
	char *name;		/* drivers/a.o */
	enum outcome outcome;
};

struct objects {
	struct object *items;
	size_t nr, nr_known;
	json_t *commands;
};

static bool is_c(const char *path)
{
	size_t length = strlen(path);

	return length > 2 && !strcmp(path + length - 2, ".c");
}

static int by_name(const void *left, const void *right)
{
	return strcmp(((const struct object *)left)->name, ((const struct object *)right)->name);
}

/* The objects of files that mention what rules are about, in order.  False when memory is out. */
static bool find_objects(struct objects *objects, const struct place *place,
			 const struct dc_jobs *jobs)
{
	char real[PATH_MAX];

	objects->items = calloc(jobs->nr + 1, sizeof(*objects->items));
	objects->commands = json_array();
	for (size_t i = 0; objects->items && i < jobs->nr; i++) {
		struct object *object = &objects->items[objects->nr];

		object->name = strdup(dc_kernel_name(jobs->items[i].path, place->root, real));
		if (!object->name)
			return false;
		if (!is_c(object->name)) {
			free(object->name);
			continue;
		}
		object->name[strlen(object->name) - 1] = 'o';
		objects->nr++;
	}
	if (objects->nr)
		qsort(objects->items, objects->nr, sizeof(*objects->items), by_name);
	return objects->items && objects->commands;
}

static void free_objects(struct objects *objects)
{
	for (size_t i = 0; i < objects->nr; i++)
		free(objects->items[i].name);
	free(objects->items);
	json_decref(objects->commands);
}

/* For make to read: they are too many for a command line. */
static bool write_objects(const struct objects *objects, const char *path)
{
	FILE *out = fopen(path, "w");

	for (size_t i = 0; out && i < objects->nr; i++)
		fprintf(out, "%s\n", objects->items[i].name);
	return out && !fclose(out);
}

/* arch/alpha/kernel/a.o, while the command includes -I./arch/x86/include: Kbuild minds neither. */
static bool is_foreign(const char *object, const char *command)
{
	static const char include[] = "-I./arch/", folder[] = "arch/";
	const char *own = strstr(command, include);
	const char *name = object + strlen(folder);

	return own && !strncmp(object, folder, strlen(folder)) &&
	       strncmp(own + strlen(include), name, strcspn(name, "/") + 1) != 0;
}

/* Takes the next word, and ends it. */
static char *next_word(char **line)
{
	char *word = *line + strspn(*line, " "), *end = word + strcspn(word, " ;\n");

	*line = end + !!*end;
	*end = '\0';
	return word;
}

/* What make is about to run is `clang … -c -o drivers/a.o …/drivers/a.c`, perhaps with more after. */
static bool read_command(const struct place *place, char *line, struct objects *objects)
{
	char *start = strstr(line, "clang-19 "), *output = strstr(line, " -c -o "), *rest;
	struct object key, *object;
	bool is_ours = strstr(line, " -D__KERNEL__ ");
	const char *file;
	char *command;

	if (!start || !output || start > output || !is_ours)
		return true;
	command = strdup(start);
	rest = output + strlen(" -c -o ");
	key.name = next_word(&rest);
	file = next_word(&rest);
	if (command)
		command[file + strlen(file) - start] = '\0';
	object = bsearch(&key, objects->items, objects->nr, sizeof(key), by_name);
	/* Kbuild also keeps the command as a word for its next run: that one is quoted twice. */
	if (command && object && is_c(file) && object->outcome == UNKNOWN &&
	    !strstr(command, "'\\''")) {
		object->outcome = is_foreign(object->name, command) ? FOREIGN : KNOWN;
		if (object->outcome == KNOWN &&
		    !json_array_append_new(objects->commands,
					   json_pack("{s:s, s:s, s:s}", "directory", place->folder,
						     "file", file, "command", command)))
			objects->nr_known++;
	}
	free(command);
	return command;
}

/* False when it cannot be run at all. */
static bool ask_make(const struct place *place, struct objects *objects)
{
	char ask[2 * MAX_COMMAND] = "xargs -a";
	char path[PATH_MAX + 16];
	bool ok = true;
	char *line = NULL;
	size_t size = 0;
	FILE *in;

	snprintf(path, sizeof(path), "%s/objects", place->folder);
	if (!write_objects(objects, path) || !add_word(ask, sizeof(ask), path))
		return false;
	snprintf(ask + strlen(ask), sizeof(ask) - strlen(ask), " %s -k -n 2>/dev/null",
		 place->make);
	in = popen(ask, "r");
	while (in && ok && getline(&line, &size, in) >= 0)
		ok = read_command(place, line, objects);
	if (in)
		pclose(in);
	free(line);
	return in && ok;
}

/* Says which files are left out, and why. */
static bool write_commands(const struct place *place, const struct objects *objects)
{
	char path[PATH_MAX + 32];

	snprintf(path, sizeof(path), "%s/compile_commands.json", place->folder);
	if (!objects->nr_known || json_dump_file(objects->commands, path, JSON_INDENT(1)))
		return false;
	printf("%s: how %zu of %zu files that use DMA are compiled\n", path, objects->nr_known,
	       objects->nr);
	for (size_t i = 0; i < objects->nr; i++) {
		const struct object *object = &objects->items[i];

		if (object->outcome != KNOWN)
			printf("%.*sc: not covered: %s\n", (int)strlen(object->name) - 1,
			       object->name, reasons[object->outcome]);
	}
	return true;
}

static bool find_commands(const struct place *place, const struct dc_jobs *jobs)
{
	struct objects objects = { 0 };
	bool ok = find_objects(&objects, place, jobs) && ask_make(place, &objects) &&
		  write_commands(place, &objects);

	free_objects(&objects);
	return ok;
}

/* The command */

static bool prepare(const struct settings *settings, const char *root, const char *arch,
		    const struct dc_jobs *jobs)
{
	struct place place;

	if (!find_place(settings, root, arch, &place)) {
		dc_say("%s: %s", settings->output, strerror(errno));
		return false;
	}
	if (!configure(settings, &place)) {
		dc_say("%s: make cannot configure the tree, see above", arch);
		return false;
	}
	if (find_commands(&place, jobs))
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
	struct dc_settings reading = dc_settings_default();
	struct dc_run run = { .settings = &reading };
	bool ok = false;
	int status;

	if (!dc_command_parse(&dc_command_prepare, &argc, &argv, &settings, &status))
		return status;
	if (argc != 1) {
		dc_say("prepare takes one kernel tree");
		return DC_EXIT_BROKEN;
	}
	/* Engine `source` knows who calls wrappers, and so which other files matter. */
	reading.engines = DC_ENGINE_SOURCE;
	reading.quiet = true;
	if (dc_run_open(&run, argv, 1)) {
		ok = run.targets.nr_trees == 1 && run.targets.trees[0].root;
		if (!ok)
			dc_say("%s: not a kernel tree", argv[0]);
		ok = ok && dc_run_analyse(&run) &&
		     prepare_all(&settings, run.targets.trees[0].root, &run.jobs);
	}
	dc_run_close(&run);
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
