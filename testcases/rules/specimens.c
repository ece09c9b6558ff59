/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Holds an engine to the specimens: usage: specimens [--engine NAME] [--together] DMACHECK PATH...
 *
 * Without a NAME it is `source`.  A PATH is a specimen or a folder of them, which --together has
 * checked in one run, for an engine that is slow to start and looks at no two files at once.  What
 * `DMACHECK check` reports must be what the annotations of a specimen say, no more and no less:
 *
 *   // WARN: rule, rule                   reported on this line
 *   // WARN: rule MISS engine: reason     a mistake that the engine does not see
 *   // FALSE engine: rule: reason         no mistake, yet the engine reports it
 *
 * A MISS may also stand alone on the line below, one an engine.  With `engine?`, some releases of the
 * engine's program miss it.  A rule out of an engine's reach is not expected of it.
 *
 * A MISS that is reported after all, or a FALSE that isn't, is stale and fails: the annotations
 * are the record of what the engines can do.
 *
 * What stands in rule-case.other.c is checked together with rule-case.c, which calls it.
 *
 * A function called bad_ is wrong by itself and one called ok_ is right.  What is wrong between two
 * functions makes neither of them bad: in such a specimen the annotated lines say it all.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *engine = "source";

enum { MAX_EXPECTED = 64, MAX_RULE = 64 };

enum wish { REPORTED, MISSED, PERHAPS_MISSED, FALSELY_REPORTED };

struct expected {
	unsigned int line;
	char rule[MAX_RULE];
	enum wish wish;
	bool seen;
};

struct specimen {
	const char *path;
	size_t last;			/* first rule of the last WARN */
	unsigned int below;		/* first line on which no MISS of it may stand alone */
	struct expected expected[MAX_EXPECTED];
	size_t nr_expected;
	unsigned int nr_failures;
};

static const char *program;
static json_t *rules;
static json_t *together;	/* the answer for the whole folder, NULL for one a specimen */
static bool is_together;
static unsigned int nr_passed, nr_failed;

__attribute__((format(printf, 3, 4)))
static void fail(struct specimen *specimen, unsigned int line, const char *format, ...)
{
	va_list args;

	printf("%s:%u: ", specimen->path, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	specimen->nr_failures++;
}

/* The program's answer; NULL when it gave none or ended in another way than `max_status` allows. */
static json_t *ask(const char *const *args, int max_status)
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
		execv(program, (char *const *)args);
		fprintf(stderr, "%s: %s\n", program, strerror(errno));
		_exit(127);
	}
	close(ends[1]);
	out = fdopen(ends[0], "r");
	answer = json_loadf(out, JSON_DISABLE_EOF_CHECK, NULL);
	while (fgetc(out) != EOF)
		;
	fclose(out);
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) ||
	    WEXITSTATUS(status) > max_status) {
		json_decref(answer);
		return NULL;
	}
	return answer;
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static const json_t *find_rule(const char *name, size_t length)
{
	const json_t *rule;
	size_t i;

	json_array_foreach(rules, i, rule) {
		const char *id = text_of(rule, "id");

		if (strlen(id) == length && !strncmp(id, name, length))
			return rule;
	}
	return NULL;
}

static bool is_rule(const char *name, size_t length)
{
	return find_rule(name, length);
}

/* Of a rule or a finding. */
static bool has_engine(const json_t *thing)
{
	const json_t *name;
	size_t i;

	json_array_foreach(json_object_get(thing, "engines"), i, name)
		if (!strcmp(json_string_value(name) ? json_string_value(name) : "", engine))
			return true;
	return false;
}

static size_t skip_blanks(const char *text)
{
	return strspn(text, " \t");
}

static size_t word_length(const char *text)
{
	size_t n = 0;

	while (isalnum((unsigned char)text[n]) || text[n] == '_')
		n++;
	return n;
}

static void expect(struct specimen *specimen, unsigned int line, const char *rule, size_t length,
		   enum wish wish)
{
	struct expected *expected = &specimen->expected[specimen->nr_expected];

