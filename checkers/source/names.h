/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which identifiers make text worth a closer look, and which ones are only decoration to a parser.
 * Tables; whoever walks tokens asks here.
 */
#ifndef DC_NAMES_H
#define DC_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "lex.h"

/* A function of the DMA API, an attribute, or memory encryption: a rule may be about it. */
bool dc_name_is_relevant(const char *text, size_t length);

/* __maybe_unused, __iomem, …: nothing is lost without it. */
bool dc_name_is_annotation(const struct dc_token *token);

/* The same, but followed by arguments: __aligned(8). */
bool dc_name_is_annotation_call(const struct dc_token *token);

/* scoped_guard() and its like: the block runs once. */
bool dc_name_is_scope(const struct dc_token *token);

/* if, return, sizeof …: never the name of a function or macro. */
bool dc_name_is_keyword(const struct dc_token *token);

/* int, struct, const …: begins or belongs to a type. */
bool dc_name_is_type_word(const struct dc_token *token);

#endif
