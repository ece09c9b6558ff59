// SPDX-License-Identifier: GPL-2.0-only
/* The walk, with a search that looks for one name of the greatest length. */
#include "walk.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch.h"
#include "source.h"

static const char name[] = "a_name_of_sixty_four_bytes_"
			   "which_is_the_longest_that_is_looked_x";

_Static_assert(sizeof(name) - 1 == DC_SOURCE_MAX_NAME, "the name must be as long as it may");

bool dc_source_is_relevant(const char *text, size_t length)
{
	return memmem(text, length, name, sizeof(name) - 1);
}

/* There is no cache. */
struct dc_digester dc_cache_digest(const struct dc_cache *cache, const char *kind)
{
	(void)cache;
	(void)kind;
	return (struct dc_digester){ 0 };
}

bool dc_cache_get(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	return cache && key.a && value->length;
}

void dc_cache_put(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	assert_false(cache && key.a && value->length);
}

struct result {
	struct dc_targets targets;
	struct dc_jobs jobs, others;
	struct dc_coverage coverage;
};

static void find(struct result *result, const char *path)
{
	char *copy = strdup(path);

	assert_true(dc_targets_find(&result->targets, &copy, 1, NULL));
	assert_int_equal(result->targets.nr, 1);
	free(copy);
}

static void walk(struct result *result, unsigned int nr_threads)
{
	struct dc_progress progress = { 0 };

	assert_true(
		dc_walk(&result->targets, nr_threads, &result->jobs, &result->others,
			&result->coverage, NULL, &progress));
}

static void leave(struct result *result)
{
	dc_jobs_free(&result->jobs);
	dc_jobs_free(&result->others);
	dc_coverage_free(&result->coverage);
	dc_targets_free(&result->targets);
}

static void assert_jobs(const char *path, const char *const *expected, size_t nr, size_t nr_seen)
{
	for (unsigned int nr_threads = 1; nr_threads <= 3; nr_threads++) {
		struct result result = { 0 };

		find(&result, path);
		walk(&result, nr_threads);
		assert_int_equal(result.jobs.nr, nr);
		for (size_t i = 0; i < nr; i++)
			assert_string_equal(result.jobs.items[i].path, expected[i]);
		assert_int_equal(result.coverage.files_seen, nr_seen);
		assert_int_equal(result.targets.items[0].nr_files, nr_seen);
		assert_int_equal(result.targets.items[0].error, 0);
		assert_int_equal(result.coverage.nr_gaps, 0);
		leave(&result);
	}
}

static int make_files(void **state)
{
	if (scratch_enter(state))
		return -1;
	scratch_write("top/a.c", name);
	scratch_write("top/b.h", name);
	scratch_write("top/empty.c", "");
	scratch_write("top/other.c", "int x;\n");
	scratch_write("top/notes.txt", name);
	scratch_write("top/.hidden.c", name);
	scratch_write("top/.git/c.c", name);
	scratch_write("top/x/y/z/d.c", name);
	scratch_mkdir("top/dir.c/below");
	scratch_write("outside/e.c", name);
	return mkfifo("top/pipe.c", 0666) || symlink("../outside", "top/outside") ||
	       symlink("../outside/e.c", "top/link.c") || symlink(".", "top/loop") ||
	       symlink("gone", "top/dangling.c") || symlink("top", "way");
}

static void takes_what_is_c_and_leaves_the_rest(void **state)
{
	static const char *const expected[] = { "top/a.c", "top/b.h", "top/x/y/z/d.c" };

	(void)state;
	assert_jobs("top", expected, 3, 5);
}

static void paths_are_as_the_user_wrote_them(void **state)
{
	static const char *const slash[] = { "top/a.c", "top/b.h", "top/x/y/z/d.c" };
	static const char *const here[] = { "a.c", "b.h", "x/y/z/d.c" };
	static const char *const link[] = { "way/a.c", "way/b.h", "way/x/y/z/d.c" };
	static const char *const hidden[] = { "top/.git/c.c" };

	(void)state;
	assert_jobs("top/", slash, 3, 5);
	assert_jobs("way", link, 3, 5);
	assert_jobs("top/.git", hidden, 1, 1);
	assert_int_equal(chdir("top"), 0);
	assert_jobs(".", here, 3, 5);
	assert_int_equal(chdir(".."), 0);
}

