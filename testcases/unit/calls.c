// SPDX-License-Identifier: GPL-2.0-only
/* Names before a `(`, wherever the text is cut. */
#include "calls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hash.h"

/* The names of `words` and no others, in this order. */
static void assert_calls(const struct dc_calls *calls, const char *words)
{
	size_t nr = 0;

	for (; *words; words += strspn(words, " "), nr++) {
		size_t length = strcspn(words, " ");

		assert_true(nr < calls->nr);
		assert_int_equal(calls->items[nr], dc_hash(words, length));
		words += length;
	}
	assert_int_equal(calls->nr, nr);
}

static void all_rows(void **state)
{
	static const struct { const char *text, *names; } rows[] = {
		{ "", "" },
		{ "(", "" },
		{ " (", "" },
		{ "a", "" },
		{ "a(", "a" },
		{ "a (x)", "a" },
		{ "a\t(x)", "a" },
		{ "a  (x)", "" },
		{ "a_1(b2(c), D())", "a_1 b2 D" },
		{ "a(b(a(b(", "a b" },
		{ "if ((x)(y))", "if" },
		{ "static inline int a_long_name_of_a_function(struct device *dev);",
		  "a_long_name_of_a_function" },
	};
	struct dc_calls calls = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t length = strlen(rows[i].text);
		/* of just that size, for the sanitizer to guard its end */
		char *copy = malloc(length + 1);

		assert_non_null(copy);
		memcpy(copy, rows[i].text, length);
		for (size_t cut = 0; cut <= length; cut++) {
			dc_calls_clear(&calls);
			dc_calls_find(&calls, copy, 0, cut);
			dc_calls_find(&calls, copy, cut, length);
			assert_calls(&calls, rows[i].names);
		}
		free(copy);
	}
	dc_calls_free(&calls);
}

static void many_names(void **state)
{
	struct dc_calls calls = { 0 };
	char text[32];

	(void)state;
	for (int round = 0; round < 3; round++) {
		dc_calls_clear(&calls);
		for (int i = 0; i < 40000; i++) {
			snprintf(text, sizeof(text), "f%d(", i % 20000);
			dc_calls_find(&calls, text, 0, strlen(text));
		}
		assert_int_equal(calls.nr, 20000);
	}
	dc_calls_free(&calls);
}

static void too_long_a_name_is_none(void **state)
{
	struct dc_calls calls = { 0 };
	char text[100];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[64] = '(';
	dc_calls_find(&calls, text, 0, 65);
	assert_int_equal(calls.nr, 1);
	dc_calls_clear(&calls);
	text[64] = 'x';
	text[65] = '(';
	dc_calls_find(&calls, text, 0, 66);
	assert_int_equal(calls.nr, 0);
	dc_calls_free(&calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test(many_names),
		cmocka_unit_test(too_long_a_name_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
