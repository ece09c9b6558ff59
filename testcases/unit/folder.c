// SPDX-License-Identifier: GPL-2.0-only
/* What is remembered of a folder, with a cache of one value. */
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stamp.h"

struct dc_cache {
	struct dc_bytes value;
	unsigned int nr_puts;
};

struct dc_digester dc_cache_digest(const struct dc_cache *cache, const char *kind)
{
	static const struct dc_digest key;

	(void)cache;
	(void)kind;
	return dc_digest_start(&key);
}

bool dc_cache_get(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	(void)key;
	return cache && cache->value.length &&
	       dc_bytes_add(value, cache->value.data, cache->value.length);
}

void dc_cache_put(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	(void)key;
	if (!cache)
		return;
	free(cache->value.data);
	cache->value = *value;
	cache->nr_puts++;
	*value = (struct dc_bytes){ 0 };
}

enum { NR_FILES = 40 };

/* Names and calls of all lengths. */
static struct dc_sight sight_of(unsigned int i, char name[64], uint32_t calls[NR_FILES])
{
	snprintf(name, 64, "%.*s%u.c", (int)i % 7, "abcdefg", i);
	for (unsigned int k = 0; k < i; k++)
		calls[k] = i * 1000 + k;
	return (struct dc_sight){
		.stamp = { .inode = i + 1, .size = i, .changed = 5, .written = 7 },
		.is_relevant = i % 3 == 0, .nr_calls = i, .calls = calls,
	};
}

static void write_down(struct dc_cache *cache)
{
	struct dc_folder folder;
	uint32_t calls[NR_FILES];
	char name[64];

	dc_folder_open(&folder, cache, "/a");
	for (unsigned int i = 0; i < NR_FILES; i++) {
		struct dc_sight sight = sight_of(i, name, calls);

		dc_folder_add(&folder, name, &sight);
	}
	dc_folder_close(&folder);
}

static void assert_found(struct dc_folder *folder, unsigned int i)
{
	struct dc_sight sight, expected;
	uint32_t calls[NR_FILES];
	struct dc_stamp other;
	char name[64];

	expected = sight_of(i, name, calls);
	assert_true(dc_folder_find(folder, name, &expected.stamp, &sight));
	assert_true(dc_stamp_same(&sight.stamp, &expected.stamp));
	assert_int_equal(sight.is_relevant, expected.is_relevant);
	assert_int_equal(sight.nr_calls, expected.nr_calls);
	assert_memory_equal(sight.calls, expected.calls, i * sizeof(*calls));
	other = expected.stamp;
	other.written++;
	assert_false(dc_folder_find(folder, name, &other, &sight));
	assert_false(dc_folder_find(folder, "none.c", &expected.stamp, &sight));
}

static void comes_back_in_any_order(void **state)
{
	struct dc_cache cache = { 0 };
	struct dc_folder folder;

	(void)state;
	write_down(&cache);
	dc_folder_open(&folder, &cache, "/a");
	for (unsigned int i = 0; i < NR_FILES; i++)
		assert_found(&folder, i);
	for (unsigned int i = NR_FILES; i-- > 0;)
		assert_found(&folder, i * 7 % NR_FILES);
	dc_folder_close(&folder);
	/* nothing was added: no file is left in it */
	assert_int_equal(cache.nr_puts, 2);
	assert_int_equal(cache.value.length, 0);
	free(cache.value.data);
}

static void is_written_when_it_changed(void **state)
{
	struct dc_cache cache = { 0 };

	(void)state;
	write_down(&cache);
	write_down(&cache);
	assert_int_equal(cache.nr_puts, 1);
	free(cache.value.data);
}

static void needs_no_cache(void **state)
{
	struct dc_folder folder;
	struct dc_sight sight = { .stamp = { .inode = 1 } };

	(void)state;
	dc_folder_open(&folder, NULL, "");
	dc_folder_add(&folder, "a.c", &sight);
	assert_false(dc_folder_find(&folder, "a.c", &sight.stamp, &sight));
	dc_folder_close(&folder);
}

static void a_stamp_settles(void **state)
{
	const int64_t second = 1000000000;
	const struct dc_stamp fine = { .changed = 10 * second + 1 }, coarse = { .changed = second };

	(void)state;
	assert_false(dc_stamp_is_settled(&fine, 10 * second));
	assert_false(dc_stamp_is_settled(&fine, 10 * second + second / 100));
	assert_true(dc_stamp_is_settled(&fine, 10 * second + second / 10));
	assert_false(dc_stamp_is_settled(&coarse, 3 * second));
	assert_true(dc_stamp_is_settled(&coarse, 5 * second));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_in_any_order),
		cmocka_unit_test(is_written_when_it_changed),
		cmocka_unit_test(needs_no_cache),
		cmocka_unit_test(a_stamp_settles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
