/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a function tells the others: the ends of resources that outlive it, and what it puts into
 * members that others read.  Engines list them, each under the key of its place; link.h and pair.h
 * hold those of one key together when all files are read.
 */
#ifndef DC_END_H
#define DC_END_H

#include "finding.h"
#include "judge.h"
#include "memory.h"

enum dc_end_kind {
	DC_END_ACQUIRE,
	DC_END_RELEASE,		/* or mmap, get_sgtable */
	DC_END_STORE,		/* attributes are put into the place `key` */
	DC_END_PASS,		/* they are given to the parameter `key` */
	DC_END_WRAPPED,		/* the same of a wrapper, whose call is judged by itself */
	DC_END_RETURN,		/* they are the result of the function `key` */
	DC_END_MEMBER,		/* `key` is what `symbol` is, unless it is known better */
	DC_END_GUARDED,		/* the function `key` is called on some condition */
	DC_END_CALL,		/* a call whose unknown attributes come from `key` */
	DC_END_SITE,		/* an acquiring call, kept or not; `key` is its place */
	DC_END_SOURCE,		/* what the member `key` holds is mapped */
	DC_END_CLOSED,		/* whatever the place `key` is given is told; else it holds this */
	DC_END_OTHER,		/* a handle that nobody knows is put into the member `key` */
	DC_END_TOUCH,		/* what was allocated, or mapped, with attributes from `key` is used */
	DC_NR_END_KINDS
};

/* In keys made of names of functions instead of members, see dc_stem(). */
#define DC_KEY_OF_CALLBACKS " of callback "
#define DC_KEY_OF_FUNCTIONS " of function "

/* What may be when the acquiring function returns. */
enum dc_fate {
	DC_FATE_HELD = 1,	/* it has not been released */
	DC_FATE_PASSED = 2,	/* the caller gets it */
	DC_FATE_TOLD = 4,	/* somebody else knows of it */
	DC_ALL_FATES = 7,
};

struct dc_way;

/* One call or store, with what it is given on one kind of path. */
struct dc_end {
	enum dc_end_kind kind;
	char *key;		/* see dc_key() and dc_carrier() */
	uint16_t api;		/* row of dc_apis */
	uint64_t set, clear;	/* attribute bits known, implied ones of a wrapper included */
	char *symbol;		/* key of what the unknown bits come from, "" for none */
	enum dc_memory memory;	/* CALL */
	enum dc_encryption encryption;
	char *file, *function, *source_line;
	unsigned int line, column;
	char *guard;		/* " when x", or "" */
	char *condition;	/* ACQUIRE, RELEASE: see dc_carry_conditions(); may be NULL */
	unsigned int fates;	/* ACQUIRE, SITE: enum dc_fate, joined */
	unsigned int engines;
	const struct dc_way *way;	/* that known bits came by from other functions, or NULL */
};

/* What a place may hold: given by `end`, whose unknown bits came by `from`. */
struct dc_way {
	uint64_t set, clear;
	struct dc_end end;		/* its strings are the list's */
	const struct dc_way *from;	/* NULL for none */
	struct dc_way *next;		/* another value of the place */
};

struct dc_ends {
	struct dc_end *items;
	size_t nr, capacity;
	struct dc_arena ways;
};

/*
 * Adds an end unless one just like it is there; takes copies of the strings.  False when memory is
 * out, as below.
 */
bool dc_ends_add(struct dc_ends *ends, const struct dc_end *end);
bool dc_ends_merge(struct dc_ends *to, struct dc_ends *from);
void dc_ends_free(struct dc_ends *ends);

/* Those of one key next to each other. */
void dc_ends_sort(struct dc_ends *ends);

/* The first end of a key, NULL for none; the ends are sorted. */
const struct dc_end *dc_ends_find(const struct dc_ends *ends, const char *key);

/* A verdict on an end as a finding; NULL when memory is out. */
struct dc_finding *dc_end_report(const struct dc_end *end, const struct dc_verdict *verdict,
				 const char *message, struct dc_findings *findings);

#endif
