// SPDX-License-Identifier: GPL-2.0-only
/* Recognising a kernel tree from anywhere inside it, and what is none. */
#include "kernel.h"

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

static const char makefile[] = "# SPDX\nVERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 0\n";
static const char header[] =
	"#define DMA_ATTR_MMIO\t\t(1UL << 10)\n"
	"#define __DMA_ATTR_ALLOC_CC_SHARED\t(1UL << 14)\n"
	" #define DMA_ATTR_CC_SHARED (1UL << 13)\n"
	"/* #define DMA_ATTR_NO_WARN */\n"
	"#define DMA_ATTR_MMIO_PRIVATE 1\n"
	"#define DMA_ATTR_PRIVILEGED\n";

static uint32_t bit(enum dc_attr_id attr)
{
	return UINT32_C(1) << attr;
}

static bool finds(const char *path, const char *root, struct dc_kernel *kernel)
{
	char expected[PATH_MAX];
	char *found = NULL;
	bool ok = dc_kernel_find(path, &found, kernel);

	if (!ok) {
		assert_null(found);
		return false;
	}
	assert_non_null(realpath(root, expected));
	assert_string_equal(found, expected);
	free(found);
	return true;
}

static void newest_has_what_lives(void **state)
{
	struct dc_kernel kernel = dc_kernel_newest();

	(void)state;
	assert_true(kernel.version >= DC_VERSION(7, 3));
	for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
		assert_int_equal(kernel.attrs >> i & 1, !dc_attrs[i].gone);
}

static void releases_have_their_attributes(void **state)
{
	static const struct {
		const char *text;
		unsigned int version;
		uint32_t has, lacks;
	} rows[] = {
		{ "6.12", DC_VERSION(6, 12), 1u << DC_ATTR_PRIVILEGED,
		  1u << DC_ATTR_MMIO | 1u << DC_ATTR_NON_CONSISTENT },
		{ "v6.18", DC_VERSION(6, 18), 1u << DC_ATTR_MMIO, 1u << DC_ATTR_REQUIRE_COHERENT },
		{ "7.1-rc7", DC_VERSION(7, 1), 1u << DC_ATTR_CC_SHARED,
		  1u << DC_ATTR_ALLOC_CC_SHARED | 1u << DC_ATTR_CC_DECRYPTED },
		{ "6.12.117-amd64", DC_VERSION(6, 12), 1u << DC_ATTR_NO_WARN,
		  1u << DC_ATTR_CC_SHARED },
		{ "5.9", DC_VERSION(5, 9), 1u << DC_ATTR_NON_CONSISTENT, 1u << DC_ATTR_MMIO },
		{ "5.10", DC_VERSION(5, 10), 1u << DC_ATTR_NO_WARN, 1u << DC_ATTR_NON_CONSISTENT },
		{ "4.10", DC_VERSION(4, 10), 1u << DC_ATTR_NO_WARN, 1u << DC_ATTR_PRIVILEGED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dc_kernel kernel = { 0 };

		assert_true(dc_kernel_parse(rows[i].text, &kernel));
		assert_int_equal(kernel.version, rows[i].version);
		assert_int_equal(kernel.attrs & rows[i].has, rows[i].has);
		assert_int_equal(kernel.attrs & rows[i].lacks, 0);
	}
}

static void what_is_no_release(void **state)
{
	static const char *const texts[] = {
		"", "7", "7.", ".3", "7.x", "x7.3", "7.3rc1", "7.3 ", " 7.3", "7,3", "-7.3", "7.-3",
		"256.1", "7.256", "99999999999999999999.1", "vv7.3",
	};
	struct dc_kernel kernel = { .version = 42 };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (dc_kernel_parse(texts[i], &kernel))
			fail_msg("'%s' was taken for a release", texts[i]);
	assert_int_equal(kernel.version, 42);
}

static void found_from_inside(void **state)
{
	static const char *const paths[] = {
		"tree", "tree/", "tree/drivers", "tree/drivers/net/a.c", "tree/Makefile",
		"link/net",
	};

	(void)state;
	scratch_write("tree/Makefile", makefile);
	scratch_write("tree/include/linux/dma-mapping.h", header);
	scratch_write("tree/drivers/net/a.c", "");
	scratch_write("tree/drivers/Makefile", "obj-y += net/\n");
	assert_int_equal(symlink("tree/drivers", "link"), 0);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct dc_kernel kernel;

		assert_true(finds(paths[i], "tree", &kernel));
		assert_int_equal(kernel.version, DC_VERSION(7, 3));
		assert_int_equal(kernel.attrs, bit(DC_ATTR_MMIO) | bit(DC_ATTR_ALLOC_CC_SHARED) |
					       bit(DC_ATTR_PRIVILEGED));
	}
}

