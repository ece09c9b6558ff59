/* SPDX-License-Identifier: GPL-2.0-only */
/* From a function's tree to facts. */
#ifndef DC_LOWER_H
#define DC_LOWER_H

#include "derive.h"
#include "facts.h"
#include "unit.h"

/* Functions that are called or named in a function, once each. */
struct dc_callees {
	struct symbol **items;
	size_t nr, capacity;
};

struct dc_lower_input {
	const struct dc_unit *unit;
	const struct dc_derivations *derived;	/* functions to be read like the API */
};

/*
 * Lowers a function, or what a variable starts with: fills `facts` (reset by the callee, but for
 * `function` and `is_mmap`, which stay the caller's) and `callees`, which may be NULL.  False when
 * it nests too deeply.
 */
bool dc_lower(const struct dc_lower_input *input, struct symbol *symbol, struct dc_facts *facts,
	      struct dc_callees *callees);

/* A spot holds line and column; whoever locates it knows the file. */
enum { DC_COLUMN_BITS = 10, DC_MAX_LINE = (1 << (32 - DC_COLUMN_BITS)) - 1 };

static inline struct dc_spot dc_lower_spot(struct position pos)
{
	unsigned int line = pos.line < DC_MAX_LINE ? pos.line : DC_MAX_LINE;

	return (struct dc_spot){ .offset = line << DC_COLUMN_BITS | pos.pos };
}

#endif
