/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Resources that outlive a function: acquired in one, kept in a struct's member, released in
 * another.
 *
 * Engines list the ends of such lives, each with the member's name as key.  When all files are read
 * the ends of each key are held against each other: an acquire is wrong when one of its known
 * alternatives has no release that could match it.
 */
#ifndef DC_PAIR_H
#define DC_PAIR_H

#include "finding.h"
#include "judge.h"

enum dc_end_kind {
	DC_END_ACQUIRE,
	DC_END_RELEASE,		/* or mmap, get_sgtable */
	DC_END_STORE,		/* attributes are put into the member `key` */
	DC_END_CALL,		/* a call whose unknown attributes come from the member `key` */
};

/* One call or store, with what it is given on one kind of path. */
struct dc_end {
	enum dc_end_kind kind;
	char *key;		/* scope, type and member, see dc_key() */
	uint16_t api;		/* row of dc_apis */
	uint64_t set, clear;	/* attribute bits known, implied ones of a wrapper included */
	char *symbol;		/* key of the member that the unknown bits come from, "" for none */
	enum dc_memory memory;	/* CALL */
	enum dc_encryption encryption;
	char *file, *function, *source_line;
	unsigned int line, column;
	char *guard;		/* " when x", or "" */
	unsigned int engines;
};

struct dc_ends {
	struct dc_end *items;
	size_t nr, capacity;
};

/*
 * Adds an end unless one just like it is there; takes copies of the strings.  False when memory is
 * out, as below.
 */
bool dc_ends_add(struct dc_ends *ends, const struct dc_end *end);
bool dc_ends_merge(struct dc_ends *to, struct dc_ends *from);
void dc_ends_free(struct dc_ends *ends);

/* Pairs the ends and appends findings.  Sorts the ends. */
bool dc_pair_ends(struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings);

#endif
