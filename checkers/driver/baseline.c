/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads, compares and replaces the file of known findings. */
#include "baseline.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read.h"
#include "replace.h"
#include "say.h"

enum { ID_LENGTH = 16, NR_WORDS = 4 };

static const char title[] = "# dmacheck baseline: FILE RULE FUNCTION IDENTITY";

/* Words */

static bool is_plain(char c)
{
	return (unsigned char)c > ' ' && c != '%' && c != '\177';
}

/* Appends a word; an empty one is "-". */
static bool add_word(struct dc_bytes *line, const char *word)
{
	static const char digits[] = "0123456789ABCDEF";

	for (const char *at = word; *at; at++) {
		unsigned char c = *at;
		char escaped[3] = { '%', digits[c >> 4], digits[c & 15] };

		if (!dc_bytes_add(line, is_plain(*at) ? at : escaped, is_plain(*at) ? 1 : 3))
			return false;
	}
	return *word || dc_bytes_add(line, "-", 1);
}

static int digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A copy without escapes; NULL when one is none, or memory is out. */
static char *read_word(const char *word, size_t length)
{
	char *copy = malloc(length + 1);
	size_t nr = 0;

	for (size_t i = 0; copy && i < length; i++) {
		int high, low;

		if (word[i] != '%') {
			copy[nr++] = word[i];
			continue;
		}
		high = i + 2 < length ? digit_of(word[i + 1]) : -1;
		low = i + 2 < length ? digit_of(word[i + 2]) : -1;
		if (high < 0 || low < 0 || !(high | low)) {
			free(copy);
			return NULL;
		}
		copy[nr++] = high << 4 | low;
		i += 2;
	}
	if (copy)
		copy[nr] = '\0';
	return copy;
}

/* Entries */

static void clear(struct dc_baseline_entry *entry)
{
	free(entry->line);
	free(entry->file);
}

/* Takes the line over. */
static bool add_entry(struct dc_baseline *baseline, char *line)
{
	struct dc_baseline_entry *items = baseline->items;
	char *file = line ? read_word(line, strcspn(line, " ")) : NULL;

	if (file && baseline->nr == baseline->capacity) {
		size_t capacity = baseline->capacity ? 2 * baseline->capacity : 64;

		items = realloc(items, capacity * sizeof(*items));
		if (items) {
			baseline->items = items;
			baseline->capacity = capacity;
		}
	}
	if (!file || !items) {
		free(line);
		free(file);
		return false;
	}
	baseline->items[baseline->nr++] = (struct dc_baseline_entry){
		.line = line, .file = file, .id = line + strlen(line) - ID_LENGTH,
	};
	return true;
}

static bool is_id(const char *word)
{
	return strlen(word) == ID_LENGTH && strspn(word, "0123456789abcdef") == ID_LENGTH;
}

/* NULL, or what is wrong with the line. */
static const char *check_line(const char *line)
{
	const char *word[NR_WORDS + 1];
	size_t nr = 0;
	char rule[64], *file;

	if (!strncmp(line, "<<<<<<<", 7) || !strncmp(line, "=======", 7) ||
	    !strncmp(line, ">>>>>>>", 7))
		return "a conflict that was not resolved";
	for (const char *at = line; at && nr <= NR_WORDS; nr++) {
		word[nr] = at;
		at = strchr(at, ' ');
		if (at)
			at++;
	}
	if (nr != NR_WORDS || !is_id(word[3]))
		return "not of the form FILE RULE FUNCTION IDENTITY";
	snprintf(rule, sizeof(rule), "%.*s", (int)strcspn(word[1], " "), word[1]);
	if (dc_rule_find(rule) == DC_NR_RULES)
		return "there is no such rule";
	file = read_word(line, strcspn(line, " "));
	free(file);
	return file && *line != ' ' ? NULL : "not the name of a file";
}

static bool read_lines(struct dc_baseline *baseline, const struct dc_bytes *text)
{
	const char *at = text->data, *end = at + text->length;

	for (unsigned int number = 1; at < end; number++) {
		const char *newline = memchr(at, '\n', end - at);
		size_t length = (newline ? newline : end) - at;
		const char *wrong;
		char *line;

		if (length && at[length - 1] == '\r')
			length--;
		line = strndup(at, length);
		at = newline ? newline + 1 : end;
		if (line && (!*line || *line == '#')) {
			free(line);
			continue;
		}
		wrong = !line ? "out of memory" : strlen(line) != length ?
			"a NUL byte" : check_line(line);
		if (wrong) {
			dc_say("%s:%u: %s", baseline->path, number, wrong);
			free(line);
			return false;
		}
		if (!add_entry(baseline, line))
			return false;
	}
	return true;
}

static int by_id(const void *left, const void *right)
{
	const struct dc_baseline_entry *a = left, *b = right;

	return strcmp(a->id, b->id);
}

bool dc_baseline_read(struct dc_baseline *baseline, const char *path, bool may_lack)
{
	struct dc_bytes text = { 0 };
	const char *reason;
	bool ok = true;

	baseline->path = path;
	reason = dc_read_file(path, &text);
	if (reason && may_lack && access(path, F_OK) && errno == ENOENT)
		reason = NULL;
	if (reason) {
		dc_say("%s: %s", path, reason);
		ok = false;
	} else if (text.length) {
		ok = read_lines(baseline, &text);
	}
	if (baseline->nr)
		qsort(baseline->items, baseline->nr, sizeof(*baseline->items), by_id);
	free(text.data);
	return ok;
}

