/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a semantic patch says of the files that it has something to do in, in its comment:
 *
 *	// Keywords: a, b with c; d, e in f
 *
 * asks for a or b and, anywhere in the file, c; or for d or e behind f in the same statement, as
 * it is where they stand in a call of f.
 */
#ifndef DC_KEYWORDS_H
#define DC_KEYWORDS_H

#include <stdint.h>

#include "record.h"

/* Those of dc_cocci[] whose Keywords a file meets that has this text, by their bits. */
uint64_t dc_keywords_met(const struct dc_bytes *text);

#endif
