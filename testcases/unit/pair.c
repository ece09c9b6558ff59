// SPDX-License-Identifier: GPL-2.0-only
/* Ends of resources that outlive a function, held against each other by their key. */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ends.h"

static void ends_are_added_once(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", 0);
	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", 0);
	assert_int_equal(test->ends.nr, 1);
	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	assert_int_equal(test->ends.nr, 3);
}

static void merged_ends_are_in_one_list(void **state)
{
	struct ends_test *test = *state;
	struct ends_test other = { 0 };

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", 0);
	ends_add_call(&other, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	assert_true(dc_ends_merge(&test->ends, &other.ends));
	assert_int_equal(test->ends.nr, 2);
	assert_int_equal(other.ends.nr, 0);
	assert_null(other.ends.items);
}

static void same_attributes_are_silent(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", DC_MMIO);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

static void lost_attribute_is_found_at_the_release(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_release_attrs);
	assert_int_equal(test->findings.items[0].line, 2);
	assert_string_equal(test->findings.items[0].message,
			    "unmapped with other attributes than it was mapped with: MMIO missing");
	assert_int_equal(test->findings.items[0].nr_notes, 1);
	assert_int_equal(test->findings.items[0].notes[0].line, 1);
}

static void other_keys_do_not_meet(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	test->ends.items[1].key[0] = 'D';
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

static void one_release_that_fits_is_enough(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	ends_add_call(test, DC_END_RELEASE, 4, "dma_unmap_phys", DC_MMIO);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

/* The release at line 3 is the second call's. */
static void release_of_another_call_is_not_convicted(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

static void unknown_bits_fit(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	test->ends.items[1].clear = 0;
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ends_setup, ends_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(ends_are_added_once),
		TEST(merged_ends_are_in_one_list),
		TEST(same_attributes_are_silent),
		TEST(lost_attribute_is_found_at_the_release),
		TEST(other_keys_do_not_meet),
		TEST(one_release_that_fits_is_enough),
		TEST(release_of_another_call_is_not_convicted),
		TEST(unknown_bits_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