static void a_named_file_is_taken_whatever_its_name(void **state)
{
	static const char *const notes[] = { "top/notes.txt" }, *const link[] = { "top/link.c" };

	(void)state;
	assert_jobs("top/notes.txt", notes, 1, 1);
	assert_jobs("top/link.c", link, 1, 1);
	assert_jobs("top/other.c", NULL, 0, 1);
	assert_jobs("top/empty.c", NULL, 0, 1);
}

/* A name that a window cuts at whatever byte, and the same without its last byte. */
static void windows_cut_no_name(void **state)
{
	static char text[600 * 1024];
	static const char *const expected[] = { "large.c" };
	size_t window = 256 * 1024;

	(void)state;
	for (size_t i = 0; i <= sizeof(name); i++) {
		for (size_t k = 1; k <= 2; k++) {
			memset(text, '\n', sizeof(text) - 1);
			memcpy(text + k * window - i, name, sizeof(name) - 1);
			scratch_write("large.c", text);
			assert_jobs("large.c", expected, 1, 1);
			text[k * window - i + sizeof(name) - 2] = '\n';
			scratch_write("large.c", text);
			assert_jobs("large.c", NULL, 0, 1);
		}
	}
}

static void largest_first(void **state)
{
	struct result result = { 0 };
	char path[32], text[256];

	(void)state;
	for (int i = 0; i < 26; i++) {
		snprintf(path, sizeof(path), "sizes/%c.c", 'a' + i * 7 % 26);
		snprintf(text, sizeof(text), "%*s%s", i * 3 % 26, "", name);
		scratch_write(path, text);
	}
	find(&result, "sizes");
	walk(&result, 2);
	assert_int_equal(result.jobs.nr, 26);
	for (size_t i = 1; i < 26; i++)
		assert_true(result.jobs.items[i - 1].size > result.jobs.items[i].size);
	leave(&result);
}

static void a_target_that_vanishes(void **state)
{
	static const char *const paths[] = { "gone.c", "gone" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct result result = { 0 };

		if (i)
			scratch_mkdir(paths[i]);
		else
			scratch_write(paths[i], name);
		find(&result, paths[i]);
		assert_int_equal(remove(paths[i]), 0);
		walk(&result, 2);
		assert_int_equal(result.targets.items[0].error, ENOENT);
		assert_int_equal(result.jobs.nr, 0);
		assert_int_equal(result.coverage.nr_gaps, 0);
		leave(&result);
	}
}

/* Deeper than a path can name: a gap where it ends, and the rest is walked. */
static void too_deep(void **state)
{
	static const char *const part = "a_directory_whose_name_is_long_enough_to_get_down_quickly";
	struct result result = { 0 };
	char start[4096];

	(void)state;
	scratch_write("deep/a.c", name);
	assert_non_null(getcwd(start, sizeof(start)));
	assert_int_equal(chdir("deep"), 0);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(mkdir(part, 0777), 0);
		assert_int_equal(chdir(part), 0);
	}
	assert_int_equal(chdir(start), 0);
	find(&result, "deep");
	walk(&result, 2);
	assert_int_equal(result.jobs.nr, 1);
	assert_string_equal(result.jobs.items[0].path, "deep/a.c");
	assert_int_equal(result.coverage.nr_gaps, 1);
	assert_string_equal(result.coverage.gaps[0].reason, strerror(ENAMETOOLONG));
	leave(&result);
}

static void nothing_there(void **state)
{
	(void)state;
	scratch_mkdir("nothing/at/all");
	assert_jobs("nothing", NULL, 0, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_files, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(takes_what_is_c_and_leaves_the_rest),
		TEST(paths_are_as_the_user_wrote_them),
		TEST(a_named_file_is_taken_whatever_its_name),
		TEST(windows_cut_no_name),
		TEST(largest_first),
		TEST(a_target_that_vanishes),
		TEST(too_deep),
		TEST(nothing_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
