/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names that stand for something in one file: macros, enumerators and constants.
 *
 * A name may have several definitions, in arms of an #if: they are alternatives, of which no
 * configuration is known.  An #undef ends those before it.
 */
#ifndef DC_MACRO_H
#define DC_MACRO_H

#include "split.h"

struct dc_macro {
	const char *name;
	uint32_t name_length;
	const char *parameters;		/* text between the parentheses, NULL when it has none */
	uint32_t parameters_length;
	const char *body;
	uint32_t body_length;
	const char *file;		/* path of the definition */
	const char *file_text;		/* the text it lies in, to count lines */
	uint32_t until;			/* offset of its #undef, UINT32_MAX for none */
	uint32_t other;			/* 1 + index of the definition before it, 0 for none */
	bool relevant;			/* its own body names something of dc_name_is_relevant() */

	/* expand.c: what it found out, in the scope of that number; which search has been here */
	uint32_t rank_scope, number_scope, search;
	uint8_t rank;
	bool is_number;
};

struct dc_macros {
	struct dc_macro *items;
	size_t nr, capacity;
	uint32_t *buckets;		/* 1 + index of a name's last definition, open addressing */
	size_t nr_buckets;
	bool has_relevant;
};

/*
 * Name, parameters and body of the #define that `text` is; false when it has no name.  The rest of
 * `macro` stays as it is.
 */
bool dc_macro_read(struct dc_macro *macro, const char *text, size_t length);

/*
 * Definitions of one file, in their order.  The text must stay where it is as long as the result.
 */
struct dc_macros *dc_macros_read(const char *path, const char *text, const struct dc_items *items);
void dc_macros_free(struct dc_macros *macros);

/* The last definition of a name, whose dc_hash() is given; NULL when there is none. */
struct dc_macro *dc_macros_find(const struct dc_macros *macros, const char *name, size_t length,
				uint32_t hash);

#endif
