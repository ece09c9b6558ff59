/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Resources that outlive a function: acquired in one, kept in a struct's member, released in
 * another.
 *
 * The ends of each key are held against each other: an acquire is wrong when one of its known
 * alternatives has no release that could match it.
 */
#ifndef DC_PAIR_H
#define DC_PAIR_H

#include "end.h"

/* Pairs the ends, which are linked, and appends findings.  False when memory is out. */
bool dc_pair_ends(const struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings);

#endif
