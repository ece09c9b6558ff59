/* SPDX-License-Identifier: GPL-2.0-only */
/* What an engine tells of a file, to be freed as one. */
#ifndef DC_RESULT_H
#define DC_RESULT_H

#include "coverage.h"
#include "derive.h"
#include "end.h"
#include "finding.h"
#include "ignore.h"
#include "stamp.h"

/* A file that was looked at beside the one that is told of, or looked for in vain. */
struct dc_input {
	char *path;
	struct dc_stamp stamp;
};

struct dc_inputs {
	struct dc_input *items;
	size_t nr, capacity;
};

struct dc_result {
	struct dc_findings findings;	/* not settled, every level */
	struct dc_ends ends;		/* of resources that outlive a function */
	struct dc_coverage coverage;	/* functions and gaps; files_* are the driver's */
	struct dc_derivations rows;	/* of functions that other files may call */
	struct dc_inputs inputs;
	struct dc_ignores ignores;	/* which is up to nobody but the text */
	bool by_chance;			/* another look at the same files may tell otherwise */
};

/* Adds a copy; ends the process when memory is out. */
void dc_inputs_add(struct dc_inputs *inputs, const char *path, const struct dc_stamp *stamp);
void dc_inputs_free(struct dc_inputs *inputs);

/* Moves what is for the user into these three.  False when memory is out. */
bool dc_result_give(struct dc_result *result, struct dc_findings *findings, struct dc_ends *ends,
		    struct dc_coverage *coverage);

void dc_result_free(struct dc_result *result);

#endif
