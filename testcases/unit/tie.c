// SPDX-License-Identifier: GPL-2.0-only
/* Which ends go together. */
#include "tie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ends.h"
#include "link.h"

static char other_key[] = "drivers/net/nic.c: struct ring.other", symbol[] = "nic.c: attrs";

static void add(struct ends_test *test, enum dc_end_kind kind, unsigned int line, char *key,
		char *asks)
{
	struct dc_end end = ends_end(kind, line);

	if (key)
		end.key = key;
	if (asks)
		end.symbol = asks;
	assert_true(dc_ends_add(&test->ends, &end));
}

/* Whether the first two ends are of one group. */
static bool are_tied(struct ends_test *test)
{
	struct dc_refs ties = { 0 };
	bool tied;

	dc_ties_make(&test->ends, &ties);
	tied = dc_tie_group(&ties, &test->ends.items[0]) ==
	       dc_tie_group(&ties, &test->ends.items[1]);
	dc_refs_free(&ties);
	return tied;
}

static void by_key(void **state)
{
	add(*state, DC_END_STORE, 1, NULL, NULL);
	add(*state, DC_END_RELEASE, 2, NULL, NULL);
	assert_true(are_tied(*state));
}

static void not_by_file(void **state)
{
	add(*state, DC_END_STORE, 1, NULL, NULL);
	add(*state, DC_END_RELEASE, 2, other_key, NULL);
	assert_false(are_tied(*state));
}

static void by_what_is_asked(void **state)
{
	add(*state, DC_END_RELEASE, 2, NULL, symbol);
	add(*state, DC_END_STORE, 1, symbol, NULL);
	assert_true(are_tied(*state));
}

static void by_a_third(void **state)
{
	add(*state, DC_END_RELEASE, 2, NULL, NULL);
	add(*state, DC_END_STORE, 1, other_key, NULL);
	add(*state, DC_END_RELEASE, 3, other_key, symbol);
	assert_false(are_tied(*state));
	add(*state, DC_END_ACQUIRE, 4, NULL, symbol);
	assert_true(are_tied(*state));
}

/* A call is counted once, however many keys its resource has. */
static void by_call(void **state)
{
	add(*state, DC_END_SITE, 1, symbol, NULL);
	add(*state, DC_END_ACQUIRE, 1, other_key, NULL);
	assert_true(are_tied(*state));
}

/* Which of both guards' keys, see dc_link_guards(), the second end has. */
static void tied_by_guard(struct ends_test *test, unsigned int which)
{
	char keys[2][DC_LINK_KEY];

	add(test, DC_END_CALL, 1, NULL, NULL);
	dc_link_guards(&test->ends.items[0], keys[0], keys[1]);
	add(test, DC_END_GUARDED, 5, keys[which], NULL);
	assert_true(are_tied(test));
}

static void by_guard_of_the_call(void **state)
{
	tied_by_guard(*state, 0);
}

static void by_guard_of_its_function(void **state)
{
	tied_by_guard(*state, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ends_setup, ends_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_key), TEST(not_by_file), TEST(by_what_is_asked), TEST(by_a_third),
		TEST(by_call), TEST(by_guard_of_the_call), TEST(by_guard_of_its_function),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
