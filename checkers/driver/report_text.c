/* SPDX-License-Identifier: GPL-2.0-only */
/* Results for people: findings on standard output, everything else on standard error. */
#include <stdio.h>

#include "report.h"
#include "say.h"

void dc_report_text(const struct dc_report *report, bool color)
{
	for (size_t i = 0; i < report->nr_findings; i++)
		dc_finding_print(report->findings[i], stdout, color);
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
	dc_say("errors: %zu, warnings: %zu, notes: %zu", nr_of_level(report, DC_LEVEL_ERROR),
	       nr_of_level(report, DC_LEVEL_WARNING), nr_of_level(report, DC_LEVEL_NOTE));
	dc_say("time: %.2f s, memory: %ld MiB at most", report->seconds, report->peak_kb / 1024);
}
