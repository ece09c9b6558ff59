/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writes the specimens in other words and asks for the same verdicts: usage:
 * metamorphic DMACHECK SPECIMENS [SEED]
 *
 * Each specimen is rewritten in each way once, at a place chosen by SEED, and a few times in
 * several ways at once.  One run of DMACHECK judges them all.  What it finds in a variant must be
 * what it finds in the specimen itself: the same rules in the same functions.
 *
 * When a verdict changes, the variants are left where they are for a look at them.
 */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rewrite.h"

enum {
	MAX_PATH = 4096, MAX_NAME = 256, MAX_VERDICTS = 64,
	NR_MIXED = 4, NR_AT_ONCE = 3,	/* variants of a specimen, rewrites of one */
	MIN_VARIANTS = 500, MIN_EACH = 4, MIN_VERDICTS = 1000,
};

/* One file: a specimen without comments, or a variant of one. */
struct file {
	char name[MAX_NAME];
	size_t specimen;	/* number of the file that it is a variant of, or its own */
	char *verdicts[MAX_VERDICTS];	/* "rule in function", sorted */
	size_t nr_verdicts;
	size_t nr_gaps;
};

static struct file *files;
static size_t nr_files, capacity;
static const char *folder;
static uint32_t state;

__attribute__((noreturn, format(printf, 1, 2)))
static void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(2);
}

/* xorshift: the same everywhere for the same seed. */
static uint32_t draw(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static char *read_file(const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (!in || getdelim(&text, &size, '\0', in) < 0)
		die("%s: %s", path, strerror(errno));
	fclose(in);
	return text;
}

static void write_file(const char *name, const char *text)
{
	char path[MAX_PATH];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	out = fopen(path, "w");
	if (!out || fputs(text, out) < 0 || fclose(out))
		die("%s: %s", path, strerror(errno));
}

__attribute__((format(printf, 3, 4)))
static size_t add_file(const char *text, size_t specimen, const char *format, ...)
{
	va_list arguments;
	struct file *file;

	if (nr_files == capacity) {
		capacity = capacity ? 2 * capacity : 1024;
		files = realloc(files, capacity * sizeof(*files));
		if (!files)
			abort();
	}
	file = &files[nr_files];
	memset(file, 0, sizeof(*file));
	va_start(arguments, format);
	vsnprintf(file->name, sizeof(file->name), format, arguments);
	va_end(arguments);
	file->specimen = specimen;
	write_file(file->name, text);
	return nr_files++;
}

/* A variant that went through several rewrites; nothing when none of them found a place. */
static void add_mixed(const char *text, size_t specimen, const char *name, unsigned int number)
{
	char *variant = strdup(text), *next;
	bool changed = false;

	if (!variant)
		abort();
	for (unsigned int serial = 0; serial < NR_AT_ONCE; serial++) {
		next = rewrite(draw() % rewrite_count(), variant, draw(), serial);
		if (!next)
			continue;
		free(variant);
		variant = next;
		changed = true;
	}
	if (changed)
		add_file(variant, specimen, "%s+mixed%u.c", name, number);
	free(variant);
}

static void add_variants(const char *path, const char *name, size_t nr_each[])
{
	char *text = read_file(path), *variant;
	size_t specimen;

	strip_comments(text);
	specimen = add_file(text, nr_files, "%s.c", name);
	for (size_t i = 0; i < rewrite_count(); i++) {
		variant = rewrite(i, text, draw(), 0);
		if (!variant)
			continue;
		add_file(variant, specimen, "%s+%s.c", name, rewrite_name(i));
		nr_each[i]++;
		free(variant);
	}
	for (unsigned int i = 0; i < NR_MIXED; i++)
		add_mixed(text, specimen, name, i);
	free(text);
}

static bool ends_in(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);

	return length > tail && !strcmp(name + length - tail, end);
}

static int is_source(const struct dirent *entry)
{
	return ends_in(entry->d_name, ".h") ||
	       (ends_in(entry->d_name, ".c") && strcmp(entry->d_name, "specimens.c"));
}

static void make_variants(const char *specimens, size_t nr_each[])
{
	struct dirent **entries;
	int nr = scandir(specimens, &entries, is_source, alphasort);
	char path[MAX_PATH];

	if (nr <= 0)
		die("%s: no specimens", specimens);
	for (int i = 0; i < nr; i++) {
		char *name = entries[i]->d_name;

		snprintf(path, sizeof(path), "%s/%s", specimens, name);
		if (ends_in(name, ".h")) {
			char *text = read_file(path);

			write_file(name, text);
			free(text);
		} else {
			name[strlen(name) - 2] = '\0';
			add_variants(path, name, nr_each);
		}
		free(entries[i]);
	}
	free(entries);
}

static json_t *ask(const char *program)
{
	int ends[2], status;
	json_t *answer;
	FILE *out;
	pid_t pid;

	if (pipe(ends))
		return NULL;
	pid = fork();
	if (!pid) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execl(program, program, "check", "--format", "json", "--level", "note",
		      "--kernel", "7.3", folder, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	out = fdopen(ends[0], "r");
	answer = json_loadf(out, 0, NULL);
	fclose(out);
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) ||
	    WEXITSTATUS(status) > 1)
		return NULL;
	return answer;
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* The file that an object of the answer is about. */
static struct file *file_of(const json_t *object)
{
	const char *path = text_of(object, "file"), *slash = strrchr(path, '/');

