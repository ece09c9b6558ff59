// SPDX-License-Identifier: GPL-2.0-only
/* Attributes that one function gives and another reads. */
#include "link.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ends.h"

static char ring[] = "include/linux/ring.h: struct ring.attrs";
static char queue[] = "include/linux/queue.h: struct queue.attrs";

/* `key` is given `attrs`, and its unknown bits from `symbol` when there is one. */
static void give(struct ends_test *test, enum dc_end_kind kind, unsigned int line, char *key,
		 uint64_t attrs, char *symbol)
{
	struct dc_end end = ends_end(kind, line);

	end.key = key;
	end.set = attrs;
	end.clear = symbol ? 0 : ~attrs;
	if (symbol)
		end.symbol = symbol;
	assert_true(dc_ends_add(&test->ends, &end));
}

/* An allocation that reads `key`, with bits of its own that are clear. */
static void call(struct ends_test *test, unsigned int line, char *key, uint64_t clear)
{
	struct dc_end end = ends_end(DC_END_CALL, line);

	end.key = end.symbol = key;
	end.api = ends_row("dma_alloc_attrs");
	end.clear = clear;
	assert_true(dc_ends_add(&test->ends, &end));
}

static void expect_cc_shared(const struct ends_test *test, unsigned int line, size_t nr_notes)
{
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_alloc_cc_shared);
	assert_int_equal(test->findings.items[0].line, line);
	assert_int_equal(test->findings.items[0].nr_notes, nr_notes);
}

/* In the words of any call, with a note where the value comes from. */
static void stored_attributes_are_judged_at_the_call(void **state)
{
	struct ends_test *test = *state;

	give(test, DC_END_STORE, 1, ring, DC_CC_SHARED, NULL);
	call(test, 2, ring, 0);
	ends_judge(test);
	expect_cc_shared(test, 2, 1);
	assert_string_equal(test->findings.items[0].message,
			    "CC_SHARED given to dma_alloc_attrs()");
	assert_string_equal(test->findings.items[0].notes[0].message,
			    "CC_SHARED stored here in nic_map()");
}

static void passed_and_returned_attributes_are_told_as_such(void **state)
{
	static char parameter[] = "drivers/net: nic_alloc() parameter 2";
	static char result[] = "drivers/net: nic_attrs() result 0";
	struct ends_test *test = *state;

	give(test, DC_END_PASS, 2, parameter, 0, result);
	give(test, DC_END_RETURN, 1, result, DC_CC_SHARED, NULL);
	call(test, 3, parameter, 0);
	ends_judge(test);
	expect_cc_shared(test, 3, 2);
	assert_string_equal(test->findings.items[0].notes[0].message,
			    "CC_SHARED returned here in nic_map()");
	assert_string_equal(test->findings.items[0].notes[1].message,
			    "CC_SHARED passed here in nic_map()");
}

