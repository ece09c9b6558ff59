/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the hunks of a patch show of its files, where there is no tree: source with the lines in
 * their places, and nothing where the patch shows nothing.
 */
#ifndef DC_GLIMPSE_H
#define DC_GLIMPSE_H

#include "finding.h"
#include "graft.h"
#include "patch.h"

/* Both trees, to be freed; NULL, or why there are none. */
const char *dc_glimpse_trees(struct dc_graft *graft, const struct dc_patch *patch,
			     git_tree **before, git_tree **after);

/*
 * Whether the finding holds whatever the lines are that nobody showed: it is of one call by itself,
 * or all that it tells lies in one function that is shown whole.  `text` is the file's.
 */
bool dc_glimpse_is_sure(const struct dc_finding *finding, const char *text, size_t length);

#endif
