// SPDX-License-Identifier: GPL-2.0-only
/* Arrays that grow, and an arena whose pieces neither touch nor move. */
#include "memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void growing(void **state)
{
	uint32_t *items = NULL;
	size_t nr = 0, capacity = 0;

	(void)state;
	while (nr < 10000) {
		dc_grow(items, nr, capacity);
		assert_true(capacity > nr);
		items[nr] = nr;
		nr++;
	}
	for (size_t i = 0; i < nr; i++)
		assert_int_equal(items[i], i);
	free(items);
}

static void pieces(void **state)
{
	enum { NR = 2000 };
	static char *at[NR];
	struct dc_arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < NR; i++) {
		/* now and then one that is larger than a block */
		size_t size = i % 500 == 499 ? 1 << 20 : i + 1;

		at[i] = dc_arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)at[i] % sizeof(void *), 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(at[i][k], 0);
		memset(at[i], i % 255 + 1, size);
	}
	for (size_t i = 0; i < NR; i++)
		for (size_t k = 0; k < (i % 500 == 499 ? 1 << 20 : i + 1); k++)
			if ((unsigned char)at[i][k] != i % 255 + 1)
				fail_msg("piece %zu was overwritten", i);
	dc_arena_reset(&arena);
}

static void copies(void **state)
{
	struct dc_arena arena = { 0 };

	(void)state;
	assert_string_equal(dc_arena_copy(&arena, "abcdef", 3), "abc");
	assert_string_equal(dc_arena_copy(&arena, "", 0), "");
	dc_arena_reset(&arena);
	/* It may be used again, and be reset twice. */
	assert_string_equal(dc_arena_copy(&arena, "x", 1), "x");
	dc_arena_reset(&arena);
	dc_arena_reset(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(growing),
		cmocka_unit_test(pieces),
		cmocka_unit_test(copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
