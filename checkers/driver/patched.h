/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a tree becomes by a patch, as `git am -3` would make it: hunks are put where their context
 * is; where it is not, and git has the file that the patch was made of, what the patch does to that
 * one is merged into this one.
 */
#ifndef DC_PATCHED_H
#define DC_PATCHED_H

#include "graft.h"
#include "patch.h"

/* Why a patch does not apply. */
struct dc_misfit {
	const char *reason;
	const char *path;	/* of the patch, NULL for all of it */
	size_t hunk;		/* from 1, 0 for none */
};

/* The tree after the patch, to be freed.  False with the reason when there is none. */
bool dc_patched_tree(struct dc_graft *graft, git_tree *before, const struct dc_patch *patch,
		     git_tree **after, struct dc_misfit *misfit);

#endif
