// SPDX-License-Identifier: GPL-2.0-only
/* What becomes of acquiring calls, and what is known of their attributes. */
#include "tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ends.h"

static char site_key[] = "drivers/net/nic.c: call 1:1";

static struct dc_end site(unsigned int fates)
{
	struct dc_end end = ends_end(DC_END_SITE, 1);

	end.key = site_key;
	end.api = ends_row("dma_map_phys");
	end.set = DC_MMIO;
	end.clear = ~(uint64_t)DC_MMIO;
	end.fates = fates;
	return end;
}

/* Of one call: where the only one counted stands. */
static void expect(struct ends_test *test, enum dc_knowledge knowledge, enum dc_outcome outcome)
{
	struct dc_tally tally = { 0 };

	dc_ends_sort(&test->ends);
	assert_true(dc_tally_ends(&test->ends, &tally));
	assert_int_equal(tally.nr[knowledge][outcome], 1);
	assert_int_equal(dc_tally_of_knowledge(&tally, knowledge), 1);
	assert_int_equal(dc_tally_of_outcome(&tally, outcome), 1);
}

static void add(struct ends_test *test, struct dc_end end)
{
	assert_true(dc_ends_add(&test->ends, &end));
}

static void released_before_it_returns(void **state)
{
	add(*state, site(0));
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_OWN);
}

static void released_by_the_key(void **state)
{
	add(*state, site(DC_FATE_HELD | DC_FATE_TOLD | DC_FATE_PASSED));
	ends_add_call(*state, DC_END_ACQUIRE, 1, "dma_map_phys", DC_MMIO);
	ends_add_call(*state, DC_END_RELEASE, 2, "dma_unmap_phys", DC_MMIO);
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_PAIRED);
}

static void mmap_is_no_release(void **state)
{
	add(*state, site(DC_FATE_HELD | DC_FATE_TOLD));
	ends_add_call(*state, DC_END_ACQUIRE, 1, "dma_alloc_attrs", 0);
	ends_add_call(*state, DC_END_RELEASE, 2, "dma_mmap_attrs", 0);
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_KEPT);
}

static void handed_on(void **state)
{
	add(*state, site(DC_FATE_HELD | DC_FATE_PASSED));
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_PASSED);
}

static void told_or_lost(void **state)
{
	add(*state, site(DC_FATE_HELD | DC_FATE_TOLD));
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_TOLD);
	((struct ends_test *)*state)->ends.items[0].fates = DC_FATE_HELD;
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_LOST);
}

static void managed_needs_nobody(void **state)
{
	struct dc_end end = site(DC_FATE_HELD);

	end.api = ends_row("dmam_alloc_attrs");
	add(*state, end);
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_MANAGED);
}

/* Two kinds of path through one call: the one that is known least counts. */
static void least_known_path_counts(void **state)
{
	struct ends_test *test = *state;
	struct dc_end end = site(0);

	end.set = end.clear = 0;
	add(*state, site(0));
	add(*state, end);
	expect(*state, DC_KNOWLEDGE_COMPUTED, DC_OUTCOME_OWN);
	for (size_t i = 0; i < test->ends.nr; i++) {
		free(test->ends.items[i].symbol);
		test->ends.items[i].symbol = strdup("drivers/net: struct nic.attrs");
	}
	expect(*state, DC_KNOWLEDGE_NOT_FOUND, DC_OUTCOME_OWN);
}

/* `attrs |= MMIO` after a store: with and without are two alternatives, and both are known. */
static void added_later_is_an_alternative(void **state)
{
	static const struct dc_way way;
	struct dc_end end = site(0);

	end.way = &way;
	end.set = DC_SKIP_CPU_SYNC;
	end.clear = ~(DC_SKIP_CPU_SYNC | (uint64_t)DC_MMIO);
	add(*state, end);
	expect(*state, DC_KNOWLEDGE_COMPUTED, DC_OUTCOME_OWN);
	end.set |= DC_MMIO;
	add(*state, end);
	expect(*state, DC_KNOWLEDGE_FULL, DC_OUTCOME_OWN);
}

static void nothing_given(void **state)
{
	struct dc_end end = site(0);

	end.set = 0;
	end.clear = UINT64_MAX;
	add(*state, end);
	expect(*state, DC_KNOWLEDGE_NONE_GIVEN, DC_OUTCOME_OWN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ends_setup, ends_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(released_before_it_returns), TEST(released_by_the_key),
		TEST(mmap_is_no_release),	  TEST(handed_on),
		TEST(told_or_lost),		  TEST(managed_needs_nobody),
		TEST(least_known_path_counts),	  TEST(added_later_is_an_alternative),
		TEST(nothing_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
