/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results for machines.  Every constructor takes NULL of another as failure and passes it on, so
 * that one test of the whole tells whether memory was out anywhere.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "report.h"
#include "utf8.h"
#include "words.h"

static json_t *text(const char *bytes)
{
	char *clean = dc_utf8_clean(bytes);
	json_t *json = clean ? json_string(clean) : NULL;

	free(clean);
	return json;
}

/* The array of `item` of each of `nr` things in `from`. */
static json_t *list(const void *from, size_t nr, json_t *(*item)(const void *from, size_t i))
{
	json_t *array = json_array();

	for (size_t i = 0; i < nr; i++)
		if (json_array_append_new(array, item(from, i))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

static json_t *note(const void *from, size_t i)
{
	const struct dc_note *note = &((const struct dc_note *)from)[i];

	return json_pack("{s:o, s:I, s:I, s:o}", "file", text(note->file),
			 "line", (json_int_t)note->line, "column", (json_int_t)note->column,
			 "message", text(note->message));
}

static json_t *engines_of(unsigned int mask)
{
	json_t *engines = json_array();
	int failed = 0;

	for (unsigned int i = 0; dc_engine_name(i); i++)
		if (mask >> i & 1)
			failed |= json_array_append_new(engines, json_string(dc_engine_name(i)));
	if (!failed)
		return engines;
	json_decref(engines);
	return NULL;
}

static json_t *finding(const void *from, size_t i)
{
	const struct dc_finding *finding = ((const struct dc_finding *const *)from)[i];

	return json_pack("{s:s, s:s, s:o, s:I, s:I, s:o, s:o, s:o, s:s, s:o}",
			 "rule", dc_rules[finding->rule].id,
			 "level", dc_level_name(finding->level),
			 "file", text(finding->file),
			 "line", (json_int_t)finding->line,
			 "column", (json_int_t)finding->column,
			 "function", text(finding->function),
			 "message", text(finding->message),
			 "engines", engines_of(finding->engines),
			 "id", finding->id,
			 "notes", list(finding->notes, finding->nr_notes, note));
}

static json_t *gap(const void *from, size_t i)
{
	const struct dc_gap *gap = &((const struct dc_gap *)from)[i];

	return json_pack("{s:o, s:o, s:o, s:o}", "file", text(gap->file),
			 "function", gap->function ? text(gap->function) : json_null(),
			 "line", gap->line ? json_integer(gap->line) : json_null(),
			 "reason", text(gap->reason));
}

/* Acquiring calls by what is known of their attributes, and by what becomes of them. */
static json_t *acquires_of(const struct dc_tally *tally)
{
	json_t *all = json_object();

	for (int i = 0; i < DC_NR_KNOWLEDGE; i++) {
		json_t *outcomes = json_object();

		for (int k = 0; k < DC_NR_OUTCOMES; k++)
			if (tally->nr[i][k])
				json_object_set_new(outcomes, dc_outcome_names[k].id,
						    json_integer(tally->nr[i][k]));
		json_object_set_new(all, dc_knowledge_names[i].id, outcomes);
	}
	return all;
}

static json_t *coverage_of(const struct dc_report *report)
{
	const struct dc_coverage *coverage = report->coverage;

	return json_pack("{s:I, s:I, s:I, s:I, s:o, s:o, s:f, s:I}",
			 "files", (json_int_t)coverage->files_seen,
			 "relevant", (json_int_t)coverage->files_relevant,
			 "functions", (json_int_t)coverage->functions,
			 "functions_relevant", (json_int_t)coverage->functions_relevant,
			 "not_analysed", list(coverage->gaps, coverage->nr_gaps, gap),
			 "acquires", acquires_of(report->tally),
			 "seconds", report->seconds,
			 "peak_memory_kb", (json_int_t)report->peak_kb);
}

bool dc_report_json(const struct dc_report *report)
{
	json_t *json = json_pack("{s:i, s:o, s:o, s:o}", "version", 1,
				 "kernel", report->kernel ? text(report->kernel) : json_null(),
				 "findings", list(report->findings, report->nr_findings, finding),
				 "coverage", coverage_of(report));

	if (!json)
		return false;
	/* A failed write shows in stdout's own error. */
	json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	putchar('\n');
	json_decref(json);
	return true;
}
