/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Initializers of a file's own variables, as the body of a function that has nothing else to do:
 * what a table holds is told by the same steps as what a function stores.
 */
#ifndef DC_INITIAL_H
#define DC_INITIAL_H

#include "declared.h"

/* The definition of a struct, NULL when it is not known. */
typedef const struct dc_struct *dc_find_struct(void *context, struct dc_words name);

/* Whether tokens declare something that starts with a value. */
bool dc_initial_has_value(const struct dc_tokens *tokens);

/*
 * Appends the declaration in braces.  `{ 1, 2 }` of a struct becomes `{ .a = 1, .b = 2 }` as far
 * as its members are known.
 */
void dc_initial_body(const struct dc_tokens *tokens, dc_find_struct *find, void *context,
		     struct dc_tokens *body);

#endif
