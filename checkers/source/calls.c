/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds names of called functions, sixteen bytes of text at a time. */
#include "calls.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "memory.h"

enum { LANES = 16, MAX_NAME = 64 };

typedef uint8_t lanes __attribute__((vector_size(LANES)));
typedef uint64_t halves __attribute__((vector_size(LANES)));

/* All ones in each byte that is a parenthesis. */
static halves find_parens(const char *at)
{
	lanes v;

	memcpy(&v, at, sizeof(v));
	return (halves)(v == '(');
}

/* The number of the first byte in memory that is not 0. */
static unsigned int first_of(uint64_t half)
{
	return (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_ctzll(half) :
							    __builtin_clzll(half)) / 8;
}

static uint64_t without(uint64_t half, unsigned int byte)
{
	unsigned int at = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? byte : 7 - byte;

	return half & ~(UINT64_C(0xff) << 8 * at);
}

static bool is_word(unsigned char c)
{
	static const bool words[UINT8_MAX + 1] = {
		['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true, ['_'] = true,
	};

	return words[c];
}

static uint64_t *slot_of(const struct dc_calls *calls, uint32_t name)
{
	for (size_t i = name;; i++) {
		uint64_t *slot = &calls->table[i & (calls->table_size - 1)];

		if (*slot >> 32 != calls->round || (uint32_t)*slot == name)
			return slot;
	}
}

static void grow_table(struct dc_calls *calls)
{
	calls->table_size = calls->table_size ? 2 * calls->table_size : 1024;
	calls->table = dc_memory_resize(calls->table, calls->table_size * sizeof(*calls->table));
	memset(calls->table, 0, calls->table_size * sizeof(*calls->table));
	calls->round = 1;
	for (size_t i = 0; i < calls->nr; i++)
		*slot_of(calls, calls->items[i]) = (uint64_t)1 << 32 | calls->items[i];
}

static void add(struct dc_calls *calls, uint32_t name)
{
	uint64_t entry, *slot;

	if (2 * (calls->nr + 1) > calls->table_size)
		grow_table(calls);
	entry = (uint64_t)calls->round << 32 | name;
	slot = slot_of(calls, name);
	if (*slot == entry)
		return;
	*slot = entry;
	dc_grow(calls->items, calls->nr, calls->capacity);
	calls->items[calls->nr++] = name;
}

/* The identifier that ends before the `(` at `at`, or before one blank in front of it. */
static void add_before(struct dc_calls *calls, const char *text, size_t at)
{
	size_t end = at, start;

	if (end && (text[end - 1] == ' ' || text[end - 1] == '\t'))
		end--;
	for (start = end; start && end - start <= MAX_NAME && is_word(text[start - 1]);)
		start--;
	if (start < end && end - start <= MAX_NAME)
		add(calls, dc_hash(text + start, end - start));
}

static void add_half(struct dc_calls *calls, const char *text, size_t at, uint64_t half)
{
	for (; half; half = without(half, first_of(half)))
		add_before(calls, text, at + first_of(half));
}

void dc_calls_find(struct dc_calls *calls, const char *text, size_t from, size_t length)
{
	size_t at = from;

	for (; length - at >= LANES; at += LANES) {
		halves found = find_parens(text + at);

		add_half(calls, text, at, found[0]);
		add_half(calls, text, at + LANES / 2, found[1]);
	}
	for (; at < length; at++)
		if (text[at] == '(')
			add_before(calls, text, at);
}

void dc_calls_clear(struct dc_calls *calls)
{
	calls->nr = 0;
	if (!++calls->round)
		memset(calls->table, 0, calls->table_size * sizeof(*calls->table));
	calls->round += !calls->round;
}

void dc_calls_free(struct dc_calls *calls)
{
	free(calls->items);
	free(calls->table);
	*calls = (struct dc_calls){ 0 };
}
