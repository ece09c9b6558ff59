// SPDX-License-Identifier: GPL-2.0-only
/* Which files go to one start of spatch. */
#include "batch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { SMALL = 10 << 10, LARGE = 4 << 20 };

static void what_is_alike_goes_together(void **state)
{
	struct dc_batch batches[] = { { 6, LARGE }, { 6, SMALL }, { 6, LARGE } };
	size_t batch_of[3];

	(void)state;
	dc_batches_join(batches, batch_of, 3);
	assert_int_equal(batch_of[1], batch_of[0]);
	assert_int_equal(batch_of[2], batch_of[0]);
	assert_int_equal(batches[batch_of[0]].set, 6);
	assert_int_equal(batches[batch_of[0]].bytes, 2 * LARGE + SMALL);
}

static void little_is_not_worth_a_start(void **state)
{
	struct dc_batch batches[] = { { 1, SMALL }, { 6, SMALL } };
	size_t batch_of[2];

	(void)state;
	dc_batches_join(batches, batch_of, 2);
	assert_int_equal(batch_of[1], batch_of[0]);
	assert_int_equal(batches[batch_of[0]].set, 7);
	assert_int_equal(batches[!batch_of[0]].set, 0);
}

static void much_is(void **state)
{
	struct dc_batch batches[] = { { 1, LARGE }, { 6, LARGE } };
	size_t batch_of[2];

	(void)state;
	dc_batches_join(batches, batch_of, 2);
	assert_int_not_equal(batch_of[1], batch_of[0]);
	assert_int_equal(batches[batch_of[1]].set, 6);
}

static void who_asks_for_nothing_stays_out(void **state)
{
	struct dc_batch batches[] = { { 0, 0 }, { 1, SMALL }, { 0, SMALL }, { 1, SMALL } };
	size_t batch_of[4];

	(void)state;
	dc_batches_join(batches, batch_of, 4);
	assert_int_equal(batch_of[3], batch_of[1]);
	assert_int_equal(batches[batch_of[0]].set, 0);
	assert_int_equal(batches[batch_of[2]].set, 0);
	assert_int_equal(batches[batch_of[1]].bytes, 2 * SMALL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_alike_goes_together),
		cmocka_unit_test(little_is_not_worth_a_start),
		cmocka_unit_test(much_is),
		cmocka_unit_test(who_asks_for_nothing_stays_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
