// SPDX-License-Identifier: GPL-2.0-only
/* Ends of resources that outlive a function, held against each other by their key. */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kernel.h"
#include "link.h"

struct test {
	struct dc_ends ends;
	struct dc_findings findings;
};

static int setup(void **state)
{
	static struct test test;

	dc_table_init();
	test = (struct test){ 0 };
	*state = &test;
	return 0;
}

static int teardown(void **state)
{
	struct test *test = *state;

	dc_ends_free(&test->ends);
	dc_findings_free(&test->findings);
	return 0;
}

static uint16_t row(const char *api)
{
	const struct dc_name *name = dc_name_find(api, strlen(api));

	assert_non_null(name);
	assert_int_equal(name->kind, DC_NAME_API);
	return name->api - dc_apis;
}

static struct dc_end end_of(enum dc_end_kind kind, unsigned int line)
{
	static char key[] = "drivers/net: struct ring.dma", file[] = "drivers/net/nic.c";
	static char function[] = "nic_map", none[] = "";

	return (struct dc_end){
		.kind = kind, .key = key, .symbol = none, .file = file, .function = function,
		.source_line = none, .guard = none, .line = line, .column = 1,
		.engines = DC_ENGINE_SOURCE,
	};
}

/* A call whose attributes are all known. */
static void add_call(struct test *test, enum dc_end_kind kind, unsigned int line, const char *api,
		     uint64_t attrs)
{
	struct dc_end end = end_of(kind, line);

	end.api = row(api);
	end.set = attrs;
	end.clear = ~attrs;
	assert_true(dc_ends_add(&test->ends, &end));
}

static void pair(struct test *test)
{
	struct dc_kernel kernel = dc_kernel_newest();

	assert_true(dc_link_ends(&test->ends, &kernel, &test->findings));
	assert_true(dc_pair_ends(&test->ends, &kernel, &test->findings));
}

static void ends_are_added_once(void **state)
{
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", 0);
	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", 0);
	assert_int_equal(test->ends.nr, 1);
	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	assert_int_equal(test->ends.nr, 3);
}

static void merged_ends_are_in_one_list(void **state)
{
	struct test *test = *state;
	struct test other = { 0 };

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", 0);
	add_call(&other, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	assert_true(dc_ends_merge(&test->ends, &other.ends));
	assert_int_equal(test->ends.nr, 2);
	assert_int_equal(other.ends.nr, 0);
	assert_null(other.ends.items);
}

static void same_attributes_are_silent(void **state)
{
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", DC_MMIO);
	pair(test);
	assert_int_equal(test->findings.nr, 0);
}

static void lost_attribute_is_found_at_the_release(void **state)
{
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	pair(test);
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
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	test->ends.items[1].key[0] = 'D';
	pair(test);
	assert_int_equal(test->findings.nr, 0);
}

static void one_release_that_fits_is_enough(void **state)
{
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	add_call(test, DC_END_RELEASE, 4, "dma_unmap_phys", DC_MMIO);
	pair(test);
	assert_int_equal(test->findings.nr, 0);
}

/* The release at line 3 is the second call's. */
static void release_of_another_call_is_not_convicted(void **state)
{
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_ACQUIRE, 2, "dma_map_phys", 0);
	add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	pair(test);
	assert_int_equal(test->findings.nr, 0);
}

static void unknown_bits_fit(void **state)
{
	struct test *test = *state;

	add_call(test, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	add_call(test, DC_END_RELEASE, 2, "dma_unmap_phys", 0);
	test->ends.items[1].clear = 0;
	pair(test);
	assert_int_equal(test->findings.nr, 0);
}

/* What a store puts into a member is judged at the call that reads it, in the words of any call. */
static void stored_attributes_are_judged_at_the_call(void **state)
{
	struct test *test = *state;
	struct dc_end store = end_of(DC_END_STORE, 1), call = end_of(DC_END_CALL, 2);

	store.set = DC_CC_SHARED;
	store.clear = ~(uint64_t)DC_CC_SHARED;
	call.api = row("dma_alloc_attrs");
	assert_true(dc_ends_add(&test->ends, &store));
	assert_true(dc_ends_add(&test->ends, &call));
	pair(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_alloc_cc_shared);
	assert_int_equal(test->findings.items[0].line, 2);
	assert_string_equal(test->findings.items[0].message,
			    "CC_SHARED given to dma_alloc_attrs()");
	assert_int_equal(test->findings.items[0].nr_notes, 1);
	assert_string_equal(test->findings.items[0].notes[0].message,
			    "CC_SHARED stored here in nic_map()");
}

/* An acquire that reads a member has what any store puts there. */
static void stored_attributes_are_alternatives(void **state)
{
	struct test *test = *state;
	struct dc_end store = end_of(DC_END_STORE, 1), acquire = end_of(DC_END_ACQUIRE, 2);
	char member[] = "drivers/net: struct ring.attrs";

	store.key = member;
	store.set = DC_MMIO;
	store.clear = ~(uint64_t)DC_MMIO;
	acquire.api = row("dma_map_phys");
	acquire.symbol = store.key;
	assert_true(dc_ends_add(&test->ends, &store));
	assert_true(dc_ends_add(&test->ends, &acquire));
	add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	pair(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_release_attrs);
	assert_int_equal(test->findings.items[0].line, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

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
		TEST(stored_attributes_are_judged_at_the_call),
		TEST(stored_attributes_are_alternatives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
