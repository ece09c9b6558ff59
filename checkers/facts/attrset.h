/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of a value on one path: its bits, and what it is to a DMA call.
 *
 * Each bit is known to be set, known to be clear, or unknown.  The alternatives of a value
 * (`cond ? A : 0`) are not here: every path has its own value, and its guards are the path's.
 * All functions are pure.
 */
#ifndef DC_ATTRSET_H
#define DC_ATTRSET_H

#include "judge.h"

/* What a value is to the memory object that it belongs to. */
enum dc_aspect {
	DC_ASPECT_ANY,
	DC_ASPECT_PAGES,	/* array of page pointers */
	DC_ASPECT_ELEMENT,	/* one of those, which one is unknown */
	DC_ASPECT_RESOURCE,	/* a struct resource that describes it */
	DC_ASPECT_LIST,		/* a scatterlist that holds it */
	DC_ASPECT_HANDLE,	/* its dma_addr_t */
	DC_ASPECT_CODE,		/* not zero: acquiring it failed */
	DC_ASPECT_COUNT,	/* zero: acquiring it failed */
	DC_ASPECT_LOADED,	/* read from it: names memory that is not known */
};

enum dc_value_flag {
	DC_VALUE_NONZERO = 1,
	DC_VALUE_NEGATIVE = 2,
	DC_VALUE_LOGICAL = 4,		/* result of ! or && */
	DC_VALUE_PROT_SHARED = 8,	/* a page protection that went through pgprot_decrypted() */
	DC_VALUE_PROT_PRIVATE = 16,	/* one that did not */
	DC_VALUE_PROT_OWN = 32,		/* and that no other function can have chosen */
	DC_VALUE_FRESH = 64,		/* what lies there since step `set`, until written */
	DC_VALUE_MIXED = 128,		/* unknown bits are not those that `object` stands for */
};

struct dc_value {
	uint64_t set, clear;	/* bits known to be 1, known to be 0 */
	uint32_t names;		/* rows of attrs.def that it was built from */
	uint32_t trail;		/* where it came from, see trail.h; 0 for nowhere to tell */
	uint16_t object;	/* memory object that it names, 0 for none */
	uint8_t aspect;		/* enum dc_aspect */
	uint8_t constants;	/* enum dc_constant that went into it */
	uint8_t gfp;		/* enum dc_gfp_flag known to be set */
	uint8_t mistake;	/* enum dc_mistake */
	uint8_t flags;		/* enum dc_value_flag */
	uint8_t is_phys;	/* virt_to_phys() and its kin returned it: no handle; no padding */
};

struct dc_value dc_value_number(uint64_t number);

/* The value of an identifier from the tables; all unknown for one that has none. */
struct dc_value dc_value_name(const struct dc_name *name);

struct dc_value dc_value_or(struct dc_value a, struct dc_value b);
struct dc_value dc_value_and(struct dc_value a, struct dc_value b);
struct dc_value dc_value_complement(struct dc_value a);

/* + - * << …: exact for numbers, otherwise only the memory object survives. */
struct dc_value dc_value_arithmetic(uint8_t op, struct dc_value a, struct dc_value b);

/* == < …, as 0, 1 or an unknown logical value. */
struct dc_value dc_value_compare(uint8_t op, struct dc_value a, struct dc_value b);

/* Whether it counts as true. */
enum dc_known dc_value_truth(struct dc_value a);

static inline bool dc_value_is_number(struct dc_value a)
{
	return (a.set | a.clear) == UINT64_MAX;
}

/* Knows of both what each of them knows alike. */
struct dc_value dc_value_join(struct dc_value a, struct dc_value b);

#endif
