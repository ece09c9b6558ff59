/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pairs of numbers in order: which file looked for a path, which ends go together.  A number is an
 * index, or a hash, so that two things that share one are taken for one.
 */
#ifndef DC_REFS_H
#define DC_REFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dc_ref {
	uint32_t from, to;
};

struct dc_refs {
	struct dc_ref *items;
	size_t nr, capacity;
};

/* Appends; memory that is out ends the process. */
void dc_refs_add(struct dc_refs *refs, uint32_t from, uint32_t to);

/* Puts them in order, each once; what is below needs that. */
void dc_refs_sort(struct dc_refs *refs);

/* The first one from there, NULL for none; the others follow it. */
const struct dc_ref *dc_refs_find(const struct dc_refs *refs, uint32_t from);

/* The next one that has the same `from`, NULL for none. */
const struct dc_ref *dc_refs_next(const struct dc_refs *refs, const struct dc_ref *ref);

void dc_refs_free(struct dc_refs *refs);

#endif
