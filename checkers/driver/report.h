/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results for people and for machines.
 */
#ifndef DC_REPORT_H
#define DC_REPORT_H

#include "coverage.h"
#include "finding.h"
#include "tally.h"

struct dc_report {
	const struct dc_finding **findings;	/* the ones to be shown, in order */
	size_t nr_findings;
	const struct dc_coverage *coverage;	/* gaps in order */
	const struct dc_tally *tally;		/* of acquiring calls */
	const char *kernel;			/* "7.3", NULL when there are several */
	double seconds;
	long peak_kb;				/* memory of all processes together, at most */
};

/* Lines as GCC prints them, to standard output. */
void dc_report_text(const struct dc_report *report, bool color);

/* One JSON object, to standard output.  False when memory is out. */
bool dc_report_json(const struct dc_report *report);

/* Files that were not analysed, a line each, to standard error; functions as a count. */
void dc_report_gaps(const struct dc_report *report, bool quiet);

/* Figures, and every function that was not analysed, to standard error. */
void dc_report_stats(const struct dc_report *report);

#endif
