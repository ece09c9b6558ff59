// SPDX-License-Identifier: GPL-2.0-only
/*
 * A whole kernel tree, as a user would check it: the run ends well, nearly every function was
 * analysed, and what is reported is what somebody has looked at and listed.
 *
 *	tree TREE|FETCH DMACHECK JUDGED
 *
 * FETCH prints the path of the tree, or its exit status is passed on (77: skipped).  A line of
 * JUDGED is `verdict level rule file function -- why`, the file relative to the tree; # begins a
 * comment.
 */
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Functions of relevant files that may be beyond the engine. */
#define MAX_NOT_ANALYSED	0.03

struct lines {
	char **items;
	size_t nr;
};

static int nr_failures;

__attribute__((format(printf, 1, 2))) static void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	nr_failures++;
}

static void lines_add(struct lines *lines, const char *text)
{
	lines->items = realloc(lines->items, (lines->nr + 1) * sizeof(*lines->items));
	if (lines->items)
		lines->items[lines->nr++] = strdup(text);
	if (!lines->items || !lines->items[lines->nr - 1])
		abort();
}

static void lines_free(struct lines *lines)
{
	for (size_t i = 0; i < lines->nr; i++)
		free(lines->items[i]);
	free(lines->items);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void lines_sort(struct lines *lines)
{
	if (lines->nr)
		qsort(lines->items, lines->nr, sizeof(*lines->items), compare_lines);
}

/* Runs a shell command and returns its status, -1 when it did not exit; `read` gets its output. */
__attribute__((format(printf, 3, 4)))
static int run(void (*read)(FILE *out, void *data), void *data, const char *format, ...)
{
	char *command;
	va_list args;
	FILE *out;
	int status;

	va_start(args, format);
	status = vasprintf(&command, format, args);
	va_end(args);
	if (status < 0)
		return -1;
	out = popen(command, "r");
	free(command);
	if (!out)
		return -1;
	read(out, data);
	status = pclose(out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void read_line(FILE *out, void *data)
{
	char *line = data;

	if (!fgets(line, FILENAME_MAX, out))
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
}

static void read_json(FILE *out, void *data)
{
	json_error_t error;

	*(json_t **)data = json_loadf(out, 0, &error);
	if (!*(json_t **)data)
		fail("JSON, line %d: %s", error.line, error.text);
}

static bool read_judged(const char *path, struct lines *lines)
{
	FILE *file = fopen(path, "r");
	char line[1024], *why;

	if (!file) {
		fail("%s: %s", path, strerror(errno));
		return false;
	}
	while (fgets(line, sizeof(line), file)) {
		if (line[0] == '#' || line[0] == '\n')
			continue;
		why = strstr(line, " -- ");
		if (why && (!strncmp(line, "true ", 5) || !strncmp(line, "false ", 6))) {
			*why = '\0';
			lines_add(lines, strchr(line, ' ') + 1);
		} else {
			fail("%s: no verdict, or no reason: %s", path, line);
		}
	}
	fclose(file);
	return true;
}

static void collect_reports(json_t *report, const char *tree, struct lines *lines)
{
	size_t skip = strlen(tree) + 1;
	char line[1024];
	json_t *finding;
	size_t i;

	json_array_foreach(json_object_get(report, "findings"), i, finding) {
		const char *rule, *level, *file, *function;

		if (json_unpack(finding, "{s:s, s:s, s:s, s:s}", "rule", &rule, "level", &level,
				"file", &file, "function", &function)) {
			fail("finding %zu lacks a rule, level, file or function", i);
			continue;
		}
		if (!strncmp(file, tree, skip - 1) && file[skip - 1] == '/')
			file += skip;
		snprintf(line, sizeof(line), "%s %s %s %s", level, rule, file, function);
		lines_add(lines, line);
	}
}

/* Both are sorted: walk them side by side. */
static void compare_reports(const struct lines *found, const struct lines *judged)
{
	size_t f = 0, e = 0;

	while (f < found->nr || e < judged->nr) {
		int order = f == found->nr ? 1 : e == judged->nr ? -1 :
			    strcmp(found->items[f], judged->items[e]);

		if (order < 0)
			fail("not judged: %s", found->items[f++]);
		else if (order > 0)
			fail("not found: %s", judged->items[e++]);
		else
			f++, e++;
	}
}

static void check_coverage(json_t *report)
{
	json_t *gaps, *gap;
	json_int_t files, relevant, functions;
	size_t i, nr_functions = 0;

	if (json_unpack(report, "{s:{s:I, s:I, s:I, s:o}}", "coverage", "files", &files,
			"relevant", &relevant, "functions", &functions, "not_analysed", &gaps)) {
		fail("no coverage in the report");
		return;
	}
	json_array_foreach(gaps, i, gap) {
		if (json_is_string(json_object_get(gap, "function")))
			nr_functions++;
		else
			fail("not analysed: %s: %s", json_string_value(json_object_get(gap, "file")),
			     json_string_value(json_object_get(gap, "reason")));
	}
	printf("%lld files, %lld relevant; %zu of %lld functions not analysed\n", (long long)files,
	       (long long)relevant, nr_functions, (long long)functions);
	/* The tree has tens of thousands of files; a walk that lost its way is no success. */
	if (files < 10000 || relevant < 1000 || functions < 10000)
		fail("that is not a whole kernel");
	if ((double)nr_functions >= MAX_NOT_ANALYSED * (double)functions)
		fail("too many functions not analysed");
}

int main(int argc, char **argv)
{
	struct lines found = { 0 }, judged = { 0 };
	char tree[FILENAME_MAX];
	json_t *report = NULL;
	struct stat st;
	int status;

	if (argc != 4)
		return 2;
	snprintf(tree, sizeof(tree), "%s", argv[1]);
	status = !stat(tree, &st) && S_ISDIR(st.st_mode) ? 0 : run(read_line, tree, "'%s'", argv[1]);
	if (status)
		return status;
	status = run(read_json, &report, "'%s' check --level note --format json '%s'", argv[2], tree);
	if (status != 0 && status != 1)
		fail("dmacheck: exit status %d", status);
	if (report && read_judged(argv[3], &judged)) {
		collect_reports(report, tree, &found);
		lines_sort(&found);
		lines_sort(&judged);
		compare_reports(&found, &judged);
		check_coverage(report);
	}
	json_decref(report);
	lines_free(&found);
	lines_free(&judged);
	return nr_failures ? 1 : 0;
}
