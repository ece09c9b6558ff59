/* SPDX-License-Identifier: GPL-2.0-only */
/* Tokens as text, so that a row of a table says what comes out. */
#ifndef TOKENS_H
#define TOKENS_H

#include "lex.h"

/* Appends every token of `text`. */
struct dc_tokens tokens_of(const char *text);

/* Their texts with a blank between.  The result lives until the next call. */
const char *tokens_join(const struct dc_tokens *tokens);

#endif
