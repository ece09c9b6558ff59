/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names replaced by what they stand for.
 *
 * Only where that may matter: a name whose text leads to something of the tables, or is a constant
 * of numbers and parameters.  All others stay as they are written.
 */
#ifndef DC_EXPAND_H
#define DC_EXPAND_H

#include "scope.h"

/* At most so many alternatives of a name are read. */
enum { DC_MAX_CHOICES = 4 };

/* Whether the name leads to something that a rule may be about. */
bool dc_expand_is_relevant(struct dc_scope *scope, const char *name, size_t length);

/* Whether any name does, so that dc_expand_is_relevant() need not be asked for each. */
bool dc_expand_has_relevant(const struct dc_scope *scope);

/*
 * Copies `in` to `out` with names replaced, by their alternative `choice` of the scope; raises
 * `nr_choices` to the most that a replaced name has.  Returns NULL, or why it failed (`out` is
 * incomplete then): a relevant macro that is more than we replace, or one that doubles itself.
 */
const char *dc_expand(struct dc_scope *scope, const struct dc_tokens *in, struct dc_tokens *out);

#endif