	if (!is_rule(rule, length)) {
		fail(specimen, line, "no rule %.*s", (int)length, rule);
	} else if (specimen->nr_expected == MAX_EXPECTED) {
		fail(specimen, line, "more than %d annotations", MAX_EXPECTED);
	} else if (has_engine(find_rule(rule, length))) {
		*expected = (struct expected){ .line = line, .wish = wish };
		snprintf(expected->rule, MAX_RULE, "%.*s", (int)length, rule);
		specimen->nr_expected++;
	}
}

/* "engine, engine?: reason": whether ours is among them, `?` if so; *after is the reason. */
static char names_engine(const char *text, const char **after)
{
	char ours = '\0';

	for (;;) {
		size_t n = word_length(text += skip_blanks(text));
		bool named = n == strlen(engine) && !strncmp(text, engine, n);

		text += n;
		if (named)
			ours = *text == '?' ? '?' : '!';
		text += *text == '?';
		if (*text != ',')
			break;
		text++;
	}
	*after = *text == ':' ? text + 1 + skip_blanks(text + 1) : "";
	return ours;
}

/* "engine: reason" of a MISS, which is about all rules of the WARN. */
static void read_miss(struct specimen *specimen, unsigned int line, const char *text)
{
	const char *reason;
	char ours = names_engine(text, &reason);

	for (size_t i = specimen->last; ours && i < specimen->nr_expected; i++)
		specimen->expected[i].wish = ours == '?' ? PERHAPS_MISSED : MISSED;
	if (!*reason)
		fail(specimen, line, "MISS without a reason");
}

/* On a line of its own, below its WARN or another such MISS. */
static void read_miss_below(struct specimen *specimen, unsigned int line, const char *text)
{
	if (line != specimen->below)
		fail(specimen, line, "MISS without a WARN above it");
	specimen->below = line + 1;
	read_miss(specimen, line, text);
}

/* "rule, rule" and perhaps "MISS engine: reason". */
static void read_warn(struct specimen *specimen, unsigned int line, const char *text)
{
	specimen->last = specimen->nr_expected;
	specimen->below = line + 1;
	for (;;) {
		size_t n = word_length(text += skip_blanks(text));

		expect(specimen, line, text, n, REPORTED);
		text += n;
		if (*text != ',')
			break;
		text++;
	}
	text += skip_blanks(text);
	if (!*text)
		return;
	if (strncmp(text, "MISS ", 5)) {
		fail(specimen, line, "annotation not understood from here: %s", text);
		return;
	}
	read_miss(specimen, line, text + 5);
}

/* "engine: rule: reason" */
static void read_false(struct specimen *specimen, unsigned int line, const char *text)
{
	const char *rule;
	bool ours = names_engine(text, &rule) != '\0';
	size_t n = word_length(rule);

	if (rule[n] != ':' || !rule[n + 1 + skip_blanks(rule + n + 1)])
		fail(specimen, line, "FALSE without a reason");
	else if (ours)
		expect(specimen, line, rule, n, FALSELY_REPORTED);
	else if (!is_rule(rule, n))
		fail(specimen, line, "no rule %.*s", (int)n, rule);
}

/* Several annotations may stand on one line.  Returns whether it has a WARN. */
static bool read_annotations(struct specimen *specimen, unsigned int line, char *text)
{
	char *next = strstr(text, "//");
	bool warns = false;

	while (next) {
		char *this = next + 2 + skip_blanks(next + 2);
		size_t length;

		next = strstr(this, "//");
		if (next)
			*next = '\0';
		for (length = strlen(this); length && isspace((unsigned char)this[length - 1]);)
			this[--length] = '\0';
		if (!strncmp(this, "WARN:", 5)) {
			read_warn(specimen, line, this + 5);
			warns = true;
		} else if (!strncmp(this, "MISS ", 5)) {
			read_miss_below(specimen, line, this + 5);
		} else if (!strncmp(this, "FALSE ", 6)) {
			read_false(specimen, line, this + 6);
		} else if (strncmp(this, "SPDX-License-Identifier:", 24)) {
			fail(specimen, line, "neither an annotation nor a licence: // %s", this);
		}
	}
	return warns;
}

