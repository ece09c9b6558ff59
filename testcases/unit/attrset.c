// SPDX-License-Identifier: GPL-2.0-only
/* Bits that are set, clear or unknown, through every operation. */
#include "attrset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "facts.h"

static struct dc_value named(const char *text)
{
	dc_table_init();
	return dc_value_name(dc_name_find(text, strlen(text)));
}

static void number_knows_each_bit(void **state)
{
	struct dc_value five = dc_value_number(5);

	(void)state;
	assert_true(dc_value_is_number(five));
	assert_int_equal(five.set, 5);
	assert_true(five.clear == ~UINT64_C(5));
	assert_false(dc_value_is_number((struct dc_value){ .set = 5 }));
}

static void names_bring_bits_and_kind(void **state)
{
	struct dc_value mmio = named("DMA_ATTR_MMIO"), gfp = named("__GFP_COMP");

	(void)state;
	assert_int_equal(mmio.set, DC_MMIO);
	assert_int_equal(mmio.constants, DC_CONSTANT_ATTR);
	assert_int_equal(mmio.names, UINT32_C(1) << DC_ATTR_MMIO);
	assert_int_equal(gfp.gfp, DC_GFP_COMP);
	assert_int_equal(gfp.constants, DC_CONSTANT_GFP);
}

static void or_with_unknown_keeps_what_is_set(void **state)
{
	struct dc_value r = dc_value_or(named("DMA_ATTR_MMIO"), (struct dc_value){ 0 });

	(void)state;
	assert_int_equal(r.set, DC_MMIO);
	assert_int_equal(r.clear, 0);
	assert_int_equal(r.constants, DC_CONSTANT_ATTR);
}

static void and_with_complement_clears(void **state)
{
	struct dc_value mask = dc_value_complement(named("DMA_ATTR_MMIO"));
	struct dc_value r = dc_value_and((struct dc_value){ 0 }, mask);

	(void)state;
	assert_int_equal(r.set, 0);
	assert_int_equal(r.clear, DC_MMIO);
}

static void joined_knows_what_both_know(void **state)
{
	struct dc_value r = dc_value_join(dc_value_number(5), dc_value_number(6));

	(void)state;
	assert_int_equal(r.set, 4);
	assert_true(r.clear == ~UINT64_C(7));
	assert_false(dc_value_is_number(r));
}

static void arithmetic_is_exact_or_silent(void **state)
{
	struct dc_value r = dc_value_arithmetic(DC_BINARY_SHL, dc_value_number(1),
						dc_value_number(10));

	(void)state;
	assert_true(dc_value_is_number(r));
	assert_int_equal(r.set, DC_MMIO);
	r = dc_value_arithmetic(DC_BINARY_ADD, dc_value_number(1),
				(struct dc_value){ .object = 3 });
	assert_int_equal(r.set | r.clear, 0);
	assert_int_equal(r.object, 3);
	r = dc_value_arithmetic(DC_BINARY_DIV, dc_value_number(1), dc_value_number(0));
	assert_false(dc_value_is_number(r));
	r = dc_value_arithmetic(DC_BINARY_SHL, dc_value_number(1), dc_value_number(64));
	assert_int_equal(r.set, 0);
}

static void truth(void **state)
{
	(void)state;
	assert_int_equal(dc_value_truth(dc_value_number(0)), DC_NO);
	assert_int_equal(dc_value_truth(dc_value_number(8)), DC_YES);
	assert_int_equal(dc_value_truth((struct dc_value){ 0 }), DC_UNKNOWN);
	assert_int_equal(dc_value_truth((struct dc_value){ .set = 2 }), DC_YES);
	assert_int_equal(dc_value_truth((struct dc_value){ .flags = DC_VALUE_NONZERO }), DC_YES);
}

static void comparison(void **state)
{
	struct dc_value r = dc_value_compare(DC_BINARY_EQ, dc_value_number(3), dc_value_number(3));

	(void)state;
	assert_int_equal(dc_value_truth(r), DC_YES);
	r = dc_value_compare(DC_BINARY_NE, dc_value_number(3), dc_value_number(3));
	assert_int_equal(dc_value_truth(r), DC_NO);
	r = dc_value_compare(DC_BINARY_EQ, dc_value_number(3), (struct dc_value){ 0 });
	assert_int_equal(dc_value_truth(r), DC_UNKNOWN);
	assert_true(r.flags & DC_VALUE_LOGICAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_knows_each_bit),
		cmocka_unit_test(names_bring_bits_and_kind),
		cmocka_unit_test(or_with_unknown_keeps_what_is_set),
		cmocka_unit_test(and_with_complement_clears),
		cmocka_unit_test(joined_knows_what_both_know),
		cmocka_unit_test(arithmetic_is_exact_or_silent),
		cmocka_unit_test(truth),
		cmocka_unit_test(comparison),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
