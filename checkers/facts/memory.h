/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory for one file's analysis.
 *
 * Engines run in a worker process with a memory limit, one file at a time.  Memory that is out ends
 * that process and is told as a gap of the file, so no caller in the engines handles it.
 */
#ifndef DC_MEMORY_H
#define DC_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* realloc() or abort(). */
void *dc_memory_resize(void *old, size_t size);

/* A copy of `length` bytes and a final NUL, or of a text; abort() without memory. */
char *dc_memory_copy(const char *bytes, size_t length);
char *dc_memory_text(const char *text);

/* Makes room for one more element in a growing array. */
#define dc_grow(items, nr, capacity) do { \
	if ((nr) == (capacity)) { \
		(capacity) = (capacity) ? 2 * (capacity) : 16; \
		(items) = dc_memory_resize((items), (capacity) * sizeof(*(items))); \
	} \
} while (0)

/* An arena: many small pieces, released together. */
struct dc_arena {
	struct dc_arena_block *blocks;
	char *at, *end;
};

/* `size` zeroed bytes, aligned for any type. */
void *dc_arena_alloc(struct dc_arena *arena, size_t size);

/* A copy of `length` bytes and a final NUL. */
char *dc_arena_copy(struct dc_arena *arena, const char *text, size_t length);

void dc_arena_reset(struct dc_arena *arena);

#endif
