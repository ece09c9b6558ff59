/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings of a tree of which some files were read again.  What they told in place of what they did
 * before is linked and paired anew with what ends of other files it meets, and nothing else is.
 */
#ifndef DC_RENEW_H
#define DC_RENEW_H

#include "kept.h"
#include "outline.h"

/*
 * Takes the results of the jobs over, and forgets what was told of `others`; of an empty outline
 * that is all there is.  What else files told is taken from `kept`: false when it is not there any
 * more, and the outline is of no use then.
 */
bool dc_renew(struct dc_outline *outline, const struct dc_tree *tree, struct dc_kept *kept,
	      struct dc_jobs *jobs, const struct dc_jobs *others);

#endif
