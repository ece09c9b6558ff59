// SPDX-License-Identifier: GPL-2.0-only
/* Paths of the command line: each file once, each in its tree, what is missing told. */
#include "target.h"

#include <limits.h>
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

enum { MAX_PATHS = 6 };

static size_t length_of(const char *const *paths)
{
	size_t nr = 0;

	while (nr < MAX_PATHS && paths[nr])
		nr++;
	return nr;
}

static void find(struct dc_targets *targets, const char *const *paths,
		 const struct dc_kernel *kernel)
{
	char *copies[MAX_PATHS] = { NULL };
	size_t nr = length_of(paths);

	for (size_t i = 0; i < nr; i++)
		copies[i] = strdup(paths[i]);
	assert_true(dc_targets_find(targets, copies, nr, kernel));
	for (size_t i = 0; i < nr; i++)
		free(copies[i]);
}

static int make_files(void **state)
{
	if (scratch_enter(state))
		return -1;
	scratch_write("dir/sub/a.c", "");
	scratch_write("dir/sub/notes.txt", "");
	scratch_write("dir/.git/b.c", "");
	scratch_write("dir-x/c.c", "");
	scratch_write("d.c", "");
	return symlink("dir", "link") || symlink("loop", "loop") || symlink("gone", "dangling");
}

/* What of the paths remains, by real path; what lies below another one does not. */
static void each_file_once(void **state)
{
	static const struct { const char *paths[MAX_PATHS], *kept[MAX_PATHS]; } rows[] = {
		{ { "dir" }, { "dir" } },
		{ { "dir", "dir" }, { "dir" } },
		{ { "dir", "./dir", "dir/", "dir/../dir" }, { "./dir" } },
		{ { "dir/sub", "dir" }, { "dir" } },
		{ { "dir/sub/a.c", "dir-x", "dir" }, { "dir", "dir-x" } },
		{ { "dir/sub/a.c", "d.c" }, { "d.c", "dir/sub/a.c" } },
		{ { "d.c", "dir", "." }, { "." } },
		/* the walk would not come to these by itself */
		{ { "dir", "dir/sub/notes.txt" }, { "dir", "dir/sub/notes.txt" } },
		{ { "dir", "dir/.git" }, { "dir", "dir/.git" } },
		{ { "dir", "dir/.git/b.c" }, { "dir", "dir/.git/b.c" } },
		/* a link leads to what is there already */
		{ { "link", "dir" }, { "dir" } },
		{ { "link/sub", "dir" }, { "dir" } },
		{ { "link" }, { "link" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dc_targets targets;

		find(&targets, rows[i].paths, NULL);
		assert_false(targets.incomplete);
		assert_int_equal(targets.nr, length_of(rows[i].kept));
		for (size_t k = 0; k < targets.nr; k++)
			assert_string_equal(targets.items[k].path, rows[i].kept[k]);
		dc_targets_free(&targets);
	}
}

static void what_cannot_be_used_is_told(void **state)
{
	static const char *const bad[] = {
		"missing.c", "loop", "dangling", "d.c/below", "/dev/null", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct dc_targets targets;

		find(&targets, (const char *const[MAX_PATHS]){ bad[i], "d.c" }, NULL);
		assert_true(targets.incomplete);
		assert_int_equal(targets.nr, 1);
		assert_string_equal(targets.items[0].path, "d.c");
		dc_targets_free(&targets);
	}
}

static void make_tree(const char *dir, const char *makefile)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/Makefile", dir);
	scratch_write(path, makefile);
	snprintf(path, sizeof(path), "%s/include/linux/dma-mapping.h", dir);
	scratch_write(path, "");
	snprintf(path, sizeof(path), "%s/drivers/a.c", dir);
	scratch_write(path, "");
}

static void each_in_its_tree(void **state)
{
	static const char *const paths[MAX_PATHS] = {
		"old/drivers", "new/drivers", "old/include", "d.c", "dir",
	};
	struct dc_kernel override = { .version = DC_VERSION(6, 18), .attrs = 5 };
	struct dc_targets targets;
	char root[PATH_MAX];

	(void)state;
	make_tree("new", "VERSION = 7\nPATCHLEVEL = 3\n");
	make_tree("old", "VERSION = 6\nPATCHLEVEL = 12\n");
	find(&targets, paths, NULL);
	assert_int_equal(targets.nr_trees, 3);
	/* by real path: d.c and dir, which share what is no tree, then new, then old */
	assert_null(targets.trees[0].root);
	assert_int_equal(targets.trees[0].kernel.version, dc_kernel_newest().version);
	assert_int_equal(targets.items[0].tree, 0);
	assert_int_equal(targets.items[1].tree, 0);
	assert_int_equal(targets.items[2].tree, 1);
	assert_non_null(realpath("new", root));
	assert_string_equal(targets.trees[1].root, root);
	assert_int_equal(targets.trees[2].kernel.version, DC_VERSION(6, 12));
	assert_int_equal(targets.items[3].tree, 2);
	assert_int_equal(targets.items[4].tree, 2);
	dc_targets_free(&targets);

	find(&targets, paths, &override);
	assert_int_equal(targets.nr_trees, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(targets.trees[i].kernel.version, override.version);
		assert_int_equal(targets.trees[i].kernel.attrs, override.attrs);
	}
	dc_targets_free(&targets);
}

static void names_of_c_files(void **state)
{
	static const char *const good[] = { "a.c", "a.h", "a.b.c", "asm-offsets.c" };
	static const char *const bad[] = {
		".c", ".h", "c", "", "a.C", "a.cc", "a.c~", "a.S", "ac", "a.c.orig",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(dc_target_is_c_name(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(dc_target_is_c_name(bad[i]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_files, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_file_once),
		TEST(what_cannot_be_used_is_told),
		TEST(each_in_its_tree),
		cmocka_unit_test(names_of_c_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
