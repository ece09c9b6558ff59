/* SPDX-License-Identifier: GPL-2.0-only */
/* What an engine tells of a file, to be freed as one. */
#ifndef DC_RESULT_H
#define DC_RESULT_H

#include "coverage.h"
#include "derive.h"
#include "end.h"
#include "finding.h"

struct dc_result {
	struct dc_findings findings;	/* not settled, every level */
	struct dc_ends ends;		/* of resources that outlive a function */
	struct dc_coverage coverage;	/* functions and gaps; files_* are the driver's */
	struct dc_derivations rows;	/* of functions that other files may call */
};

/* Moves all but the rows into these three.  False when memory is out. */
bool dc_result_give(struct dc_result *result, struct dc_findings *findings, struct dc_ends *ends,
		    struct dc_coverage *coverage);

void dc_result_free(struct dc_result *result);

#endif