static void nearest_tree_wins(void **state)
{
	struct dc_kernel kernel;

	(void)state;
	scratch_write("tree/Makefile", makefile);
	scratch_write("tree/include/linux/dma-mapping.h", header);
	scratch_write("tree/old/Makefile", "VERSION = 6\nPATCHLEVEL = 0\n");
	scratch_write("tree/old/include/linux/dma-mapping.h", "");
	scratch_mkdir("tree/old/drivers");
	assert_true(finds("tree/old/drivers", "tree/old", &kernel));
	assert_int_equal(kernel.version, DC_VERSION(6, 0));
	assert_int_equal(kernel.attrs, 0);
}

/* A definition counts at the start of a line, not of what fits into a buffer. */
static void long_lines_hide_nothing(void **state)
{
	char text[2048];
	struct dc_kernel kernel;

	(void)state;
	scratch_write("tree/Makefile", makefile);
	for (size_t pad = 200; pad < 600; pad++) {
		memset(text, ' ', pad);
		strcpy(text + pad, "#define DMA_ATTR_MMIO 1\n#define DMA_ATTR_NO_WARN 1");
		scratch_write("tree/include/linux/dma-mapping.h", text);
		assert_true(finds("tree", "tree", &kernel));
		assert_int_equal(kernel.attrs, bit(DC_ATTR_NO_WARN));
	}
}

static void what_is_no_tree(void **state)
{
	static const struct { const char *makefile, *header; } rows[] = {
		{ "", header },
		{ "VERSION = 7\n", header },
		{ "PATCHLEVEL = 3\n", header },
		{ "VERSION = 0\nPATCHLEVEL = 3\n", header },
		{ "VERSION = 2026\nPATCHLEVEL = 10\n", header },
		{ "VERSION = 7\nPATCHLEVEL = -1\n", header },
		{ "VERSION = seven\nPATCHLEVEL = 3\n", header },
		{ "EXTRAVERSION = 7\nMY_PATCHLEVEL = 3\n", header },
		{ makefile, NULL },
		{ NULL, header },
	};
	struct dc_kernel kernel;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char dir[16], path[64];

		snprintf(dir, sizeof(dir), "tree%zu", i);
		scratch_mkdir(dir);
		snprintf(path, sizeof(path), "%s/Makefile", dir);
		if (rows[i].makefile)
			scratch_write(path, rows[i].makefile);
		snprintf(path, sizeof(path), "%s/include/linux/dma-mapping.h", dir);
		if (rows[i].header)
			scratch_write(path, rows[i].header);
		if (finds(dir, dir, &kernel))
			fail_msg("row %zu was taken for a tree", i);
	}
	assert_false(finds("missing", ".", &kernel));
	assert_false(finds("/", "/", &kernel));
}

/* A pipe would be read for ever, a directory cannot be read at all. */
static void makefiles_that_are_no_files(void **state)
{
	struct dc_kernel kernel;

	(void)state;
	scratch_mkdir("tree/Makefile");
	scratch_mkdir("other");
	assert_int_equal(mkfifo("other/Makefile", 0666), 0);
	assert_false(finds("tree", "tree", &kernel));
	assert_false(finds("other", "other", &kernel));
}

static void files_have_one_name(void **state)
{
	static const struct { const char *file, *name; } rows[] = {
		{ "tree/drivers/a.c", "drivers/a.c" },
		{ "./tree//drivers/../drivers/a.c", "drivers/a.c" },
		{ "link/a.c", "drivers/a.c" },
		{ "tree/drivers/gone.c", "tree/drivers/gone.c" },
		{ "trees/a.c", "trees/a.c" },
		{ "././trees/a.c", "trees/a.c" },
	};
	char root[PATH_MAX], buf[PATH_MAX];

	(void)state;
	scratch_write("tree/drivers/a.c", "");
	scratch_write("trees/a.c", "");
	assert_int_equal(symlink("tree/drivers", "link"), 0);
	assert_non_null(realpath("tree", root));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(dc_kernel_name(rows[i].file, root, buf), rows[i].name);
	assert_string_equal(dc_kernel_name("tree/drivers/a.c", NULL, buf), "tree/drivers/a.c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newest_has_what_lives),
		cmocka_unit_test(releases_have_their_attributes),
		cmocka_unit_test(what_is_no_release),
		cmocka_unit_test_setup_teardown(found_from_inside, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(nearest_tree_wins, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(long_lines_hide_nothing, scratch_enter,
						scratch_leave),
		cmocka_unit_test_setup_teardown(what_is_no_tree, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(makefiles_that_are_no_files, scratch_enter,
						scratch_leave),
		cmocka_unit_test_setup_teardown(files_have_one_name, scratch_enter, scratch_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
