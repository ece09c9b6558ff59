/* SPDX-License-Identifier: GPL-2.0-only */
/* Types as declarations spell them, looked up with Sparse. */
#ifndef DC_TYPES_H
#define DC_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lib.h>
#include <symbol.h>

/* The struct that a type is, points to or is an array of; NULL for none that has a tag. */
const struct symbol *dc_type_struct(const struct symbol *type);

/*
 * Whether an object of the type lies where it is declared: an array, a struct, a union.  Not so
 * pgprot_t and what has no tag: those are handled as numbers.
 */
bool dc_type_is_aggregate(const struct symbol *type);
bool dc_type_is_array(const struct symbol *type);

/* Whether nobody writes to it, be it an array. */
bool dc_type_is_const(const struct symbol *type);

/*
 * "dma_addr_t" or "phys_addr_t" when it is that, or an array or pointer of such; else NULL.  The
 * unit marks these types with modifiers that have no meaning to the parser.
 */
#define DC_MOD_HANDLE	MOD_NOCAST
#define DC_MOD_PHYS	MOD_SAFE
const char *dc_type_address(const struct symbol *type);

/* The struct of a tag that the unit defines, NULL for none. */
const struct symbol *dc_type_find(const char *tag);

/* A member, also one of an anonymous struct or union in it, or `buf.dma`; NULL for none. */
const struct symbol *dc_type_member(const struct symbol *in, const char *path);

/*
 * What an element of a list in braces is for: of an array its elements, of a struct the member
 * `name`, or without a name the one at `position`.  NULL when nobody knows.
 */
const struct symbol *dc_type_element(const struct symbol *type, const struct ident *name,
				     size_t position);

/* The number of a struct's member, UINT32_MAX when nobody knows. */
uint32_t dc_type_position(const struct symbol *type, const struct ident *name);

#endif
