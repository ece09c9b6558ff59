/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * #if inside of a function.
 *
 * No configuration is known, so every arm counts.  A function is read in as many variants as it
 * takes to see each arm once; within a variant equal conditions are decided alike.  An #if without
 * #else has an empty second arm.  Other directives vanish.
 */
#ifndef DC_ARMS_H
#define DC_ARMS_H

#include "lex.h"

enum { DC_MAX_GROUPS = 64, DC_MAX_VARIANTS = 8 };

struct dc_arms {
	uint32_t seen[DC_MAX_GROUPS];	/* arms of each #if, in the text's order, one bit each */
	unsigned int variants;
};

/*
 * Fills `out` with the next variant of `in`.  False, with `out` untouched, when every arm has been
 * in one (start from a zeroed struct dc_arms; the first call always gives a variant).
 */
bool dc_arms_next(struct dc_arms *arms, const struct dc_tokens *in, struct dc_tokens *out);

#endif
