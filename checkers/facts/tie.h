/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Groups of ends that know nothing of each other: what link.h, pair.h and tally.h make of the ends
 * of one group is the same whether those of other groups are there or not.
 */
#ifndef DC_TIE_H
#define DC_TIE_H

#include "end.h"
#include "refs.h"

enum { DC_MAX_TIES = 4 };

/* Hashes of all that the end has in common with others of its group, its key's first; how many. */
size_t dc_tie_keys(const struct dc_end *end, uint32_t keys[DC_MAX_TIES]);

/* From each key of the ends to its group, in order.  A group's number is one of its keys. */
void dc_ties_make(const struct dc_ends *ends, struct dc_refs *ties);

/* The group of an end's key, which has one. */
uint32_t dc_tie_group(const struct dc_refs *ties, const struct dc_end *end);

#endif
