/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings that are known: a text file with a line for each, `FILE RULE FUNCTION IDENTITY`, sorted
 * by bytes, so that two branches' additions merge.  In FILE and FUNCTION a blank is %20.
 */
#ifndef DC_BASELINE_H
#define DC_BASELINE_H

#include "coverage.h"
#include "target.h"

struct dc_baseline_entry {
	char *line;		/* without newline */
	char *file;		/* as in the identity */
	const char *id;		/* in the line */
	bool is_used;
};

struct dc_baseline {
	const char *path;	/* the caller's */
	struct dc_baseline_entry *items;
	size_t nr, capacity;
};

enum dc_baseline_change {
	DC_BASELINE_KEEP,
	DC_BASELINE_UPDATE,	/* what is found, and nothing else */
	DC_BASELINE_PRUNE,	/* what is still found of what was known */
};

/*
 * Reads the file.  False when it cannot be used, which the user has been told.  When it `may_lack`,
 * a file that is not there is an empty one.
 */
bool dc_baseline_read(struct dc_baseline *baseline, const char *path, bool may_lack);

/* Whether the finding is known. */
bool dc_baseline_has(struct dc_baseline *baseline, const struct dc_finding *finding);

/* Adds a finding of the tree of that root, which may be NULL.  False when memory is out. */
bool dc_baseline_add(struct dc_baseline *baseline, const struct dc_finding *finding,
		     const char *root);

/*
 * Entries that were not used although all that they are about was looked at are stale: tells how
 * many there are, or drops them when they are to be dropped.
 */
void dc_baseline_settle(struct dc_baseline *baseline, const struct dc_targets *targets,
			const struct dc_coverage *coverage, enum dc_baseline_change change,
			bool quiet);

/* Replaces the file, whole or not at all; false when that failed, which the user has been told. */
bool dc_baseline_write(struct dc_baseline *baseline);

void dc_baseline_free(struct dc_baseline *baseline);

#endif