bool dc_baseline_has(struct dc_baseline *baseline, const struct dc_finding *finding)
{
	const struct dc_baseline_entry wanted = { .id = finding->id };
	struct dc_baseline_entry *entry =
		baseline->nr ? bsearch(&wanted, baseline->items, baseline->nr,
				       sizeof(*baseline->items), by_id) : NULL;

	/* The same line may stand there twice after a merge. */
	for (; entry && entry > baseline->items && !by_id(entry - 1, &wanted); entry--)
		;
	for (struct dc_baseline_entry *each = entry;
	     each && each < baseline->items + baseline->nr && !by_id(each, &wanted); each++)
		each->is_used = true;
	return entry;
}

bool dc_baseline_add(struct dc_baseline *baseline, const struct dc_finding *finding,
		     const char *root)
{
	struct dc_bytes line = { 0 };
	char buf[PATH_MAX];

	if (!add_word(&line, dc_kernel_name(finding->file, root, buf)) ||
	    !dc_bytes_add(&line, " ", 1) || !add_word(&line, dc_rules[finding->rule].id) ||
	    !dc_bytes_add(&line, " ", 1) || !add_word(&line, finding->function) ||
	    !dc_bytes_add(&line, " ", 1) ||
	    !dc_bytes_add(&line, finding->id, ID_LENGTH + 1)) {
		free(line.data);
		return false;
	}
	if (!add_entry(baseline, line.data))
		return false;
	baseline->items[baseline->nr - 1].is_used = true;
	return true;
}

/* What was looked at */

static bool covers(const struct dc_target *target, const char *root, const char *file)
{
	size_t length = root ? strlen(root) : 0;
	const char *below = target->real + length;
	size_t size;

	if (target->error)
		return false;
	if (!root) {
		size = strlen(target->path);
		return !strcmp(target->path, ".") || (!strncmp(file, target->path, size) &&
						      (!file[size] || file[size] == '/'));
	}
	if (!*below)
		return true;
	size = strlen(++below);
	return !strncmp(file, below, size) && (!file[size] || file[size] == '/');
}

static bool was_looked_at(const char *file, const struct dc_targets *targets,
			  const struct dc_coverage *coverage)
{
	char buf[PATH_MAX];
	bool found = false;

	for (size_t i = 0; i < targets->nr && !found; i++)
		found = covers(&targets->items[i], targets->trees[targets->items[i].tree].root,
			       file);
	for (size_t i = 0; i < coverage->nr_gaps && found; i++)
		for (size_t k = 0; k < targets->nr_trees && found; k++)
			found = strcmp(file, dc_kernel_name(coverage->gaps[i].file,
							    targets->trees[k].root, buf)) != 0;
	return found;
}

void dc_baseline_settle(struct dc_baseline *baseline, const struct dc_targets *targets,
			const struct dc_coverage *coverage, enum dc_baseline_change change,
			bool quiet)
{
	size_t nr = 0, nr_stale = 0;

	for (size_t i = 0; i < baseline->nr; i++) {
		struct dc_baseline_entry *entry = &baseline->items[i];
		bool is_stale = !entry->is_used &&
				was_looked_at(entry->file, targets, coverage);

		nr_stale += is_stale;
		if (is_stale && change != DC_BASELINE_KEEP)
			clear(entry);
		else
			baseline->items[nr++] = *entry;
	}
	baseline->nr = nr;
	if (nr_stale && change == DC_BASELINE_KEEP && !quiet)
		dc_say("%s: %zu %s no longer found, --prune-baseline takes %s out", baseline->path,
		       nr_stale, nr_stale > 1 ? "entries are" : "entry is",
		       nr_stale > 1 ? "them" : "it");
}

/* Writing */

static int by_line(const void *left, const void *right)
{
	const struct dc_baseline_entry *a = left, *b = right;

	return strcmp(a->line, b->line);
}

static bool print(const struct dc_baseline *baseline, struct dc_bytes *text)
{
	bool ok = dc_bytes_add(text, title, strlen(title)) && dc_bytes_add(text, "\n", 1);

	for (size_t i = 0; ok && i < baseline->nr; i++) {
		const char *line = baseline->items[i].line;

		if (!i || by_line(&baseline->items[i - 1], &baseline->items[i]))
			ok = dc_bytes_add(text, line, strlen(line)) &&
			     dc_bytes_add(text, "\n", 1);
	}
	return ok;
}

bool dc_baseline_write(struct dc_baseline *baseline)
{
	struct dc_bytes text = { 0 };
	const char *reason;

	if (baseline->nr)
		qsort(baseline->items, baseline->nr, sizeof(*baseline->items), by_line);
	reason = print(baseline, &text) ? dc_replace_file(baseline->path, &text) :
					  strerror(ENOMEM);
	if (reason)
		dc_say("%s: not written: %s", baseline->path, reason);
	free(text.data);
	return !reason;
}

void dc_baseline_free(struct dc_baseline *baseline)
{
	for (size_t i = 0; i < baseline->nr; i++)
		clear(&baseline->items[i]);
	free(baseline->items);
}
