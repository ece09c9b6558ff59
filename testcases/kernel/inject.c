// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistakes put into real drivers: what a rule finds in a specimen it must find in code that nobody
 * wrote for it.
 *
 *	inject TREE DMACHECK CASES...
 *
 * TREE is a kernel tree, or a program that prints the path of one (its exit status 77 is passed on:
 * skipped).  Nothing in it is changed: the one edited file stands in a shadow of the tree, folders
 * of symbolic links.  CASES are files of edits.  A line at the left margin begins a case and names
 * it; the indented lines below are moves of a cursor, and edits of the line that it is on:
 *
 *	trees X.Y...		the releases that have what the case edits; 7.3 alone without it
 *	file PATH		the file, relative to the tree
 *	kernel X.Y		judge by this release, not by the tree's own
 *	function NAME		to the line that begins the definition of NAME
 *	find TEXT		to the first line from here on that holds TEXT
 *	next TEXT		the same, beyond this line
 *	before TEXT		to the line before that
 *	change OLD => NEW	once, in this line; NEW may be empty
 *	+TEXT			a new line after this one; the cursor goes there
 *	WARN: rule, rule	expected here, and may stand in a new line as `// WARN: rule`.
 *				`MISS: reason` after it: known to be missed
 *	FALSE: rule: reason	known to be reported here, wrongly
 *
 * A case without WARN is a control: nothing but notes may appear that the untouched file does not
 * have.  A MISS or FALSE that no longer holds fails, as it does in a specimen.  Trees move on: a
 * case whose text is no longer in the file is told, and only many of them fail.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Cases of a run that may have lost their text. */
#define MAX_STALE	0.1

/* Of a case that does not say which trees it is for. */
static const char usual_trees[] = "7.3";

enum { MAX_FINDINGS = 256, MAX_RULES = 64, SKIPPED = 77 };

struct line {
	char *text;
	unsigned int origin;	/* number in the untouched file, 0 for a new line */
	char *marks;		/* annotations, joined by newlines; NULL for none */
};

enum wish { UNWISHED, REPORTED, MISSED, FALSELY_REPORTED };

/* A finding: reported by the program, or expected by an annotation. */
struct finding {
	char rule[64];
	unsigned int line;
	enum wish wish;
	bool is_note, seen;
};

struct findings {
	struct finding items[MAX_FINDINGS];
	size_t nr, nr_gaps;
};

static struct {
	const char *cases;	/* file and line of the case's name */
	unsigned int line;
	char *name;
	char file[PATH_MAX], trees[64], kernel[16];
	struct line *lines;	/* as the tree has it, and then edited */
	size_t nr, cursor;
	bool is_elsewhere;	/* for other trees than this */
	bool is_stale, is_edited, has_failed;
} edit;

static struct {
	char rule[64];
	unsigned int found, missed, moved, wrong;
} tallies[MAX_RULES];

static const char *program;
static char tree[PATH_MAX], release[32], shadow[PATH_MAX];
static unsigned int nr_cases, nr_controls, nr_stale, nr_failed;

__attribute__((format(printf, 1, 2), noreturn)) static void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	exit(2);
}

/* Where it went wrong: in the case, or on a line of the edited file. */
__attribute__((format(printf, 2, 3))) static void fail(unsigned int line, const char *format, ...)
{
	va_list args;

	printf("%s:%u: %s: ", edit.cases, edit.line, edit.name);
	if (line)
		printf("%s:%u: ", edit.file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	if (line && line <= edit.nr)
		printf("\t| %s\n", edit.lines[line - 1].text);
	edit.has_failed = true;
}

static char *must(char *text)
{
	if (!text)
		die("memory is out");
	return text;
}

/* Paths in a shadow or in the tree. */
static const char *joined(char buf[PATH_MAX], const char *root, const char *path)
{
	int n = snprintf(buf, PATH_MAX, "%s/%s", root, path);

	if (n < 0 || n >= PATH_MAX)
		die("%s: path too long", path);
	return buf;
}

/* Makes `path` a folder of its own in the shadow, with links to all that the tree has there. */
static void unfold(const char *path)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct dirent *entry;
	struct stat status;
	DIR *dir;

	if (!lstat(joined(to, shadow, path), &status) && S_ISDIR(status.st_mode) && *path)
		return;
	unlink(to);
	mkdir(to, 0755);
	dir = opendir(joined(from, tree, path));
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		char source[PATH_MAX], link[PATH_MAX];

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		joined(source, from, entry->d_name);
		if (symlink(source, joined(link, to, entry->d_name)))
			die("%s: %s", link, strerror(errno));
	}
	closedir(dir);
}

