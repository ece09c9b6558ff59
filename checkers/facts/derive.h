/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Functions that do no more than pass what they are given to the DMA API: a driver's own wrappers.
 *
 * Such a function becomes a row like those of apis.def, so that its callers are judged, and their
 * resources paired, as if they had called the API themselves.
 */
#ifndef DC_DERIVE_H
#define DC_DERIVE_H

#include "judge.h"

struct dc_derived {
	struct dc_name name;		/* kind DC_NAME_API, api points to the next member */
	struct dc_api api;
	const struct dc_api *root;	/* row of apis.def that it comes to, NULL when opaque */
	struct dc_derived *via;		/* the wrapper that it calls, NULL when it calls `root` */
	char *file;			/* where it does */
	unsigned int line, column;
	bool is_static;
	bool is_kept;			/* somebody besides the caller knows of the result */
	bool is_opaque;			/* of this name, but no wrapper: calls are unknown */
	uint32_t asks;			/* opaque: parameters whose attributes it uses, a bit each */
};

/* Rows keep their addresses while the table grows. */
struct dc_derivations {
	struct dc_derived **items;
	size_t nr, capacity;
};

/* The row of a function, NULL for none; and what it says of the function. */
const struct dc_derived *dc_derivations_row(const struct dc_derivations *table, const char *text,
					    size_t length);
const struct dc_name *dc_derivations_find(const struct dc_derivations *table, const char *text,
					  size_t length);

/* The row that `api` is part of, NULL when it is one of apis.def. */
const struct dc_derived *dc_derivations_of(const struct dc_derivations *table,
					   const struct dc_api *api);

/* Adds a copy, unless there is a row of that name; false then. */
bool dc_derivations_add(struct dc_derivations *table, const struct dc_derived *derived);
void dc_derivations_free(struct dc_derivations *table);

/* A copy with all that it calls through. */
struct dc_derived *dc_derived_copy(const struct dc_derived *derived);
void dc_derived_free(struct dc_derived *derived);

/* Whether a call of one is judged like one of the other; and whether all else is the same, too. */
bool dc_derived_same_call(const struct dc_derived *a, const struct dc_derived *b);
bool dc_derived_same(const struct dc_derived *a, const struct dc_derived *b);

#endif
