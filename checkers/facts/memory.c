/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory for one file's analysis: growing arrays and an arena. */
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 256 << 10 };

struct dc_arena_block {
	struct dc_arena_block *next;
	_Alignas(max_align_t) char bytes[];
};

void *dc_memory_resize(void *old, size_t size)
{
	void *new = realloc(old, size);

	if (!new) {
		fputs("dmacheck: out of memory\n", stderr);
		abort();
	}
	return new;
}

char *dc_memory_copy(const char *bytes, size_t length)
{
	char *copy = dc_memory_resize(NULL, length + 1);

	memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *dc_memory_text(const char *text)
{
	return dc_memory_copy(text, strlen(text));
}

static void add_block(struct dc_arena *arena, size_t size)
{
	struct dc_arena_block *block = dc_memory_resize(NULL, sizeof(*block) + size);

	block->next = arena->blocks;
	arena->blocks = block;
	arena->at = block->bytes;
	arena->end = block->bytes + size;
}

void *dc_arena_alloc(struct dc_arena *arena, size_t size)
{
	void *piece;

	size = size ? size : 1;
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	if (size > (size_t)(arena->end - arena->at))
		add_block(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE);
	piece = arena->at;
	arena->at += size;
	return memset(piece, 0, size);
}

char *dc_arena_copy(struct dc_arena *arena, const char *text, size_t length)
{
	return memcpy(dc_arena_alloc(arena, length + 1), text, length);
}

void dc_arena_reset(struct dc_arena *arena)
{
	while (arena->blocks) {
		struct dc_arena_block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
	arena->at = arena->end = NULL;
}
