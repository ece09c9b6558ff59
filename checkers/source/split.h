/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file's top level: function definitions, other declarations, #define, #undef and
 * #include lines.
 *
 * Braces decide, both arms of an #if are followed, and where they do not add up a brace in the
 * first column does.  Nothing is parsed; what is relevant is parsed later, function by function, so
 * that odd code elsewhere in the file does no harm.
 */
#ifndef DC_SPLIT_H
#define DC_SPLIT_H

#include "lex.h"

enum dc_item_kind { DC_ITEM_FUNCTION, DC_ITEM_DECLARATION, DC_ITEM_DEFINE, DC_ITEM_UNDEF,
		    DC_ITEM_INCLUDE };

struct dc_item {
	enum dc_item_kind kind;
	uint32_t start, end;		/* byte offsets, end exclusive */
	uint32_t name, name_length;	/* of a function, also one that is only declared, or 0, 0 */
	uint32_t depth;			/* deepest nesting of brackets */
	bool relevant;			/* names something of dc_name_is_relevant() */
	bool conditional;		/* has preprocessor lines inside */
};

struct dc_items {
	struct dc_item *items;
	size_t nr, capacity;
};

/* Appends the items of the text in their order. */
void dc_split(const char *text, size_t length, struct dc_items *items);

#endif
