/* SPDX-License-Identifier: GPL-2.0-only */
/* Results for people: findings on standard output, everything else on standard error. */
#include <stdio.h>

#include "report.h"
#include "say.h"

bool dc_report_text(const struct dc_report *report)
{
	for (size_t i = 0; i < report->nr_findings; i++)
		dc_finding_print(report->findings[i], NULL, stdout, report->color);
	return true;
}

static size_t nr_functions_missed(const struct dc_report *report)
{
	size_t nr = 0;

	for (size_t i = 0; i < report->coverage->nr_gaps; i++)
		nr += report->coverage->gaps[i].function != NULL;
	return nr;
}

static size_t nr_of_level(const struct dc_report *report, enum dc_level level)
{
	size_t nr = 0;

	for (size_t i = 0; i < report->nr_findings; i++)
		nr += report->findings[i]->level == level;
	return nr;
}

void dc_report_gaps(const struct dc_report *report, bool quiet)
{
	const struct dc_coverage *coverage = report->coverage;
	size_t nr = nr_functions_missed(report);

	for (size_t i = 0; i < coverage->nr_gaps; i++)
		if (!coverage->gaps[i].function)
			dc_say("%s: not analysed: %s", coverage->gaps[i].file,
			       coverage->gaps[i].reason);
	if (nr && !quiet)
		dc_say("%zu function%s not analysed, --stats lists %s", nr, nr == 1 ? "" : "s",
		       nr == 1 ? "it" : "them");
}

static void say_outcomes(const struct dc_tally *tally)
{
	char text[512] = "";
	size_t used = 0, total = 0;

	for (int i = 0; i < DC_NR_OUTCOMES; i++) {
		size_t nr = dc_tally_of_outcome(tally, i);

		total += nr;
		if (nr)
			used += snprintf(text + used, sizeof(text) - used, ", %zu %s", nr,
					 dc_outcome_names[i].words);
	}
	if (total)
		dc_say("acquiring calls: %zu%s", total, text);
}

static void say_knowledge(const struct dc_tally *tally)
{
	char text[512] = "";
	size_t used = 0, total = 0, followed = 0;

	for (int i = DC_KNOWLEDGE_FULL; i < DC_NR_KNOWLEDGE; i++) {
		size_t nr = dc_tally_of_knowledge(tally, i);

		total += nr;
		if (nr)
			used += snprintf(text + used, sizeof(text) - used, ", %zu %s", nr,
					 dc_knowledge_names[i].words);
	}
	for (int i = 0; i <= DC_OUTCOME_PAIRED; i++)
		followed += tally->nr[DC_KNOWLEDGE_FULL][i];
	if (total)
		dc_say("acquiring calls with attributes: %zu%s, %zu known and released", total, text,
		       followed);
}

void dc_report_stats(const struct dc_report *report)
{
	const struct dc_coverage *coverage = report->coverage;
	size_t missed = nr_functions_missed(report);

	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (gap->function)
			dc_say("%s:%u: %s() not analysed: %s", gap->file, gap->line, gap->function,
			       gap->reason);
	}
	dc_say("files: %zu seen, %zu relevant, %zu not analysed", coverage->files_seen,
	       coverage->files_relevant, coverage->nr_gaps - missed);
	dc_say("functions: %zu in relevant files, %zu relevant, %zu not analysed",
	       coverage->functions, coverage->functions_relevant, missed);
	say_outcomes(report->tally);
	say_knowledge(report->tally);
	dc_say("errors: %zu, warnings: %zu, notes: %zu", nr_of_level(report, DC_LEVEL_ERROR),
	       nr_of_level(report, DC_LEVEL_WARNING), nr_of_level(report, DC_LEVEL_NOTE));
	dc_say("time: %.2f s, memory: %ld MiB at most", report->seconds, report->peak_kb / 1024);
}
