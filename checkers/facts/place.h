/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places: what can be assigned to, by its text.  `buf->attrs` is one place wherever it is written
 * in a function.
 *
 * Only places that matter are tracked along paths: those that reach a call of the DMA API or of
 * origins.def, and flags that steer towards one.
 */
#ifndef DC_PLACE_H
#define DC_PLACE_H

#include "facts.h"
#include "table.h"

enum { DC_MAX_TRACKED = 96 };

struct dc_place {
	dc_index key;		/* string of the text; 0 when none names it: never tracked then */
	dc_index expr;		/* one expression that names it */
	dc_index field;		/* string of the last member's name, 0 for none */
	int16_t root;		/* local that it starts from, -1 for a global */
	bool is_heap;		/* lies behind a pointer */
	bool is_escaped;	/* its address is kept somewhere: any call may write to it */
	int16_t slot;		/* number among the tracked ones, -1 for not tracked */
};

struct dc_places {
	struct dc_place *items;	/* [0] is none */
	uint32_t nr, capacity;
	uint32_t *of_expr;	/* place of each expression, 0 for none */
	uint32_t *of_string;	/* place of each key, by string index */
	uint16_t tracked[DC_MAX_TRACKED];	/* place of each slot */
	uint16_t nr_tracked;
	uint32_t exprs_capacity, strings_capacity;
};

/* What is known of names. */
struct dc_known_names {
	const struct dc_name *const *rows;	/* of each NAME expression */
	bool (*is_asked)(void *context, const char *name);	/* see flow.h */
	void *context;
};

/* Finds the places of a function; interns strings. */
void dc_places_find(struct dc_places *places, struct dc_facts *facts,
		    const struct dc_known_names *names);
/* Gives slots to those that matter; part of dc_places_find(). */
void dc_places_track(struct dc_places *places, const struct dc_facts *facts,
		     const struct dc_known_names *names);
void dc_places_free(struct dc_places *places);

/* Whether `expr` reads the place, or something that lies in or behind it. */
bool dc_place_is_read(const struct dc_places *places, const struct dc_facts *facts, dc_index expr,
		      uint32_t place);

bool dc_place_step_reads(const struct dc_places *places, const struct dc_facts *facts,
			 const struct dc_step *step, uint32_t place);

/* Whether the place is one certain element of the array that `access` reads at some index. */
bool dc_place_is_element(const struct dc_places *places, const struct dc_facts *facts,
			 uint32_t place, dc_index access);

/*
 * What the place was called before `target = value`: `a.x` was `b.x` before `a = b`, `p->x` was
 * `b.x` and `*p` was `b` before `p = &b`.  0 when the assignment does not concern it.
 */
uint32_t dc_place_counterpart(const struct dc_places *places, const struct dc_facts *facts,
			      uint32_t place, dc_index target, dc_index value);

/* The place of `expr`, `dot` and `member`, put together; 0 for none. */
uint32_t dc_places_member(const struct dc_places *places, const struct dc_facts *facts,
			  dc_index expr, const char *dot, const char *member);

/* Names in capitals are constants. */
bool dc_place_is_constant(const char *name);
/* Whether an expression is a number or the name of one. */
bool dc_place_is_number(const struct dc_facts *facts, dc_index expr);

#endif
