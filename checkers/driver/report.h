/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results for people and for machines.
 */
#ifndef DC_REPORT_H
#define DC_REPORT_H

#include "coverage.h"
#include "finding.h"
#include "tally.h"
#include "target.h"

struct dc_report {
	const struct dc_finding *const *findings;	/* the ones to be shown, in order */
	size_t nr_findings;
	const struct dc_files *const *files;	/* that each finding is of, NULL for the disk */
	const bool *doubtful;			/* findings whose fix may do harm, NULL for none */
	bool is_compared;			/* with a baseline, which has none of the findings */
	const struct dc_coverage *coverage;	/* gaps in order */
	const struct dc_tally *tally;		/* of acquiring calls */
	const struct dc_targets *targets;	/* what was asked for, and the trees that it lies in */
	const char *kernel;			/* "7.3", NULL when there are several */
	bool color;				/* for the form that can */
	bool broken;				/* something that was asked for was not done */
	double seconds;
	long peak_kb;				/* memory of all processes together, at most */
};

/* What findings can be printed as, to standard output. */
struct dc_format {
	const char *name;
	bool (*print)(const struct dc_report *report);	/* false when memory is out */
};

extern const struct dc_format dc_formats[];	/* the first is the default */
extern const size_t dc_nr_formats;

/* Of the rows. */
bool dc_report_text(const struct dc_report *report);
bool dc_report_json(const struct dc_report *report);
bool dc_report_sarif(const struct dc_report *report);
bool dc_report_github(const struct dc_report *report);
bool dc_report_gitlab(const struct dc_report *report);
bool dc_report_checkstyle(const struct dc_report *report);
bool dc_report_html(const struct dc_report *report);

/*
 * What services call `file`: by its name below the kernel tree that it lies in, else below the
 * current directory, else as the user named it.  In `file` or `buf`, which holds PATH_MAX bytes.
 */
const char *dc_report_name(const struct dc_report *report, const char *file, char *buf);

/* Files that were not analysed, a line each, to standard error; functions as a count. */
void dc_report_gaps(const struct dc_report *report, bool quiet);

/* Figures, and every function that was not analysed, to standard error. */
void dc_report_stats(const struct dc_report *report);

#endif
