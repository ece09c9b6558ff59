/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel C made digestible for a parser that knows no macros.
 *
 * Annotations vanish, iterator macros become loops, types as arguments become names, a macro
 * without semicolon gets one.  What a rule looks at is left alone.  Two made-up functions appear:
 *
 *   __each(a, b)     condition of a loop that an iterator macro makes; sets what it names
 *   __clobber(a, b)  stands for text that cannot be read; may set what it names
 *
 * A variable with __free(f) is remembered in a list: it is released at the end of its scope.
 */
#ifndef DC_MEND_H
#define DC_MEND_H

#include "lex.h"

#define DC_EACH		"__each"
#define DC_CLOBBER	"__clobber"
#define DC_CLEANUP	"__cleanup_by"

/* `in` is a function's body with its braces, without directives. */
void dc_mend(const struct dc_tokens *in, struct dc_tokens *out);

/*
 * Replaces the simple statement around token `at` by a __clobber() of the identifiers in it, in
 * place.  False when there is no such statement, or when it names something relevant.
 */
bool dc_mend_statement(struct dc_tokens *tokens, size_t at);

#endif