	for (size_t i = 0; i < nr_files; i++)
		if (!strcmp(files[i].name, slash ? slash + 1 : path))
			return &files[i];
	die("%s: not a file of ours", path);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_answer(const json_t *answer)
{
	const json_t *coverage = json_object_get(answer, "coverage"), *item;
	size_t i;

	json_array_foreach(json_object_get(answer, "findings"), i, item) {
		struct file *file = file_of(item);
		char verdict[MAX_NAME];

		if (file->nr_verdicts == MAX_VERDICTS)
			die("%s: more than %d verdicts", file->name, MAX_VERDICTS);
		snprintf(verdict, sizeof(verdict), "%s in %s", text_of(item, "rule"),
			 text_of(item, "function"));
		file->verdicts[file->nr_verdicts] = strdup(verdict);
		if (!file->verdicts[file->nr_verdicts++])
			abort();
	}
	json_array_foreach(json_object_get(coverage, "not_analysed"), i, item)
		file_of(item)->nr_gaps++;
	for (i = 0; i < nr_files; i++)
		qsort(files[i].verdicts, files[i].nr_verdicts, sizeof(*files[i].verdicts), by_text);
}

static bool has_verdict(const struct file *file, const char *verdict)
{
	for (size_t i = 0; i < file->nr_verdicts; i++)
		if (!strcmp(file->verdicts[i], verdict))
			return true;
	return false;
}

/*
 * Tells what a variant's sorted list has and the specimen's has not, or the other way round; true
 * when there is nothing to tell.  One mistake said in more words may be told at more places.
 */
static bool compare(const struct file *variant, const struct file *specimen)
{
	bool same = variant->nr_gaps == specimen->nr_gaps;
	size_t v = 0, s = 0;

	if (!same)
		printf("%s: %zu functions not analysed, %zu of the specimen\n", variant->name,
		       variant->nr_gaps, specimen->nr_gaps);
	while (v < variant->nr_verdicts || s < specimen->nr_verdicts) {
		int order = v == variant->nr_verdicts ? 1 : s == specimen->nr_verdicts ? -1 :
			    strcmp(variant->verdicts[v], specimen->verdicts[s]);

		if (order < 0 && !has_verdict(specimen, variant->verdicts[v])) {
			printf("%s: new: %s\n", variant->name, variant->verdicts[v]);
			same = false;
		} else if (order > 0) {
			printf("%s: lost: %s\n", variant->name, specimen->verdicts[s]);
			same = false;
		}
		v += order <= 0;
		s += order >= 0;
	}
	return same;
}

/* A rewrite that finds no place tests nothing, nor do specimens in which nothing is found. */
static bool have_enough(const size_t nr_each[], size_t nr_variants, size_t nr_verdicts)
{
	bool enough = nr_variants >= MIN_VARIANTS && nr_verdicts >= MIN_VERDICTS;

	if (!enough)
		printf("%zu variants with %zu verdicts, fewer than %d or %d\n", nr_variants,
		       nr_verdicts, MIN_VARIANTS, MIN_VERDICTS);
	for (size_t i = 0; i < rewrite_count(); i++) {
		if (nr_each[i] >= MIN_EACH)
			continue;
		printf("%s: %zu variants, fewer than %d\n", rewrite_name(i), nr_each[i],
		       MIN_EACH);
		enough = false;
	}
	return enough;
}

static void clean_up(void)
{
	struct dirent **entries;
	char path[MAX_PATH];
	int nr = scandir(folder, &entries, NULL, NULL);

	for (int i = 0; i < nr; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		remove(path);
		free(entries[i]);
	}
	if (nr >= 0)
		free(entries);
	rmdir(folder);
}

int main(int argc, char **argv)
{
	size_t *nr_each = calloc(rewrite_count(), sizeof(*nr_each));
	size_t nr_variants = 0, nr_verdicts = 0, nr_changed = 0;
	char place[] = "metamorphic.XXXXXX";
	json_t *answer;
	bool good;

	if (argc < 3 || argc > 4 || !nr_each)
		die("usage: %s DMACHECK SPECIMENS [SEED]", argv[0]);
	state = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 0) : 1;
	if (!state)
		die("0 is no seed");
	folder = mkdtemp(place);
	if (!folder)
		die("%s: %s", place, strerror(errno));
	make_variants(argv[2], nr_each);
	answer = ask(argv[1]);
	if (!answer)
		die("%s did not check %s", argv[1], folder);
	read_answer(answer);
	json_decref(answer);
	for (size_t i = 0; i < nr_files; i++) {
		nr_variants += files[i].specimen != i;
		nr_verdicts += files[i].nr_verdicts;
		nr_changed += !compare(&files[i], &files[files[i].specimen]);
	}
	good = have_enough(nr_each, nr_variants, nr_verdicts) && !nr_changed;
	if (nr_changed)
		printf("%zu of %zu variants judged otherwise; they are in %s\n", nr_changed,
		       nr_variants, folder);
	else
		clean_up();
	for (size_t i = 0; i < nr_files; i++)
		for (size_t k = 0; k < files[i].nr_verdicts; k++)
			free(files[i].verdicts[k]);
	free(files);
	free(nr_each);
	return !good;
}