static void unfold_parents(const char *path)
{
	char part[PATH_MAX];

	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof(part), "%.*s", (int)(slash - path), path);
		unfold(part);
	}
}

static void remove_shadow(const char *path)
{
	char below[PATH_MAX];
	struct dirent *entry;
	struct stat status;
	DIR *dir = opendir(path);

	while (dir && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		joined(below, path, entry->d_name);
		if (!lstat(below, &status) && S_ISDIR(status.st_mode))
			remove_shadow(below);
		else
			unlink(below);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static void remove_all(void)
{
	remove_shadow(shadow);
}

static void insert_line(size_t at, char *text, unsigned int origin)
{
	edit.lines = realloc(edit.lines, (edit.nr + 1) * sizeof(*edit.lines));
	if (!edit.lines)
		die("memory is out");
	memmove(&edit.lines[at + 1], &edit.lines[at], (edit.nr - at) * sizeof(*edit.lines));
	edit.lines[at] = (struct line){ text, origin, NULL };
	edit.nr++;
}

static void read_lines(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	while (file && getline(&text, &size, file) >= 0) {
		text[strcspn(text, "\n")] = '\0';
		insert_line(edit.nr, must(strdup(text)), (unsigned int)edit.nr + 1);
	}
	free(text);
	if (file)
		fclose(file);
	else
		edit.is_stale = true;
}

static void write_lines(const char *path)
{
	FILE *file;

	unlink(path);
	file = fopen(path, "w");
	if (!file)
		die("%s: %s", path, strerror(errno));
	for (size_t i = 0; i < edit.nr; i++)
		fprintf(file, "%s\n", edit.lines[i].text);
	if (fclose(file))
		die("%s: %s", path, strerror(errno));
}

/* What the program says of the file as it now stands in the shadow. */
static void ask(struct findings *findings)
{
	char command[2 * PATH_MAX + 128], kernel[32] = "", path[PATH_MAX];
	json_t *report, *list, *gaps, *item;
	size_t i;
	FILE *out;

	findings->nr = 0;
	joined(path, shadow, edit.file);
	if (*edit.kernel)
		snprintf(kernel, sizeof(kernel), "--kernel %s", edit.kernel);
	snprintf(command, sizeof(command), "'%s' check --quiet --format json --level note %s '%s'",
		 program, kernel, path);
	out = popen(command, "r");
	report = out ? json_loadf(out, 0, NULL) : NULL;
	if (!out || (pclose(out) & ~(1 << 8)) ||
	    json_unpack(report, "{s:o, s:{s:o}}", "findings", &list, "coverage", "not_analysed",
			&gaps))
		die("%s failed on %s", program, path);
	json_array_foreach(list, i, item) {
		struct finding *finding = &findings->items[findings->nr];
		const char *rule, *level, *file;

		if (json_unpack(item, "{s:s, s:s, s:s, s:i}", "rule", &rule, "level", &level,
				"file", &file, "line", &finding->line) ||
		    findings->nr + 1 == MAX_FINDINGS)
			die("%s: findings not understood", path);
		snprintf(finding->rule, sizeof(finding->rule), "%s", rule);
		finding->is_note = !strcmp(level, "note");
		finding->seen = false;
		finding->wish = UNWISHED;
		if (strcmp(file, path))
			finding->line = 0;	/* in a header */
		findings->nr++;
	}
	findings->nr_gaps = json_array_size(gaps);
	json_decref(report);
}

static struct finding *find_finding(struct findings *findings, const char *rule, unsigned int line)
{
	for (size_t i = 0; i < findings->nr; i++) {
		struct finding *finding = &findings->items[i];

		if (finding->line == line && !finding->seen && !strcmp(finding->rule, rule))
			return finding;
	}
	return NULL;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t blanks(const char *text)
{
	return strspn(text, " \t");
}

static const char *rest(const char *text, const char *word)
{
	size_t n = strlen(word);

	return strncmp(text, word, n) ? NULL : text + n + blanks(text + n);
}

static void expect(struct findings *expected, const char *rule, size_t length, unsigned int line,
		   enum wish wish)
{
	struct finding *finding = &expected->items[expected->nr++];

	if (expected->nr == MAX_FINDINGS)
		die("%s:%u: too many annotations", edit.cases, edit.line);
	*finding = (struct finding){ .line = line, .wish = wish };
	snprintf(finding->rule, sizeof(finding->rule), "%.*s", (int)length, rule);
}

static void read_mark(struct findings *expected, const char *mark, unsigned int line)
{
	enum wish wish = FALSELY_REPORTED;
	const char *rule = rest(mark, "FALSE:");
	size_t n;

	if (!rule) {
		rule = rest(mark, "WARN:");
		wish = strstr(mark, "MISS:") ? MISSED : REPORTED;
	}
	for (;; rule += n + 1, rule += blanks(rule)) {
		for (n = 0; is_word(rule[n]); n++)
			;
		expect(expected, rule, n, line, wish);
		if (rule[n] != ',')
			break;
	}
}

/* Annotations of all lines, in the numbering of the edited file. */
static void collect_expected(struct findings *expected)
{
	expected->nr = 0;
	for (size_t i = 0; i < edit.nr; i++) {
		char *marks = edit.lines[i].marks, *mark;

		while ((mark = strsep(&marks, "\n")))
			read_mark(expected, mark, (unsigned int)i + 1);
	}
}

static void tally(const char *rule, unsigned int found, unsigned int missed, unsigned int moved,
		  unsigned int wrong)
{
	size_t i = 0;

	while (i < MAX_RULES - 1 && *tallies[i].rule && strcmp(tallies[i].rule, rule))
		i++;
	snprintf(tallies[i].rule, sizeof(tallies[i].rule), "%s", rule);
	tallies[i].found += found;
	tallies[i].missed += missed;
	tallies[i].moved += moved;
	tallies[i].wrong += wrong;
}

/* Takes out of `reported` what the untouched file has as well; nothing expected may be among it. */
static void forget_known(struct findings *reported, struct findings *before,
			 struct findings *expected)
{
	for (size_t i = 0; i < reported->nr; i++) {
		struct finding *finding = &reported->items[i], *known;
		unsigned int line = finding->line;

		known = find_finding(before, finding->rule, line ? edit.lines[line - 1].origin : 0);
		if (known && find_finding(expected, finding->rule, line))
			fail(line, "rule %s is reported without the edit, too", finding->rule);
		if (known)
			finding->seen = known->seen = true;
	}
}

static struct finding *find_unexpected(struct findings *reported, const char *rule)
{
	for (size_t i = 0; i < reported->nr; i++)
		if (!reported->items[i].seen && !strcmp(reported->items[i].rule, rule))
			return &reported->items[i];
	return NULL;
}

static void compare_one(struct findings *reported, struct finding *expected)
{
	struct finding *finding = find_finding(reported, expected->rule, expected->line);
	struct finding *other;

	expected->seen = !!finding;
	/* One annotation for as many columns of the line as break the rule. */
	for (; finding; finding = find_finding(reported, expected->rule, expected->line))
		finding->seen = true;
	if (expected->seen && expected->wish == MISSED)
		fail(expected->line, "stale MISS: rule %s is reported", expected->rule);
	else if (!expected->seen && expected->wish == FALSELY_REPORTED)
		fail(expected->line, "stale FALSE: rule %s is not reported", expected->rule);
	tally(expected->rule, expected->seen && expected->wish != FALSELY_REPORTED,
	      !expected->seen && expected->wish == MISSED, 0,
	      expected->seen && expected->wish == FALSELY_REPORTED);
	if (expected->seen || expected->wish != REPORTED)
		return;
	other = find_unexpected(reported, expected->rule);
	tally(expected->rule, 0, !other, !!other, 0);
	if (other) {
		other->seen = true;
		fail(expected->line, "rule %s is reported on line %u", expected->rule, other->line);
	} else {
		fail(expected->line, "rule %s is not reported", expected->rule);
	}
}

static void compare(struct findings *reported, struct findings *expected)
{
	bool is_control = true;

	/* What was found first, so that a finding on a wrong line is not taken for another's. */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < expected->nr; i++) {
			struct finding *one = &expected->items[i];

			is_control &= one->wish == FALSELY_REPORTED;
			if (!one->seen && (pass || find_finding(reported, one->rule, one->line)))
				compare_one(reported, one);
		}
	}
	nr_controls += is_control;
	for (size_t i = 0; i < reported->nr; i++) {
		struct finding *finding = &reported->items[i];

		if (finding->seen || (is_control && finding->is_note))
			continue;
		tally(finding->rule, 0, 0, 0, 1);
		fail(finding->line, "rule %s is reported, but not expected", finding->rule);
	}
}

/* A case is complete: try it. */
static void try_case(void)
{
	static struct findings before, after, expected;
	char path[PATH_MAX], original[PATH_MAX];
	struct line *lines = edit.lines;
	size_t nr = edit.nr;

	unfold_parents(edit.file);
	joined(path, shadow, edit.file);
	joined(original, tree, edit.file);
	/* A copy: links on the command line lead out of the shadow. */
	edit.lines = NULL;
	edit.nr = 0;
	read_lines(original);
	write_lines(path);
	ask(&before);
	for (size_t i = 0; i < edit.nr; i++)
		free(edit.lines[i].text);
	free(edit.lines);
	edit.lines = lines;
	edit.nr = nr;

	write_lines(path);
	ask(&after);
	unlink(path);
	if (symlink(original, path))
		die("%s: %s", path, strerror(errno));
	collect_expected(&expected);
	forget_known(&after, &before, &expected);
	compare(&after, &expected);
	if (after.nr_gaps > before.nr_gaps)
		fail(0, "the edited function is not analysed");
}

static void finish_case(void)
{
	if (edit.name && !edit.is_elsewhere) {
		nr_cases++;
		if (edit.is_stale) {
			nr_stale++;
		} else if (!edit.is_edited) {
			fail(0, "edits nothing");
		} else {
			try_case();
		}
		nr_failed += edit.has_failed;
	}
	for (size_t i = 0; i < edit.nr; i++) {
		free(edit.lines[i].text);
		free(edit.lines[i].marks);
	}
	free(edit.lines);
	free(edit.name);
	memset(&edit, 0, sizeof(edit));
}

static void stale(const char *what)
{
	if (!edit.is_stale)
		printf("%s:%u: %s: %s has no %s\n", edit.cases, edit.line, edit.name, edit.file,
		       what);
	edit.is_stale = true;
}

/* Kernel style: a definition has its name before the first parenthesis of an unindented line. */
static bool begins_function(size_t at, const char *name)
{
	const char *text = edit.lines[at].text;
	const char *paren = strchr(text, '('), *begin, *end = NULL;

	if (!is_word(*text) || !paren || (size_t)(paren - text) < strlen(name))
		return false;
	begin = paren - strlen(name);
	if (strncmp(begin, name, strlen(name)) || (begin > text && is_word(begin[-1])))
		return false;
	while (at < edit.nr && !(end = strpbrk(edit.lines[at].text, ";{")))
		at++;
	return end && *end == '{';
}

static void go_to_function(const char *name)
{
	for (edit.cursor = 0; edit.cursor < edit.nr; edit.cursor++)
		if (begins_function(edit.cursor, name))
			return;
	stale(name);
}

static void go_to_text(const char *text, size_t from)
{
	for (edit.cursor = from; edit.cursor < edit.nr; edit.cursor++)
		if (strstr(edit.lines[edit.cursor].text, text))
			return;
	stale(text);
}

static void go_before(const char *text)
{
	go_to_text(text, edit.cursor + 1);
	edit.cursor--;
}

static void change(const char *what)
{
	const char *arrow = strstr(what, " =>"), *to = arrow ? arrow + 3 + blanks(arrow + 3) : "";
	struct line *line = &edit.lines[edit.cursor];
	char *old = arrow ? must(strndup(what, (size_t)(arrow - what))) : NULL;
	char *at = old ? strstr(line->text, old) : NULL;
	char *text = NULL;

	if (!arrow)
		die("%s:%u: change without =>", edit.cases, edit.line);
	if (!at)
		stale(old);
	else if (asprintf(&text, "%.*s%s%s", (int)(at - line->text), line->text, to,
			  at + strlen(old)) < 0)
		die("memory is out");
	if (text) {
		free(line->text);
		line->text = text;
		edit.is_edited = true;
	}
	free(old);
}

static void mark(const char *text)
{
	struct line *line = &edit.lines[edit.cursor];
	char *marks = NULL;

	if (asprintf(&marks, "%s%s%s", line->marks ? line->marks : "", line->marks ? "\n" : "",
		     text) < 0)
		die("memory is out");
	free(line->marks);
	line->marks = marks;
}

/* An annotation at the end of the new text belongs to its line and not into the file. */
static void insert(char *text)
{
	char *comment = strstr(text, " // ");

	if (comment)
		*comment = '\0';
	insert_line(++edit.cursor, must(strdup(text)), 0);
	edit.is_edited = true;
	if (comment)
		mark(comment + 4);
}

static bool is_for_this_tree(void)
{
	const char *list = *edit.trees ? edit.trees : usual_trees;
	size_t n = strlen(release);

	for (const char *at = strstr(list, release); at; at = strstr(at + 1, release))
		if ((at == list || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	return false;
}

static void open_file(const char *path)
{
	char original[PATH_MAX];

	snprintf(edit.file, sizeof(edit.file), "%s", path);
	edit.is_elsewhere = !is_for_this_tree();
	if (edit.is_elsewhere)
		return;
	read_lines(joined(original, tree, path));
	if (edit.is_stale)
		printf("%s:%u: %s: no %s\n", edit.cases, edit.line, edit.name, path);
}

static void run_command(char *text)
{
	const char *what;

	if ((what = rest(text, "trees ")))
		snprintf(edit.trees, sizeof(edit.trees), "%s", what);
	else if ((what = rest(text, "file ")))
		open_file(what);
	else if (!*edit.file)
		die("%s:%u: no file yet: %s", edit.cases, edit.line, text);
	else if ((what = rest(text, "kernel ")))
		snprintf(edit.kernel, sizeof(edit.kernel), "%s", what);
	else if (edit.is_stale || edit.is_elsewhere)
		return;
	else if ((what = rest(text, "function ")))
		go_to_function(what);
	else if ((what = rest(text, "find ")))
		go_to_text(what, edit.cursor);
	else if ((what = rest(text, "next ")))
		go_to_text(what, edit.cursor + 1);
	else if ((what = rest(text, "before ")))
		go_before(what);
	else if ((what = rest(text, "change ")))
		change(what);
	else if (*text == '+')
		insert(text + 1);
	else if (rest(text, "WARN:") || rest(text, "FALSE:"))
		mark(text);
	else
		die("%s:%u: %s: not understood: %s", edit.cases, edit.line, edit.name, text);
}

static void run_cases(const char *path)
{
	FILE *file = fopen(path, "r");
	unsigned int line = 0;
	char *text = NULL;
	size_t size = 0;

	if (!file)
		die("%s: %s", path, strerror(errno));
	while (getline(&text, &size, file) >= 0) {
		line++;
		text[strcspn(text, "\n")] = '\0';
		if (*text == '\t') {
			run_command(text + 1);
		} else if (*text && *text != '#') {
			finish_case();
			edit.cases = path;
			edit.line = line;
			edit.name = must(strdup(text));
		}
	}
	finish_case();
	free(text);
	fclose(file);
}

/* A folder, or what a program prints. */
static void find_tree(const char *what)
{
	char command[PATH_MAX + 2];
	struct stat status;
	FILE *out;
	int ended;

	if (!stat(what, &status) && S_ISDIR(status.st_mode)) {
		if (!realpath(what, tree))
			die("%s: %s", what, strerror(errno));
		return;
	}
	snprintf(command, sizeof(command), "'%s'", what);
	out = popen(command, "r");
	if (!out || !fgets(tree, sizeof(tree), out))
		*tree = '\0';
	tree[strcspn(tree, "\n")] = '\0';
	ended = out ? pclose(out) : -1;
	if (WIFEXITED(ended) && WEXITSTATUS(ended) == SKIPPED)
		exit(SKIPPED);
	if (ended || !*tree)
		die("%s gave no tree", what);
}

/* The release whose source this is, as its Makefile says. */
static void read_release(void)
{
	unsigned int version = 0, patchlevel = 0;
	char path[PATH_MAX], line[128];
	FILE *file = fopen(joined(path, tree, "Makefile"), "r");

	while (file && fgets(line, sizeof(line), file))
		if (!sscanf(line, "VERSION = %u", &version))
			sscanf(line, "PATCHLEVEL = %u", &patchlevel);
	if (file)
		fclose(file);
	if (!version)
		die("%s is no kernel tree", tree);
	snprintf(release, sizeof(release), "%u.%u", version, patchlevel);
}

static void print_tallies(void)
{
	printf("%-24s %6s %6s %6s %6s\n", "rule", "found", "missed", "moved", "false");
	for (size_t i = 0; i < MAX_RULES && *tallies[i].rule; i++)
		printf("%-24s %6u %6u %6u %6u\n", tallies[i].rule, tallies[i].found,
		       tallies[i].missed, tallies[i].moved, tallies[i].wrong);
	printf("%u cases, %u of them controls; %u failed, %u without their text\n", nr_cases,
	       nr_controls, nr_failed, nr_stale);
}

int main(int argc, char **argv)
{
	const char *folder = getenv("TMPDIR");

	if (argc < 4)
		die("usage: inject TREE DMACHECK CASES...");
	find_tree(argv[1]);
	read_release();
	program = argv[2];
	snprintf(shadow, sizeof(shadow), "%s/inject.XXXXXX", folder ? folder : "/tmp");
	if (!mkdtemp(shadow))
		die("%s: %s", shadow, strerror(errno));
	atexit(remove_all);
	unfold("");
	for (int i = 3; i < argc; i++)
		run_cases(argv[i]);
	print_tallies();
	return nr_failed || !nr_cases || nr_stale > MAX_STALE * nr_cases;
}
