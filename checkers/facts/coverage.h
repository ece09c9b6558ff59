/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was looked at and what was not: silence never means "did not look".
 *
 * Counts add up over files.  A gap is a file or a function that could not be analysed, with the
 * reason in words for the user; its strings belong to the coverage.
 */
#ifndef DC_COVERAGE_H
#define DC_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

struct dc_gap {
	char *file;
	char *function;		/* NULL when the whole file is meant */
	unsigned int line;	/* 0 when the whole file is meant */
	char *reason;
};

struct dc_coverage {
	size_t files_seen;	/* candidates, also those that could not be read */
	size_t files_relevant;	/* that mention the DMA API or memory encryption */
	size_t functions;	/* function definitions in relevant files */
	size_t functions_relevant; /* of those, the ones whose body had to be analysed */
	struct dc_gap *gaps;
	size_t nr_gaps, capacity;
};

/* `function` may be NULL.  Takes copies; false when memory is out. */
bool dc_coverage_gap(struct dc_coverage *coverage, const char *file, const char *function,
		     unsigned int line, const char *reason);

/* Adds `from` to `to` and leaves `from` empty.  False when memory is out. */
bool dc_coverage_merge(struct dc_coverage *to, struct dc_coverage *from);

void dc_coverage_free(struct dc_coverage *coverage);

#endif
