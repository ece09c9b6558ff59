// SPDX-License-Identifier: GPL-2.0-only
/* Promises of the engine as a whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "kernel.h"
#include "source.h"

/* In a folder that isn't there, so that no #include leads anywhere. */
static const char path[] = "no/such/folder/fuzz.c";

static struct dc_result check(const char *text, size_t length)
{
	struct dc_kernel kernel = dc_kernel_newest();
	struct dc_source_file file = {
		.path = path, .text = text, .length = length, .kernel = &kernel
	};
	struct dc_result o = { 0 };

	hold(dc_source_check(&file, &o), "any text can be analysed");
	return o;
}

/* The length of line `line`, counted from 1; false when the text has no such line. */
static bool find_line(const char *text, size_t length, unsigned int line, const char **start,
		      size_t *width)
{
	const char *at = text, *end = text + length, *newline;

	for (unsigned int i = 1; i < line; i++) {
		newline = at < end ? memchr(at, '\n', end - at) : NULL;
		if (!newline)
			return false;
		at = newline + 1;
	}
	newline = at < end ? memchr(at, '\n', end - at) : NULL;
	*start = at;
	*width = (newline ? newline : end) - at;
	return line > 0;
}

static void hold_place(const char *text, size_t length, const char *file, unsigned int line,
		       unsigned int column)
{
	const char *start = text;
	size_t width = 0;

	hold(!strcmp(file, path), "findings and notes lie in the file");
	hold(find_line(text, length, line, &start, &width),
	     "lines of findings and notes are the file's");
	hold(column >= 1 && column <= width, "columns of findings and notes are the line's");
}

static void hold_finding(const char *text, size_t length, const struct dc_finding *finding)
{
	const char *line = text;
	size_t width = 0;

	hold_place(text, length, finding->file, finding->line, finding->column);
	hold(finding->rule < DC_NR_RULES, "a finding has a rule");
	hold(finding->level <= dc_rules[finding->rule].level, "no finding is worse than its rule");
	hold(finding->engines == DC_ENGINE_SOURCE, "a finding names its engine");
	hold(finding->message[0], "a finding has a message");
	hold(finding->function != NULL, "a finding has a function, if an empty one");
	find_line(text, length, finding->line, &line, &width);
	hold(strlen(finding->source_line) == strnlen(line, width) &&
		     !memcmp(finding->source_line, line, strnlen(line, width)),
	     "a finding quotes its line");
	for (size_t i = 0; i < finding->nr_notes; i++) {
		hold_place(text, length, finding->notes[i].file, finding->notes[i].line,
			   finding->notes[i].column);
		hold(finding->notes[i].message[0], "a note has a message");
	}
}

/* What a variable starts with is read, too, and is no function. */
static size_t count_functions(const struct dc_coverage *coverage)
{
	size_t nr = 0;

	for (size_t i = 0; i < coverage->nr_gaps; i++)
		nr += coverage->gaps[i].function && *coverage->gaps[i].function;
	return nr;
}

static void hold_coverage(const char *text, size_t length, const struct dc_coverage *coverage)
{
	const char *line;
	size_t width;

	hold(coverage->functions_relevant <= coverage->functions,
	     "relevant functions are functions");
	hold(count_functions(coverage) <= coverage->functions_relevant,
	     "a function with a gap is a relevant one");
	hold(!coverage->files_seen && !coverage->files_relevant, "files are counted by the caller");
	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		hold(!strcmp(gap->file, path), "a gap lies in the file");
		hold(gap->function && gap->line, "a gap in a file that was read is a function");
		hold(find_line(text, length, gap->line, &line, &width),
		     "a gap's line is the file's");
		hold(gap->reason[0], "a gap has a reason");
	}
}

static void hold_same(const struct dc_result *a, const struct dc_result *b)
{
	hold(a->findings.nr == b->findings.nr && a->ends.nr == b->ends.nr &&
		     a->coverage.nr_gaps == b->coverage.nr_gaps &&
		     a->coverage.functions == b->coverage.functions &&
		     a->coverage.functions_relevant == b->coverage.functions_relevant,
	     "what is read twice gives the same");
	for (size_t i = 0; i < a->findings.nr; i++) {
		const struct dc_finding *x = &a->findings.items[i], *y = &b->findings.items[i];

		hold(x->rule == y->rule && x->level == y->level && x->line == y->line &&
			     x->column == y->column && x->nr_notes == y->nr_notes &&
			     !strcmp(x->function, y->function) && !strcmp(x->message, y->message),
		     "what is read twice gives the same findings");
	}
	for (size_t i = 0; i < a->coverage.nr_gaps; i++)
		hold(!strcmp(a->coverage.gaps[i].reason, b->coverage.gaps[i].reason) &&
			     a->coverage.gaps[i].line == b->coverage.gaps[i].line,
		     "what is read twice gives the same gaps");
}

void hold_engine(const char *text, size_t length)
{
	bool relevant = dc_source_is_relevant(text, length);
	struct dc_result first = check(text, length), second = check(text, length);

	hold(relevant || !first.findings.nr, "what the prefilter drops has no findings");
	hold(relevant || !first.coverage.functions_relevant,
	     "what the prefilter drops need not be read");
	for (size_t i = 0; i < first.findings.nr; i++)
		hold_finding(text, length, &first.findings.items[i]);
	hold_coverage(text, length, &first.coverage);
	hold_same(&first, &second);
	dc_result_free(&first);
	dc_result_free(&second);
	/* Also what is kept between files must not grow with them. */
	dc_source_shutdown();
}
