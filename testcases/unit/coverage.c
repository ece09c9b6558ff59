// SPDX-License-Identifier: GPL-2.0-only
/* Sums of counts, and gaps that keep their strings. */
#include "coverage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void gap_takes_copies(void **state)
{
	char file[] = "a.c", function[] = "probe", reason[] = "parse error";
	struct dc_coverage coverage = { 0 };

	(void)state;
	assert_true(dc_coverage_gap(&coverage, file, function, 7, reason));
	file[0] = function[0] = reason[0] = 'X';
	assert_int_equal(coverage.nr_gaps, 1);
	assert_string_equal(coverage.gaps[0].file, "a.c");
	assert_string_equal(coverage.gaps[0].function, "probe");
	assert_int_equal(coverage.gaps[0].line, 7);
	assert_string_equal(coverage.gaps[0].reason, "parse error");
	dc_coverage_free(&coverage);
	assert_int_equal(coverage.nr_gaps, 0);
	assert_null(coverage.gaps);
}

static void gap_of_a_whole_file(void **state)
{
	struct dc_coverage coverage = { 0 };

	(void)state;
	assert_true(dc_coverage_gap(&coverage, "a.c", NULL, 0, "too large"));
	assert_null(coverage.gaps[0].function);
	dc_coverage_free(&coverage);
}

static void many_gaps_stay_in_order(void **state)
{
	struct dc_coverage coverage = { 0 };

	(void)state;
	for (unsigned int i = 0; i < 100; i++)
		assert_true(dc_coverage_gap(&coverage, "a.c", "f", i, "r"));
	assert_int_equal(coverage.nr_gaps, 100);
	for (unsigned int i = 0; i < 100; i++)
		assert_int_equal(coverage.gaps[i].line, i);
	dc_coverage_free(&coverage);
}

static void merge_adds_and_empties(void **state)
{
	struct dc_coverage to = { .files_seen = 1, .functions = 10 };
	struct dc_coverage from = {
		.files_seen = 2, .files_relevant = 3, .functions = 4, .functions_relevant = 5,
	};

	(void)state;
	assert_true(dc_coverage_gap(&to, "a.c", NULL, 0, "first"));
	for (unsigned int i = 0; i < 20; i++)
		assert_true(dc_coverage_gap(&from, "b.c", "f", i, "second"));
	assert_true(dc_coverage_merge(&to, &from));
	assert_int_equal(to.files_seen, 3);
	assert_int_equal(to.files_relevant, 3);
	assert_int_equal(to.functions, 14);
	assert_int_equal(to.functions_relevant, 5);
	assert_int_equal(to.nr_gaps, 21);
	assert_string_equal(to.gaps[0].reason, "first");
	assert_int_equal(to.gaps[20].line, 19);
	assert_int_equal(from.files_seen + from.functions + from.nr_gaps, 0);
	assert_null(from.gaps);
	dc_coverage_free(&from);
	dc_coverage_free(&to);
}

static void merge_of_nothing(void **state)
{
	struct dc_coverage to = { 0 }, from = { 0 };

	(void)state;
	assert_true(dc_coverage_merge(&to, &from));
	assert_int_equal(to.nr_gaps, 0);
	assert_null(to.gaps);
	dc_coverage_free(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gap_takes_copies),
		cmocka_unit_test(gap_of_a_whole_file),
		cmocka_unit_test(many_gaps_stay_in_order),
		cmocka_unit_test(merge_adds_and_empties),
		cmocka_unit_test(merge_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
