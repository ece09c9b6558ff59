// SPDX-License-Identifier: GPL-2.0-only
/* Which function of a name a caller means. */
#include "exported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hash.h"

static const char name[] = "ring_alloc";

/* A row with its position of attrs to tell it by; OPAQUE is no wrapper. */
enum { OPAQUE = -7 };

static void set(struct dc_exported *exported, struct dc_changes *changes, const char *file,
		signed char attrs)
{
	struct dc_derived row = {
		.name = { .text = name, .length = strlen(name) }, .file = (char *)file,
		.api = dc_apis[0], .root = &dc_apis[0],
	};
	struct dc_derivations rows = { 0 };

	row.api.attrs = attrs;
	row.is_opaque = attrs == OPAQUE;
	assert_true(dc_derivations_add(&rows, &row));
	dc_exported_set(exported, file, &rows, changes);
	dc_exported_sort(exported);
	dc_derivations_free(&rows);
}

static int found(const struct dc_exported *exported, const char *file)
{
	const struct dc_derived *row = dc_exported_find(exported, name, strlen(name), file);

	return row ? row->api.attrs : -1;
}

static void of_several_the_nearest_is_meant(void **state)
{
	/* file and row of each definition, and what callers in the files after them get */
	static const struct {
		struct { const char *file; signed char attrs; } definitions[3];
		struct { const char *file; int attrs; } callers[4];
	} rows[] = {
		{ { { "a/x.c", 1 } }, { { "a/y.c", 1 }, { "b/y.c", 1 }, { "y.c", 1 } } },
		{ { { "a/x.c", OPAQUE } }, { { "a/y.c", -1 } } },
		{ { { "a/x.c", 1 }, { "b/x.c", 2 } },
		  { { "a/y.c", 1 }, { "b/y.c", 2 }, { "c/y.c", -1 }, { "b/c/y.c", 2 } } },
		{ { { "a/x.c", 1 }, { "b/x.c", 1 } }, { { "c/y.c", 1 } } },
		{ { { "a/x.c", 1 }, { "a/z.c", 2 } }, { { "a/y.c", -1 }, { "b/y.c", -1 } } },
		{ { { "a/x.c", 1 }, { "a/z.c", OPAQUE } }, { { "a/y.c", -1 } } },
		{ { { "a/x.c", OPAQUE }, { "b/x.c", 2 } }, { { "a/y.c", -1 }, { "b/y.c", 2 } } },
		{ { { "a/b/x.c", 1 }, { "c/x.c", 2 } }, { { "a/y.c", 1 }, { "ab/y.c", -1 } } },
		/* one above, one below */
		{ { { "a/x.c", 1 }, { "a/b/c/x.c", 2 } }, { { "a/b/y.c", -1 }, { "a/y.c", 1 } } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dc_exported exported = { 0 };
		struct dc_changes changes = { 0 };

		for (size_t k = 0; k < 3 && rows[i].definitions[k].file; k++)
			set(&exported, &changes, rows[i].definitions[k].file,
			    rows[i].definitions[k].attrs);
		for (size_t k = 0; k < 4 && rows[i].callers[k].file; k++)
			if (found(&exported, rows[i].callers[k].file) != rows[i].callers[k].attrs)
				fail_msg("row %zu, %s", i, rows[i].callers[k].file);
		free(changes.items);
		dc_exported_free(&exported);
	}
}

static void only_changes_are_news(void **state)
{
	struct dc_exported exported = { 0 };
	struct dc_changes changes = { 0 };
	const struct dc_derivations none = { 0 };

	(void)state;
	set(&exported, &changes, "a.c", 1);
	assert_int_equal(changes.nr, 1);
	assert_int_equal(changes.items[0].name, dc_hash(name, strlen(name)));
	assert_string_equal(changes.items[0].file, "a.c");
	set(&exported, &changes, "a.c", 1);
	assert_int_equal(changes.nr, 1);
	set(&exported, &changes, "b.c", 1);
	assert_int_equal(changes.nr, 2);
	set(&exported, &changes, "a.c", 3);
	assert_int_equal(changes.nr, 4);
	assert_int_equal(exported.nr, 2);
	dc_exported_set(&exported, "b.c", &none, &changes);
	assert_int_equal(changes.nr, 5);
	dc_exported_sort(&exported);
	assert_int_equal(found(&exported, "c.c"), 3);
	dc_exported_set(&exported, "a.c", &none, &changes);
	dc_exported_sort(&exported);
	assert_int_equal(found(&exported, "c.c"), -1);
	free(changes.items);
	dc_exported_free(&exported);
}

static void others_are_those_of_other_files(void **state)
{
	struct dc_exported exported = { 0 };
	struct dc_changes changes = { 0 };

	(void)state;
	assert_false(dc_exported_has(&exported, name, strlen(name), "a.c"));
	set(&exported, &changes, "a.c", 1);
	assert_false(dc_exported_has(&exported, name, strlen(name), "a.c"));
	assert_true(dc_exported_has(&exported, name, strlen(name), "b.c"));
	assert_false(dc_exported_has(&exported, name, strlen(name) - 1, "b.c"));
	free(changes.items);
	dc_exported_free(&exported);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_several_the_nearest_is_meant),
		cmocka_unit_test(only_changes_are_news),
		cmocka_unit_test(others_are_those_of_other_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
