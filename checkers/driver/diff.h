/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a change did to the findings.
 *
 * A finding that has its identity in both states was there before.  Of the rest, one that vanished
 * and one that came are the same mistake in another form when their statements are, but for white
 * space, or when function and words are: code was moved, renamed, reformatted or edited around it.
 * What is left is introduced, wherever it stands.
 */
#ifndef DC_DIFF_H
#define DC_DIFF_H

#include "files.h"
#include "finding.h"

/*
 * Fills in `change` of each finding of `new`.  Both are settled and of one tree; texts are read
 * from the states, below which the findings' paths are.  False when memory is out.
 */
bool dc_diff_findings(const struct dc_findings *old, const struct dc_files *old_files,
		      struct dc_findings *new, const struct dc_files *new_files);

#endif
