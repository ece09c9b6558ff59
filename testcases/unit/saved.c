// SPDX-License-Identifier: GPL-2.0-only
/* Saved units come back, one a file, and nothing else passes for one. */
#include "saved.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "scratch.h"

/* The path of the only unit in the folder; how many there are. */
static size_t find_units(const char *folder, char path[PATH_MAX])
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	size_t nr = 0;

	while (directory && (entry = readdir(directory))) {
		if (!dc_saved_is_name(entry->d_name))
			continue;
		snprintf(path, PATH_MAX, "%s/%s", folder, entry->d_name);
		nr++;
	}
	if (directory)
		closedir(directory);
	return nr;
}

static void save(const char *folder, const char *unit, const char *reason)
{
	struct dc_kernel kernel;
	struct dc_result result = { 0 };

	assert_true(dc_kernel_parse("6.18", &kernel));
	if (reason)
		assert_true(dc_coverage_gap(&result.coverage, unit, "f", 3, reason));
	assert_true(dc_saved_write(folder, unit, &kernel, &result));
	dc_result_free(&result);
}

static void comes_back(void **state)
{
	static const char folder[] = "new";
	struct dc_result result = { 0 };
	struct dc_kernel kernel, wanted;
	char path[PATH_MAX];

	(void)state;
	save(folder, "drivers/a.c", "first");
	save(folder, "drivers/a.c", "second");
	assert_int_equal(find_units(folder, path), 1);
	assert_int_equal(dc_saved_read(path, &kernel, &result), DC_SAVED_OK);
	assert_true(dc_kernel_parse("6.18", &wanted));
	assert_int_equal(kernel.version, wanted.version);
	assert_int_equal(kernel.attrs, wanted.attrs);
	assert_int_equal(result.coverage.nr_gaps, 1);
	assert_string_equal(result.coverage.gaps[0].reason, "second");
	dc_result_free(&result);

	/* units of one name in two folders are two */
	save(folder, "sound/a.c", "third");
	assert_int_equal(find_units(folder, path), 2);

	/* who has nothing more to tell tells nothing */
	save(folder, "sound/a.c", NULL);
	assert_int_equal(find_units(folder, path), 1);
	save(folder, "drivers/a.c", NULL);
	assert_int_equal(find_units(folder, path), 0);
	save(folder, "drivers/a.c", NULL);
}

static void is_refused(const char *path, const char *text, size_t length)
{
	struct dc_result result = { 0 };
	struct dc_kernel kernel;
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_int_equal(fwrite(text, 1, length, out), length);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(dc_saved_read(path, &kernel, &result), DC_SAVED_FOREIGN);
	assert_int_equal(result.coverage.nr_gaps, 0);
}

static void is_refused_when_damaged(void **state)
{
	static const char folder[] = "damaged";
	char path[PATH_MAX], text[4096];
	size_t length;
	FILE *in;

	(void)state;
	save(folder, "a.c", "reason");
	assert_int_equal(find_units(folder, path), 1);
	in = fopen(path, "r");
	assert_non_null(in);
	length = fread(text, 1, sizeof(text), in);
	fclose(in);
	assert_in_range(length, 50, sizeof(text) - 1);

	for (size_t i = 0; i < length; i++)
		is_refused(path, text, i);
	text[length] = 0;
	is_refused(path, text, length + 1);
	/* of a build with other tables */
	text[12]++;
	is_refused(path, text, length);
	text[12]--;
	text[0] = 'D';
	is_refused(path, text, length);
}

static void says_why_not(void **state)
{
	struct dc_result result = { 0 };
	struct dc_kernel kernel;
	char name[PATH_MAX + 1];
	static const char missing[] = "missing";

	(void)state;
	errno = 0;
	assert_int_equal(dc_saved_read(missing, &kernel, &result), DC_SAVED_UNREADABLE);
	assert_int_equal(errno, ENOENT);

	memset(name, 'x', PATH_MAX);
	name[PATH_MAX] = '\0';
	assert_true(dc_kernel_parse("7.3", &kernel));
	assert_false(dc_saved_write(missing, name, &kernel, &result));
	assert_int_equal(errno, ENAMETOOLONG);

	assert_true(dc_coverage_gap(&result.coverage, "a.c", NULL, 0, "reason"));
	assert_false(dc_saved_write("/proc/none", "a.c", &kernel, &result));
	assert_int_equal(errno, ENOENT);
	dc_result_free(&result);

	assert_true(dc_saved_is_name("a.c-0.dmacheck"));
	assert_false(dc_saved_is_name(".dmacheck"));
	assert_false(dc_saved_is_name("a.c-0.dmacheck.XYZ"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(comes_back, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(is_refused_when_damaged, scratch_enter,
						scratch_leave),
		cmocka_unit_test_setup_teardown(says_why_not, scratch_enter, scratch_leave),
	};

	dc_table_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
