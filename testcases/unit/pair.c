// SPDX-License-Identifier: GPL-2.0-only
/* Ends of resources that outlive a function, held against each other by their key. */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
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
	assert_int_equal(test->findings.items[0].nr_notes, 2);
	assert_int_equal(test->findings.items[0].notes[0].line, 1);
	assert_string_equal(test->findings.items[0].notes[1].message,
			    "paired as ends of struct ring.dma, certain: the release fits nothing "
			    "that is acquired");
}

/* What is always released before the function returns is released by nobody else. */
static void passing_acquire_accuses_nobody(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	test->ends.items[0].fates = 0;
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
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

/* The release at line 3 is the second call's, and nothing releases what the first one maps. */
static void twins_need_a_release_each(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].line, 3);
	assert_int_equal(test->findings.items[0].level, DC_LEVEL_ERROR);
}

/* The same where the two are acquired far from each other is only likely. */
static void strangers_make_a_warning(void **state)
{
	struct ends_test *test = *state;
	char other[] = "nic_remap";

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	free(test->ends.items[1].function);
	test->ends.items[1].function = strdup(other);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].level, DC_LEVEL_WARNING);
}

/* A release that fits nothing is wrong beside one that is right, too. */
static void right_release_excuses_no_wrong_one(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].line, 3);
	assert_int_equal(test->findings.items[0].level, DC_LEVEL_ERROR);
}

/* It may release a handle from elsewhere. */
static void other_handles_excuse_a_release(void **state)
{
	struct ends_test *test = *state;
	struct dc_end other = ends_end(DC_END_OTHER, 4);

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	assert_true(dc_ends_add(&test->ends, &other));
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

/* if (x) attrs = …; unmap(attrs): the path with the wrong value need not exist. */
static void release_that_fits_on_one_path_is_excused(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

/* dma_iova_free() gives back a space in which nothing is linked. */
static void free_space_is_no_unlink(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_ACQUIRE, 1, "dma_iova_link", DC_MMIO);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_iova_free", 0);
	ends_add_call(test, DC_END_RELEASE, 3, "dma_iova_destroy", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_release_attrs);
	assert_int_equal(test->findings.items[0].line, 3);
}

/* What went into the mapping is no handle, unless something puts one there. */
static void source_is_no_handle(void **state)
{
	struct ends_test *test = *state;

	ends_add_call(test, DC_END_SOURCE, 1, "dma_map_resource", 0);
	ends_add_call(test, DC_END_RELEASE, 2, "dma_unmap_resource", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_release_handle);
	assert_int_equal(test->findings.items[0].line, 2);
	ends_add_call(test, DC_END_ACQUIRE, 3, "dma_map_resource", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
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
		TEST(passing_acquire_accuses_nobody),
		TEST(twins_need_a_release_each),
		TEST(strangers_make_a_warning),
		TEST(right_release_excuses_no_wrong_one),
		TEST(other_handles_excuse_a_release),
		TEST(release_that_fits_on_one_path_is_excused),
		TEST(free_space_is_no_unlink),
		TEST(source_is_no_handle),
		TEST(unknown_bits_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
