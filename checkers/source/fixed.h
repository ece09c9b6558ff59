/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places that get all that they ever hold where they are defined: the result of a function of the
 * file, what it puts where a parameter points, and constants.
 */
#ifndef DC_FIXED_H
#define DC_FIXED_H

#include "closed.h"

enum dc_fixed {
	DC_FIXED_NOT,			/* or nobody knows */
	DC_FIXED_GIVEN,			/* what was told of it is all */
	DC_FIXED_CLEARED,		/* or it has no value of its own, and is zero */
};

/* `text` is the key without its scope; `tokens` are those of the file. */
enum dc_fixed dc_fixed_find(const struct dc_closed *file, const struct dc_tokens *tokens,
			    const char *key, const char *text);

#endif
