/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which functions a file may call: every identifier in front of a `(`, as a number.  Made to run
 * over every file of a tree, so that no file has to be read again when a name turns out to matter.
 */
#ifndef DC_CALLS_H
#define DC_CALLS_H

#include <stddef.h>
#include <stdint.h>

/* A set of names by their dc_hash(), in the order of their first mention. */
struct dc_calls {
	uint32_t *items;
	size_t nr, capacity;
	uint64_t *table;	/* round and name; what another round left is empty */
	size_t table_size;
	uint32_t round;
};

/*
 * Adds those whose `(` stands at `from` or later; text before it may hold the begin of a name.
 * Reads nothing past `length`.
 */
void dc_calls_find(struct dc_calls *calls, const char *text, size_t from, size_t length);

/* Makes the set empty and keeps its memory. */
void dc_calls_clear(struct dc_calls *calls);
void dc_calls_free(struct dc_calls *calls);

#endif