/* What the name of the function that begins on this line promises. */
enum promise { NO_FUNCTION, BAD, OK };

static enum promise promise_of(const char *text)
{
	const char *paren = strchr(text, '(');
	const char *name = paren;

	if (!paren || (!isalpha((unsigned char)*text) && *text != '_'))
		return NO_FUNCTION;
	while (name > text && word_length(name - 1))
		name--;
	return !strncmp(name, "bad_", 4) ? BAD : !strncmp(name, "ok_", 3) ? OK : NO_FUNCTION;
}

/* Kernel style: a function begins, and its closing brace stands, in the first column. */
static void read_specimen(struct specimen *specimen, FILE *in)
{
	unsigned int line = 0, begin = 0, nr_functions = 0;
	enum promise promise = NO_FUNCTION;
	bool warned = false;
	char *text = NULL;
	size_t size = 0;

	while (getline(&text, &size, in) >= 0) {
		bool warns;

		line++;
		if (promise == NO_FUNCTION && (promise = promise_of(text)) != NO_FUNCTION) {
			nr_functions++;
			begin = line;
			warned = false;
		}
		warns = read_annotations(specimen, line, text);
		if (warns && promise == OK)
			fail(specimen, line, "WARN in an ok_ function");
		warned |= warns;
		if (*text != '}')
			continue;
		if (promise == BAD && !warned)
			fail(specimen, begin, "bad_ function without WARN");
		promise = NO_FUNCTION;
	}
	if (!nr_functions && !specimen->nr_expected)
		fail(specimen, line, "neither bad_ nor ok_ function nor annotation");
	free(text);
}

/* A specimen is called after its rule: rule.c, which shows it, and rule-case.c. */
static void check_name(struct specimen *specimen)
{
	const char *slash = strrchr(specimen->path, '/');
	const char *name = slash ? slash + 1 : specimen->path;
	size_t length = strcspn(name, "-.");

	if (!is_rule(name, length)) {
		fail(specimen, 0, "not named after a rule");
		return;
	}
	for (size_t i = 0; i < specimen->nr_expected; i++)
		if (strlen(specimen->expected[i].rule) == length &&
		    !strncmp(specimen->expected[i].rule, name, length))
			return;
	if (name[length] == '.' && has_engine(find_rule(name, length)))
		fail(specimen, 0, "does not show its rule");
}

static void match(struct specimen *specimen, const json_t *finding)
{
	unsigned int line = (unsigned int)json_integer_value(json_object_get(finding, "line"));
	const char *rule = text_of(finding, "rule");

	if (!has_engine(finding))
		fail(specimen, line, "rule %s reported by another engine", rule);
	if (!strcmp(text_of(finding, "file"), specimen->path)) {
		for (size_t i = 0; i < specimen->nr_expected; i++) {
			struct expected *expected = &specimen->expected[i];

			if (expected->line == line && !strcmp(expected->rule, rule)) {
				expected->seen = true;
				return;
			}
		}
	}
	fail(specimen, line, "unexpected rule %s: %s", rule, text_of(finding, "message"));
}

