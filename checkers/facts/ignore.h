/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Comments that ask not to be told of a rule, with the reason why:
 *
 *	dma_free_attrs(dev, size, cpu, dma, 0);	// dmacheck: ignore release_attrs -- why
 *
 * One behind code is meant for its line, one that stands alone for the next line of code, and one
 * in the first column for all up to the end of the function that follows.  Only text is looked at,
 * so that it is the same whichever engine reads the file.
 */
#ifndef DC_IGNORE_H
#define DC_IGNORE_H

#include "coverage.h"
#include "finding.h"
#include "judge.h"

struct dc_ignore {
	char *file;
	unsigned int line, column;
	unsigned int first, last;	/* the lines that it is meant for */
	char *name;			/* of the rule, as written */
	char *source_line;
	bool has_reason;
	bool is_used;
};

struct dc_ignores {
	struct dc_ignore *items;
	size_t nr, capacity;
};

/* Adds those of a file's text, one a rule that is named. */
void dc_ignores_read(struct dc_ignores *ignores, const char *file, const char *text, size_t length);

/* Adds a copy, unless there is one of that name at that place. */
void dc_ignores_add(struct dc_ignores *ignores, const struct dc_ignore *ignore);

/* Takes away the findings that they ask for. */
void dc_ignores_apply(struct dc_ignores *ignores, struct dc_findings *findings);

/*
 * Adds a finding for each that is wrong by itself.  That one had nothing to take away counts only
 * when `is_whole`: when all was looked at that the rules depend on, by `engines`.  False when
 * memory is out.
 */
bool dc_ignores_report(const struct dc_ignores *ignores, const struct dc_kernel *kernel,
		       const struct dc_coverage *coverage, unsigned int engines, bool is_whole,
		       struct dc_findings *findings);

void dc_ignores_free(struct dc_ignores *ignores);

#endif
