/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds the comments, and holds findings against them. */
#include "ignore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static const char directive[] = "dmacheck: ignore";

/* Of one file, whoever wrote it. */
enum { MAX_IGNORES = 1000 };

/* The line that a place lies in, without its newline. */
struct line {
	const char *start, *end;
	unsigned int number;
};

static const char *end_of_line(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', end - at);

	return newline ? newline : end;
}

/* False at the end of the text. */
static bool next_line(struct line *line, const char *end)
{
	if (line->end == end)
		return false;
	line->start = line->end + 1;
	line->end = end_of_line(line->start, end);
	line->number++;
	return true;
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	return at;
}

static bool begins_with(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - at) >= length && !memcmp(at, word, length);
}

/* Where the comment begins on its line, whose first words the directive are; NULL for no comment. */
static const char *comment_before(const struct line *line, const char *at)
{
	const char *first = skip_blanks(line->start, line->end);

	while (at > line->start && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	if (at - line->start >= 2 && (begins_with(at - 2, at, "/*") || begins_with(at - 2, at, "//")))
		return at - 2;
	return at == first + 1 && *first == '*' ? first : NULL;
}

static bool is_comment_or_blank(const struct line *line)
{
	const char *first = skip_blanks(line->start, line->end);

	return first == line->end || *first == '*' || begins_with(first, line->end, "/*") ||
	       begins_with(first, line->end, "//");
}

/* A function of the kernel ends with a brace in the first column. */
static unsigned int end_of_function(struct line line, const char *end)
{
	while (next_line(&line, end))
		if (line.start < line.end && *line.start == '}')
			break;
	return line.number;
}

static unsigned int next_code(struct line line, const char *end)
{
	while (next_line(&line, end) && is_comment_or_blank(&line))
		;
	return line.number;
}

/* Which lines a comment is meant for. */
static void find_extent(struct dc_ignore *ignore, const struct line *line, const char *comment,
			const char *end)
{
	bool is_alone = skip_blanks(line->start, line->end) == comment;
	/* The middle of a block comment stands one column further right. */
	bool is_outside = comment - line->start <= (*comment == '*') && *line->start != '\t';

	ignore->first = ignore->last = line->number;
	if (is_alone && is_outside)
		ignore->last = end_of_function(*line, end);
	else if (is_alone)
		ignore->first = ignore->last = next_code(*line, end);
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Behind the names: `-- reason`. */
static bool has_reason(const char *at, const char *end)
{
	const char *close = at < end ? memmem(at, end - at, "*/", 2) : NULL;

	if (close)
		end = close;
	at = skip_blanks(at, end);
	return begins_with(at, end, "--") && skip_blanks(at + 2, end) < end;
}

static void add(struct dc_ignores *ignores, struct dc_ignore ignore, const char *name,
		size_t length)
{
	char text[64];

	snprintf(text, sizeof(text), "%.*s", (int)length, name);
	ignore.name = text;
	dc_ignores_add(ignores, &ignore);
}

/* One for each of `RULE, RULE`; one without a name when there is none. */
static void read_names(struct dc_ignores *ignores, struct dc_ignore ignore, const char *at,
		       const char *end)
{
	const char *names = at, *name;

	while (at < end && (is_name(*at) || *at == ' ' || *at == '\t' || *at == ','))
		at++;
	ignore.has_reason = has_reason(at, end);
	for (at = names;; at++) {
		at = name = skip_blanks(at, end);
		while (at < end && is_name(*at))
			at++;
		add(ignores, ignore, name, at - name);
		at = skip_blanks(at, end);
		if (at == end || *at != ',')
			return;
	}
}

void dc_ignores_read(struct dc_ignores *ignores, const char *file, const char *text, size_t length)
{
	const char *end = text + length, *at = text;
	struct line line = { text, end_of_line(text, end), 1 };

	while (ignores->nr < MAX_IGNORES &&
	       (at = memmem(at, end - at, directive, sizeof(directive) - 1))) {
		struct dc_ignore ignore = { .file = (char *)file };
		const char *comment;

		while (line.end < at && next_line(&line, end))
			;
		comment = comment_before(&line, at);
		at += sizeof(directive) - 1;
		if (!comment || (at < line.end && is_name(*at)))
			continue;
		ignore.line = line.number;
		ignore.column = comment - line.start + 1;
		ignore.source_line = dc_memory_copy(line.start, line.end - line.start);
		find_extent(&ignore, &line, comment, end);
		read_names(ignores, ignore, at, line.end);
		free(ignore.source_line);
	}
}

void dc_ignores_add(struct dc_ignores *ignores, const struct dc_ignore *ignore)
{
	struct dc_ignore *copy;

	for (size_t i = 0; i < ignores->nr; i++) {
		const struct dc_ignore *same = &ignores->items[i];

		if (same->line == ignore->line && !strcmp(same->name, ignore->name) &&
		    !strcmp(same->file, ignore->file))
			return;
	}
	dc_grow(ignores->items, ignores->nr, ignores->capacity);
	copy = &ignores->items[ignores->nr++];
	*copy = *ignore;
	copy->file = dc_memory_text(ignore->file);
	copy->name = dc_memory_text(ignore->name);
	copy->source_line = dc_memory_text(ignore->source_line);
}

/* Marks all that ask for it as used. */
static bool is_ignored(struct dc_ignores *ignores, const struct dc_finding *finding)
{
	bool found = false;

	for (size_t i = 0; i < ignores->nr; i++) {
		struct dc_ignore *ignore = &ignores->items[i];

		if (finding->line < ignore->first || finding->line > ignore->last ||
		    dc_rule_find(ignore->name) != finding->rule ||
		    strcmp(ignore->file, finding->file) != 0)
			continue;
		ignore->is_used = true;
		found = true;
	}
	return found;
}

void dc_ignores_apply(struct dc_ignores *ignores, struct dc_findings *findings)
{
	size_t nr = 0;

	for (size_t i = 0; ignores->nr && i < findings->nr; i++) {
		if (is_ignored(ignores, &findings->items[i]))
			dc_finding_free(&findings->items[i]);
		else
			findings->items[nr++] = findings->items[i];
	}
	if (ignores->nr)
		findings->nr = nr;
}

/* Whether something in the lines that it is meant for, or in all of its file, was not analysed. */
static bool has_gap(const struct dc_coverage *coverage, const struct dc_ignore *ignore)
{
	for (size_t i = 0; i < coverage->nr_gaps; i++)
		if (!strcmp(coverage->gaps[i].file, ignore->file))
			return true;
	return false;
}

static bool report(const struct dc_ignore *ignore, const struct dc_plea *plea,
		   const struct dc_verdict *verdict, struct dc_findings *findings)
{
	struct dc_finding *finding = dc_findings_add(findings);
	char text[128];

	if (!finding)
		return false;
	if (!ignore->name[0])
		strcpy(text, "suppression names no rule");
	else if (plea->knows_rule == DC_NO)
		snprintf(text, sizeof(text), "suppression of %s, which is no rule", ignore->name);
	else
		snprintf(text, sizeof(text), "suppression of %s %s", ignore->name,
			 plea->has_reason == DC_NO ? "without a reason" : "has no effect");
	finding->rule = verdict->rule;
	finding->level = verdict->level;
	finding->engines = DC_ENGINE_SOURCE;
	finding->file = strdup(ignore->file);
	finding->line = ignore->line;
	finding->column = ignore->column;
	finding->function = strdup("");
	finding->message = strdup(text);
	finding->source_line = strdup(ignore->source_line);
	return finding->file && finding->function && finding->message && finding->source_line;
}

static struct dc_plea plea_of(const struct dc_ignore *ignore, const struct dc_kernel *kernel,
			      const struct dc_coverage *coverage, unsigned int engines, bool is_whole)
{
	enum dc_rule_id rule = dc_rule_find(ignore->name);
	bool is_known = rule != DC_NR_RULES;
	bool can_tell = is_known && is_whole && dc_rule_applies(rule, kernel) &&
			!(dc_rules[rule].reach & ~engines & DC_ENGINE_SOURCE) &&
			!has_gap(coverage, ignore);

	return (struct dc_plea){
		.knows_rule = is_known ? DC_YES : DC_NO,
		.has_reason = ignore->has_reason ? DC_YES : DC_NO,
		.has_effect = ignore->is_used ? DC_YES : can_tell ? DC_NO : DC_UNKNOWN,
	};
}

bool dc_ignores_report(const struct dc_ignores *ignores, const struct dc_kernel *kernel,
		       const struct dc_coverage *coverage, unsigned int engines, bool is_whole,
		       struct dc_findings *findings)
{
	if (!(dc_rules[DC_RULE_bad_ignore].reach & engines))
		return true;
	for (size_t i = 0; i < ignores->nr; i++) {
		const struct dc_ignore *ignore = &ignores->items[i];
		struct dc_plea plea = plea_of(ignore, kernel, coverage, engines, is_whole);
		struct dc_verdict verdicts[DC_MAX_VERDICTS];

		if (dc_judge_plea(&plea, kernel, verdicts) &&
		    !report(ignore, &plea, &verdicts[0], findings))
			return false;
	}
	return true;
}

void dc_ignores_free(struct dc_ignores *ignores)
{
	for (size_t i = 0; i < ignores->nr; i++) {
		free(ignores->items[i].file);
		free(ignores->items[i].name);
		free(ignores->items[i].source_line);
	}
	free(ignores->items);
	*ignores = (struct dc_ignores){ 0 };
}
