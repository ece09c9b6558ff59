// SPDX-License-Identifier: GPL-2.0-only
/* Pairs of numbers, found by the first. */
#include "refs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct dc_refs make(const struct dc_ref *items, size_t nr)
{
	struct dc_refs refs = { 0 };

	for (size_t i = 0; i < nr; i++)
		dc_refs_add(&refs, items[i].from, items[i].to);
	dc_refs_sort(&refs);
	return refs;
}

static void each_is_there_once_and_in_order(void **state)
{
	static const struct dc_ref items[] = { { 7, 1 }, { 3, 9 }, { 7, 0 }, { 7, 1 }, { 3, 9 } };
	struct dc_refs refs = make(items, 5);
	const struct dc_ref *ref = dc_refs_find(&refs, 7);

	(void)state;
	assert_int_equal(refs.nr, 3);
	assert_int_equal(ref->to, 0);
	ref = dc_refs_next(&refs, ref);
	assert_int_equal(ref->to, 1);
	assert_null(dc_refs_next(&refs, ref));
	ref = dc_refs_find(&refs, 3);
	assert_int_equal(ref->to, 9);
	assert_null(dc_refs_next(&refs, ref));
	dc_refs_free(&refs);
}

static void what_is_not_there_is_not_found(void **state)
{
	static const struct dc_ref items[] = { { 2, 0 }, { UINT32_MAX, 0 } };
	struct dc_refs refs = make(items, 2), none = { 0 };

	(void)state;
	assert_null(dc_refs_find(&none, 0));
	assert_null(dc_refs_find(&refs, 0));
	assert_null(dc_refs_find(&refs, 3));
	assert_non_null(dc_refs_find(&refs, UINT32_MAX));
	dc_refs_free(&refs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_there_once_and_in_order),
		cmocka_unit_test(what_is_not_there_is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
