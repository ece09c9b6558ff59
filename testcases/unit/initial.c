// SPDX-License-Identifier: GPL-2.0-only
/* Declarations with a value, as bodies of functions. */
#include "initial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct dc_declared declared;

static const struct dc_struct *find(void *context, struct dc_words name)
{
	(void)context;
	return dc_declared_struct(&declared, name.text, name.length);
}

/* The body of `text`, where `structs` are known, its tokens joined by blanks. */
static void expect(const char *structs, const char *text, const char *body)
{
	struct dc_tokens in = { 0 }, out = { 0 };
	struct dc_items items = { 0 };
	char found[512] = "";

	dc_split(structs, strlen(structs), &items);
	dc_declared_read(&declared, structs, &items);
	dc_tokens_lex(&in, text, strlen(text), 0);
	dc_initial_body(&in, find, NULL, &out);
	for (size_t i = 0; i < out.nr; i++)
		snprintf(found + strlen(found), sizeof(found) - strlen(found), "%s%.*s",
			 i ? " " : "", (int)out.items[i].length, out.items[i].text);
	assert_string_equal(found, body);
	dc_declared_free(&declared);
	free(items.items);
	free(in.items);
	free(out.items);
}

static const char ring[] = "struct ring { size_t size, align; unsigned long attrs; };";

static void positions_become_names(void **state)
{
	(void)state;
	expect(ring, "static const struct ring r = { 1, 2, X };",
	       "{ const struct ring r = { . size = 1 , . align = 2 , . attrs = X } ; }");
	expect(ring, "struct ring r[] = { { 1, f(2, 3), X }, { .attrs = Y }, };",
	       "{ struct ring r [ ] = { { . size = 1 , . align = f ( 2 , 3 ) , . attrs = X } , "
	       "{ . attrs = Y } , } ; }");
}

static void structs_in_structs_have_their_own_names(void **state)
{
	static const char both[] = "struct ring { size_t size; unsigned long attrs; };"
				   "struct nic { struct ring rx, queues[2]; };";

	(void)state;
	expect(both, "struct nic n = { { 1, X }, .queues = { { 2, Y } } };",
	       "{ struct nic n = { . rx = { . size = 1 , . attrs = X } , "
	       ". queues = { { . size = 2 , . attrs = Y } } } ; }");
}

/* What a designator jumped over, an unknown struct or a macro hides is left as it is. */
static void what_is_unknown_is_left_alone(void **state)
{
	(void)state;
	expect(ring, "struct ring r = { .align = 2, X };",
	       "{ struct ring r = { . align = 2 , X } ; }");
	expect(ring, "struct other o = { 1, X };", "{ struct other o = { 1 , X } ; }");
	expect("struct odd { MACRO(x) unsigned long attrs; };", "struct odd o = { 1, X };",
	       "{ struct odd o = { 1 , X } ; }");
	expect(ring, "unsigned long a[] = { [ONE] = X, Y };",
	       "{ unsigned long a [ ] = { [ ONE ] = X , Y } ; }");
}

static void names_follow_the_order_of_members(void **state)
{
	static const char text[] = "struct s { int a:3, *b, c[N]; struct { int x; } d; };";
	const char *const names[] = { "a", "b", "c", "d" };
	struct dc_items items = { 0 };
	const struct dc_struct *s;
	struct dc_words name;

	(void)state;
	dc_split(text, strlen(text), &items);
	dc_declared_read(&declared, text, &items);
	s = dc_declared_struct(&declared, "s", 1);
	assert_non_null(s);
	for (size_t i = 0; i < 4; i++) {
		assert_true(dc_struct_name_at(s, i, &name));
		assert_int_equal(name.length, 1);
		assert_memory_equal(name.text, names[i], 1);
	}
	assert_false(dc_struct_name_at(s, 4, &name));
	dc_declared_free(&declared);
	free(items.items);
}

static bool has_value(const char *text)
{
	struct dc_tokens tokens = { 0 };
	bool found;

	dc_tokens_lex(&tokens, text, strlen(text), 0);
	found = dc_initial_has_value(&tokens);
	free(tokens.items);
	return found;
}

static void values_are_told_from_definitions(void **state)
{
	(void)state;
	assert_true(has_value("unsigned long attrs = X;"));
	assert_true(has_value("struct s { int a; } s = { 1 };"));
	assert_false(has_value("enum e { A = X, B };"));
	assert_false(has_value("extern unsigned long attrs;"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(positions_become_names),
		cmocka_unit_test(structs_in_structs_have_their_own_names),
		cmocka_unit_test(what_is_unknown_is_left_alone),
		cmocka_unit_test(names_follow_the_order_of_members),
		cmocka_unit_test(values_are_told_from_definitions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
