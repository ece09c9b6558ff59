/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the head of a function or macro says of its parameters.
 *
 * A macro's parameter has no type; where it is passed on to a function that is known, it has the
 * one that it needs there.
 */
#ifndef DC_PROTOTYPE_H
#define DC_PROTOTYPE_H

#include "lex.h"

enum { DC_MAX_PARAMETERS = 16 };

/* Tokens [from, to) of the head; the last is the name, if it has one. */
struct dc_parameter {
	size_t from, to;
};

struct dc_prototype {
	struct dc_tokens tokens;	/* of the whole item */
	const char *name;
	size_t name_length;
	struct dc_parameter parameters[DC_MAX_PARAMETERS];
	unsigned int nr;
	size_t body;			/* its first token, tokens.nr for none */
};

/*
 * Reads the item's text, whose `name` the caller knows: of a function or declaration, or of a
 * #define without its directive.  False when it has no parameters to read, or more than that.
 * Free in any case.
 */
bool dc_prototype_read(struct dc_prototype *prototype, const char *text, size_t length,
		       const char *name, size_t name_length);
void dc_prototype_free(struct dc_prototype *prototype);

/*
 * The arguments of the call whose ( stands at `open`, as a prototype's parameters; false when the
 * call does not end or has more than that.
 */
bool dc_arguments_find(const struct dc_tokens *tokens, size_t open,
		       struct dc_parameter *arguments, unsigned int *nr);

/* Whether one of the words stands in the parameter. */
bool dc_parameter_has(const struct dc_tokens *tokens, const struct dc_parameter *parameter,
		      const char *word);

/* The index of the parameter of that name, -1 for none. */
int dc_prototype_find(const struct dc_prototype *prototype, const struct dc_token *name);

#endif
