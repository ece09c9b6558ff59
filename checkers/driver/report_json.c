/* SPDX-License-Identifier: GPL-2.0-only */
/* Results for machines, in a form of our own. */
#include "json.h"
#include "report.h"
#include "words.h"

static json_t *note(const void *from, size_t i)
{
	const struct dc_note *note = &((const struct dc_note *)from)[i];

	return json_pack("{s:o, s:I, s:I, s:o}", "file", dc_json_text(note->file),
			 "line", (json_int_t)note->line, "column", (json_int_t)note->column,
			 "message", dc_json_text(note->message));
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

json_t *dc_json_finding(const struct dc_finding *finding)
{
	return json_pack("{s:s, s:s, s:o*, s:o, s:I, s:I, s:o, s:o, s:o, s:s, s:o}",
			 "rule", dc_rules[finding->rule].id,
			 "level", dc_level_name(finding->level),
			 "change", finding->change ?
				   json_string(dc_change_name(finding->change)) : NULL,
			 "file", dc_json_text(finding->file),
			 "line", (json_int_t)finding->line,
			 "column", (json_int_t)finding->column,
			 "function", dc_json_text(finding->function),
			 "message", dc_json_text(finding->message),
			 "engines", engines_of(finding->engines),
			 "id", finding->id,
			 "notes", dc_json_list(finding->notes, finding->nr_notes, note));
}

static json_t *finding(const void *from, size_t i)
{
	return dc_json_finding(((const struct dc_finding *const *)from)[i]);
}

static json_t *gap(const void *from, size_t i)
{
	const struct dc_gap *gap = &((const struct dc_gap *)from)[i];

	return json_pack("{s:o, s:o, s:o, s:o}", "file", dc_json_text(gap->file),
			 "function", gap->function ? dc_json_text(gap->function) : json_null(),
			 "line", gap->line ? json_integer(gap->line) : json_null(),
			 "reason", dc_json_text(gap->reason));
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
			 "not_analysed", dc_json_list(coverage->gaps, coverage->nr_gaps, gap),
			 "acquires", acquires_of(report->tally),
			 "seconds", report->seconds,
			 "peak_memory_kb", (json_int_t)report->peak_kb);
}

bool dc_report_json(const struct dc_report *report)
{
	json_t *json = json_pack("{s:i, s:o, s:o, s:o}", "version", 1,
				 "kernel", report->kernel ? dc_json_text(report->kernel) : json_null(),
				 "findings", dc_json_list(report->findings, report->nr_findings, finding),
				 "coverage", coverage_of(report));

	return dc_json_print(json);
}