static void compare(struct specimen *specimen, const json_t *answer)
{
	const json_t *coverage = json_object_get(answer, "coverage"), *item;
	size_t i;

	json_array_foreach(json_object_get(answer, "findings"), i, item)
		if (!together || !strcmp(text_of(item, "file"), specimen->path))
			match(specimen, item);
	for (i = 0; i < specimen->nr_expected; i++) {
		const struct expected *expected = &specimen->expected[i];

		if (expected->wish == REPORTED && !expected->seen)
			fail(specimen, expected->line, "expected rule %s, not reported",
			     expected->rule);
		if (expected->wish == MISSED && expected->seen)
			fail(specimen, expected->line, "stale MISS: rule %s is reported",
			     expected->rule);
		if (expected->wish == FALSELY_REPORTED && !expected->seen)
			fail(specimen, expected->line, "stale FALSE: rule %s is not reported",
			     expected->rule);
	}
	if (!json_is_array(json_object_get(answer, "findings")) ||
	    !json_is_array(json_object_get(coverage, "not_analysed")))
		fail(specimen, 0, "answer without findings or coverage");
	json_array_foreach(json_object_get(coverage, "not_analysed"), i, item)
		if (!together || !strcmp(text_of(item, "file"), specimen->path))
			fail(specimen, (unsigned int)json_integer_value(json_object_get(item, "line")),
			     "%s not analysed: %s", text_of(item, "function"),
			     text_of(item, "reason"));
}

static json_t *check_path(const char *path, const char *other)
{
	const char *args[] = { program, "check", "--format", "json", "--level", "note",
			       "--kernel", "7.3", "--engine", engine, path, other, NULL };

	return ask(args, 1);
}

static void check(const char *path)
{
	struct specimen specimen = { .path = path };
	FILE *in = fopen(path, "r");
	char other[4096];
	json_t *answer;

	snprintf(other, sizeof(other), "%.*s.other.c", (int)strlen(path) - 2, path);
	if (in) {
		read_specimen(&specimen, in);
		fclose(in);
		check_name(&specimen);
		answer = together ? json_incref(together) :
				    check_path(path, access(other, F_OK) ? NULL : other);
		if (answer)
			compare(&specimen, answer);
		else
			fail(&specimen, 0, "%s did not check it", program);
		json_decref(answer);
	} else {
		fail(&specimen, 0, "%s", strerror(errno));
	}
	*(specimen.nr_failures ? &nr_failed : &nr_passed) += 1;
}

/* Headers and *.other.c belong to the specimens beside them; this program is none either. */
static int is_specimen(const struct dirent *entry)
{
	const char *dot = strchr(entry->d_name, '.');

	return dot && !strcmp(dot, ".c") && strcmp(entry->d_name, "specimens.c");
}

static void check_folder(const char *folder)
{
	struct dirent **entries;
	char path[4096];
	const json_t *rule;
	int nr = scandir(folder, &entries, is_specimen, alphasort);
	size_t i;

	if (is_together)
		together = check_path(folder, NULL);
	for (int n = 0; n < nr; n++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[n]->d_name);
		check(path);
		free(entries[n]);
	}
	if (nr >= 0)
		free(entries);
	json_decref(together);
	together = NULL;
	json_array_foreach(rules, i, rule) {
		snprintf(path, sizeof(path), "%s/%s.c", folder, text_of(rule, "id"));
		if (access(path, R_OK)) {
			printf("%s: rule without a specimen\n", path);
			nr_failed++;
		}
	}
}

int main(int argc, char **argv)
{
	const char *args[] = { NULL, "rules", "--json", NULL };
	struct stat st;

	if (argc > 2 && !strcmp(argv[1], "--engine")) {
		engine = argv[2];
		argv += 2;
		argc -= 2;
	}
	if (argc > 1 && !strcmp(argv[1], "--together")) {
		is_together = true;
		argv++;
		argc--;
	}
	if (argc < 3) {
		fprintf(stderr,
			"usage: specimens [--engine NAME] [--together] DMACHECK PATH...\n");
		return 2;
	}
	args[0] = program = argv[1];
	rules = ask(args, 0);
	if (!json_array_size(rules)) {
		fprintf(stderr, "%s: no rules from `%s rules --json`\n", argv[0], program);
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		if (!stat(argv[i], &st) && S_ISDIR(st.st_mode))
			check_folder(argv[i]);
		else
			check(argv[i]);
	}
	json_decref(rules);
	printf("%u passed, %u failed\n", nr_passed, nr_failed);
	return nr_failed || !nr_passed;
}
