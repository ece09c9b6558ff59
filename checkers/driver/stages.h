/* SPDX-License-Identifier: GPL-2.0-only */
/* From patches to states of a tree with their findings. */
#ifndef DC_STAGES_H
#define DC_STAGES_H

#include "review.h"

/*
 * Each patch on top of those before it that apply, from the base on.  False when there is no base,
 * which the user has been told.
 */
bool dc_stages_of_tree(struct dc_review *review);

/* Each patch by itself: what its hunks show of the files before and after. */
bool dc_stages_of_hunks(struct dc_review *review);

/* The tree with one file's text in the place of another; NULL when that is not possible. */
struct dc_stage *dc_stage_edited(struct dc_review *review, const struct dc_stage *stage,
				 const char *path, const struct dc_bytes *text);

void dc_stage_free(struct dc_stage *stage);

#endif
