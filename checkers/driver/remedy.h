/* SPDX-License-Identifier: GPL-2.0-only */
/* The fix of an introduced finding, judged before it is shown. */
#ifndef DC_REMEDY_H
#define DC_REMEDY_H

#include "review.h"

/*
 * Appends a diff of the patched file.  False when there is no fix that is certain, or it does not
 * take the finding away, or it brings another.
 */
bool dc_remedy_diff(struct dc_review *review, const struct dc_reviewed *patch,
		    const struct dc_finding *finding, struct dc_bytes *diff);

#endif