static void bit_that_the_call_masks_is_innocent(void **state)
{
	struct ends_test *test = *state;

	give(test, DC_END_STORE, 1, ring, DC_CC_SHARED, NULL);
	call(test, 2, ring, DC_CC_SHARED);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

static void member_stored_from_another_has_its_values(void **state)
{
	struct ends_test *test = *state;

	give(test, DC_END_STORE, 2, ring, 0, queue);
	give(test, DC_END_STORE, 1, queue, DC_CC_SHARED, NULL);
	call(test, 3, ring, 0);
	ends_judge(test);
	expect_cc_shared(test, 3, 2);
	assert_int_equal(test->findings.items[0].notes[0].line, 1);
	assert_int_equal(test->findings.items[0].notes[1].line, 2);
}

/* a.attrs = b.attrs here, b.attrs = a.attrs there. */
static void members_stored_from_each_other_come_to_an_end(void **state)
{
	struct ends_test *test = *state;

	give(test, DC_END_STORE, 2, ring, 0, queue);
	give(test, DC_END_STORE, 3, queue, 0, ring);
	give(test, DC_END_STORE, 4, queue, DC_CC_SHARED, NULL);
	call(test, 5, ring, 0);
	ends_judge(test);
	expect_cc_shared(test, 5, 2);
}

/* The acquire that reads a member has what any store puts there. */
static void stored_attributes_are_alternatives(void **state)
{
	struct ends_test *test = *state;
	struct dc_end acquire = ends_end(DC_END_ACQUIRE, 2);

	give(test, DC_END_STORE, 1, ring, DC_MMIO, NULL);
	acquire.api = ends_row("dma_map_phys");
	acquire.symbol = ring;
	assert_true(dc_ends_add(&test->ends, &acquire));
	ends_add_call(test, DC_END_RELEASE, 3, "dma_unmap_phys", 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 1);
	assert_int_equal(test->findings.items[0].rule, DC_RULE_release_attrs);
	assert_int_equal(test->findings.items[0].line, 3);
	assert_int_equal(test->findings.items[0].nr_notes, 3);
}

/* `attrs = PRIVILEGED`, then `attrs |= MMIO`: PRIVILEGED alone may be nobody's value. */
static void what_is_added_later_may_be_there(void **state)
{
	struct ends_test *test = *state;
	struct dc_end acquire = ends_end(DC_END_ACQUIRE, 3);

	give(test, DC_END_STORE, 1, ring, DC_PRIVILEGED, NULL);
	give(test, DC_END_STORE, 2, ring, DC_MMIO, ring);
	acquire.api = ends_row("dma_map_phys");
	acquire.symbol = ring;
	assert_true(dc_ends_add(&test->ends, &acquire));
	ends_add_call(test, DC_END_RELEASE, 4, "dma_unmap_phys", DC_PRIVILEGED | DC_MMIO);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

/* Nobody stores anything: the call is as innocent as it was. */
static void member_that_nobody_gives_tells_nothing(void **state)
{
	struct ends_test *test = *state;

	give(test, DC_END_STORE, 1, ring, 0, queue);
	call(test, 2, ring, 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

/* The call is one of two ways: who stored the value may always go the other. */
static void guarded_call_is_innocent_of_what_another_takes(void **state)
{
	static char guard[] = "drivers/net/nic.c: call at 2:1";
	struct ends_test *test = *state;
	struct dc_end guarded = ends_end(DC_END_GUARDED, 2), map = ends_end(DC_END_CALL, 3);

	give(test, DC_END_STORE, 1, ring, DC_CC_SHARED, NULL);
	call(test, 2, ring, 0);
	guarded.key = guard;
	assert_true(dc_ends_add(&test->ends, &guarded));
	map.key = map.symbol = ring;
	map.api = ends_row("dma_map_phys");
	assert_true(dc_ends_add(&test->ends, &map));
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

static void guarded_call_is_guilty_when_no_call_takes_the_value(void **state)
{
	static char guard[] = "drivers/net/nic.c: calls of nic_map()";
	struct ends_test *test = *state;
	struct dc_end guarded = ends_end(DC_END_GUARDED, 2);

	give(test, DC_END_STORE, 1, ring, DC_CC_SHARED, NULL);
	call(test, 2, ring, 0);
	guarded.key = guard;
	assert_true(dc_ends_add(&test->ends, &guarded));
	ends_judge(test);
	expect_cc_shared(test, 2, 1);
}

/* A part of a struct is known by itself first, as any struct of its type where it is not. */
static void member_of_the_type_counts_where_the_part_is_given_nothing(void **state)
{
	static char part[] = "include/linux/nic.h: struct nic.ring.attrs";
	struct ends_test *test = *state;
	struct dc_end name = ends_end(DC_END_MEMBER, 2);

	name.key = part;
	name.symbol = ring;
	assert_true(dc_ends_add(&test->ends, &name));
	give(test, DC_END_STORE, 1, ring, DC_CC_SHARED, NULL);
	call(test, 2, part, 0);
	ends_judge(test);
	expect_cc_shared(test, 2, 1);
	dc_findings_free(&test->findings);
	give(test, DC_END_STORE, 3, part, DC_NO_WARN, NULL);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
}

/* A wrapper's calls are judged by themselves; what they give tells what its own call is given. */
static void what_a_wrapper_is_given_is_counted_and_not_judged(void **state)
{
	static char site[] = "drivers/net/ring.c: call 3:1";
	struct ends_test *test = *state;
	struct dc_end end = ends_end(DC_END_SITE, 3);
	size_t nr = 0;

	end.key = site;
	end.symbol = ring;
	end.api = ends_row("dma_alloc_attrs");
	assert_true(dc_ends_add(&test->ends, &end));
	give(test, DC_END_WRAPPED, 1, ring, DC_CC_SHARED, NULL);
	call(test, 3, ring, 0);
	ends_judge(test);
	assert_int_equal(test->findings.nr, 0);
	for (size_t i = 0; i < test->ends.nr; i++)
		nr += test->ends.items[i].kind == DC_END_SITE &&
		      test->ends.items[i].set == DC_CC_SHARED;
	assert_int_equal(nr, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ends_setup, ends_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(stored_attributes_are_judged_at_the_call),
		TEST(passed_and_returned_attributes_are_told_as_such),
		TEST(bit_that_the_call_masks_is_innocent),
		TEST(member_stored_from_another_has_its_values),
		TEST(members_stored_from_each_other_come_to_an_end),
		TEST(stored_attributes_are_alternatives),
		TEST(what_is_added_later_may_be_there),
		TEST(member_that_nobody_gives_tells_nothing),
		TEST(guarded_call_is_innocent_of_what_another_takes),
		TEST(guarded_call_is_guilty_when_no_call_takes_the_value),
		TEST(member_of_the_type_counts_where_the_part_is_given_nothing),
		TEST(what_a_wrapper_is_given_is_counted_and_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
