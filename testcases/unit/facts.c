// SPDX-License-Identifier: GPL-2.0-only
/* Facts as they are kept: strings once, indexes that stay, expressions as text. */
#include "facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct dc_facts facts;

static dc_index name(const char *text)
{
	return dc_facts_expr(&facts, (struct dc_expr){
		.kind = DC_EXPR_NAME, .name = dc_facts_intern(&facts, text, strlen(text)),
	});
}

static dc_index binary(enum dc_binary op, dc_index a, dc_index b)
{
	return dc_facts_expr(&facts, (struct dc_expr){ .kind = DC_EXPR_BINARY, .op = op, .a = a,
						       .b = b });
}

static dc_index around(enum dc_expr_kind kind, dc_index a, const char *member)
{
	return dc_facts_expr(&facts, (struct dc_expr){
		.kind = kind, .a = a,
		.name = member ? dc_facts_intern(&facts, member, strlen(member)) : 0,
	});
}

static void assert_printed(dc_index expr, const char *expected)
{
	char text[256];

	assert_ptr_equal(dc_facts_print(&facts, expr, text, sizeof(text)), text);
	assert_string_equal(text, expected);
	/* Into less room goes the beginning. */
	for (size_t size = 1; size < sizeof(text); size++) {
		memset(text, 'x', sizeof(text));
		dc_facts_print(&facts, expr, text, size);
		assert_true(strlen(text) < size);
		assert_memory_equal(text, expected, strlen(text));
	}
}

static void strings(void **state)
{
	enum { NR = 5000 };
	dc_index indexes[NR];
	char text[16];

	(void)state;
	dc_facts_reset(&facts);
	for (int i = 0; i < NR; i++)
		indexes[i] = dc_facts_intern(&facts, text, sprintf(text, "name%d", i));
	for (int i = 0; i < NR; i++) {
		sprintf(text, "name%d", i);
		assert_true(indexes[i] > 0);
		assert_int_equal(dc_facts_intern(&facts, text, strlen(text)), indexes[i]);
		assert_string_equal(dc_facts_string(&facts, indexes[i]), text);
	}
	/* As many bytes as are told, and no more. */
	assert_int_equal(dc_facts_intern(&facts, "name1234567", 8), indexes[1234]);
}

/* Index 0 is none, and stays so. */
static void indexes(void **state)
{
	(void)state;
	for (int round = 0; round < 2; round++) {
		dc_facts_reset(&facts);
		assert_int_equal(name("a"), 1);
		assert_int_equal(name("a"), 2);
		assert_int_equal(dc_facts_step(&facts, (struct dc_step){ 0 }), 1);
		assert_int_equal(dc_facts_local(&facts, (struct dc_local){ 0 }), 0);
		assert_int_equal(dc_facts_local(&facts, (struct dc_local){ 0 }), 1);
	}
}

static void printing(void **state)
{
	dc_index a, b, local;

	(void)state;
	dc_facts_reset(&facts);
	a = name("a");
	b = name("b");
	assert_printed(a, "a");
	assert_printed(binary(DC_BINARY_OR, a, b), "a | b");
	assert_printed(binary(DC_BINARY_AND, binary(DC_BINARY_OR, a, b), b), "(a | b) & b");
	assert_printed(binary(DC_BINARY_GE, a, binary(DC_BINARY_SHL, a, b)), "a >= (a << b)");
	assert_printed(around(DC_EXPR_ARROW, around(DC_EXPR_FIELD, a, "m"), "n"), "a.m->n");
	assert_printed(around(DC_EXPR_FIELD, around(DC_EXPR_DEREF, a, NULL), "m"), "*a.m");
	assert_printed(around(DC_EXPR_NOT, binary(DC_BINARY_EQ, a, b), NULL), "!(a == b)");
	assert_printed(around(DC_EXPR_COMPLEMENT, a, NULL), "~a");
	assert_printed(around(DC_EXPR_NEGATE, a, NULL), "-a");
	assert_printed(around(DC_EXPR_ADDRESS, a, NULL), "&a");
	assert_printed(around(DC_EXPR_CAST, a, "u32"), "a");
	assert_printed(dc_facts_expr(&facts, (struct dc_expr){ .kind = DC_EXPR_INDEX, .a = a,
							       .b = b }), "a[b]");
	assert_printed(dc_facts_expr(&facts, (struct dc_expr){ .kind = DC_EXPR_NUMBER,
							       .value = UINT64_MAX }),
		       "18446744073709551615");
	local = dc_facts_local(&facts, (struct dc_local){ 0 });
	assert_printed(dc_facts_expr(&facts, (struct dc_expr){ .kind = DC_EXPR_LOCAL,
							       .value = local }), "$0");
	local = dc_facts_local(&facts, (struct dc_local){ .name = facts.exprs[b].name });
	assert_printed(dc_facts_expr(&facts, (struct dc_expr){ .kind = DC_EXPR_LOCAL,
							       .value = local }), "b");
}

/* However deep: it ends. */
static void deep(void **state)
{
	char text[4096];
	dc_index at;

	(void)state;
	dc_facts_reset(&facts);
	at = name("a");
	for (int i = 0; i < 100000; i++)
		at = around(DC_EXPR_NOT, at, NULL);
	dc_facts_print(&facts, at, text, sizeof(text));
	assert_true(text[0] == '!' && strlen(text) < sizeof(text));
}

static int finish(void **state)
{
	(void)state;
	dc_facts_free(&facts);
	return 0;
}

static void constants_stand_on_the_right(void **state)
{
	dc_index zero = dc_facts_expr(&facts, (struct dc_expr){ .kind = DC_EXPR_NUMBER });

	(void)state;
	assert_printed(binary(DC_BINARY_EQ, zero, name("cpu")), "cpu == 0");
	assert_printed(binary(DC_BINARY_LT, name("LIMIT"), name("n")), "n > LIMIT");
	assert_printed(binary(DC_BINARY_GE, zero, name("n")), "n <= 0");
	assert_printed(binary(DC_BINARY_LT, zero, name("LIMIT")), "0 < LIMIT");
	assert_printed(binary(DC_BINARY_SUB, zero, name("n")), "0 - n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings),
		cmocka_unit_test(indexes),
		cmocka_unit_test(printing),
		cmocka_unit_test(constants_stand_on_the_right),
		cmocka_unit_test(deep),
	};

	return cmocka_run_group_tests(tests, NULL, finish);
}
