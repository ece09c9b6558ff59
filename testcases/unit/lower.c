// SPDX-License-Identifier: GPL-2.0-only
/* The walk over tree-sitter's trees: the rows of lower.def, and what only plain text can say. */
#include "lower.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mend.h"
#include "steps.h"
#include "table.h"
#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const struct { const char *body, *steps; } rows[] = {
#define ROW(body, steps) { body, steps },
#include "lower.def"
#undef ROW

	/* where the names that the kernel gives to macros are all that is seen */
	{ "sg_dma_address(sg) = a;", "sg->dma_address = a; ." },
	{ "(f(a)) |= 1;", "$0 = f(a); *$0 = *$0 | 1; ." },
	{ "a = NULL; a = true; a = false;", "a = 0; a = 1; a = 0; ." },
	{ "a = \"x\" \"y\"; a = 'c';", "a = \"\"; a = 'c'; ." },
	{ "a = (u32)b; a = (foo_t)c; a = (foo_t)-1;", "a = b; a = c; a = ?; ." },
	{ "return_ptr(a);", "$0 = a; a = 0; return $0" },
	{ "dma_unmap_addr_set(p, dma, f(a));", "p->dma = f(a); ." },
	{ "a = dma_unmap_addr(&r[i], u.dma); dma_unmap_len_set(p, n[2], 1);",
	  "a = &r[i]->u.dma; p->n[2] = 1; ." },
	{ "enum { A = 4, B, C = DMA_ATTR_MMIO } x; a = C | B;",
	  "A = 4; B = A + 1; C = DMA_ATTR_MMIO; a = C | B; ." },
	{ "enum { A };", "A = 0; ." },
	{ "dma_unmap_addr(p);", "dma_unmap_addr(p); ." },
	{ "int a[] = { [A] = 6, 7 }; struct s b = { .c = 1, 2 };",
	  "a = 0; a[A] = 6; a[A + 1] = 7; b = 0; b.c = 1; b[1] = 2; ." },
	{ "scoped_guard(mutex, &a) { b(); }", "b(); ." },
	{ "list_for_each_entry(a, b, c) d(a);", "$1 = __each(a, b, c); $1 ? 3 : 4; d(a); -> 1; ." },
	{ "asm(\"\" : \"=r\" (a));", "__clobber(a); ." },
	{ "TRACE\n kfree(a);", "kfree(a); ." },

	/* what is missing: the parser lets it pass */
	{ "u32();", "u32(); ." },
	{ "(u32)();", "u32(); ." },
	{ "return_ptr();", "$0 = ?; ? = 0; return $0" },
	{ "swap(); likely(); no_free_ptr(); BIT();", "swap(); $1 = likely(); no_free_ptr(); BIT(); ." },
	{ "if (likely()) f();", "$0 = likely(); $0 ? 3 : 4; f(); ." },
};

static enum dc_lower_result lower(const char *head, const char *body, struct dc_facts *facts)
{
	struct dc_tokens before = tokens_of(head), inside = { 0 }, mended = { 0 };
	struct dc_lower_input input = { .head = &before, .body = &mended };
	enum dc_lower_result result;
	char text[4096];
	uint32_t where;

	snprintf(text, sizeof(text), "{ %s }", body);
	inside = tokens_of(text);
	dc_mend(&inside, &mended);
	facts->function = "f";
	result = dc_lower(&input, facts, &where);
	if (result != DC_LOWER_OK)
		assert_true(where < strlen(text));
	free(before.items);
	free(inside.items);
	free(mended.items);
	return result;
}

static void all_rows(void **state)
{
	struct dc_facts facts = { 0 };
	unsigned int nr_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		enum dc_lower_result result = lower("void f(void)", rows[i].body, &facts);

		if (result != DC_LOWER_OK || strcmp(steps_print(&facts), rows[i].steps)) {
			print_error("%s (%d):\n'%s', not\n'%s'\n", rows[i].body, result,
				    steps_print(&facts), rows[i].steps);
			nr_wrong++;
		}
	}
	dc_facts_free(&facts);
	assert_int_equal(nr_wrong, 0);
}

/* Better not read than read without what a rule is about. */
static void failures(void **state)
{
	static const char *const bodies[] = {
		"dma_map_sg(a b);", "a b dma_map_sg(c);", "dma_map_sg(", "int g(void) { return dma_map_sg(a); }",
		"M(return dma_map_sg(a), b);", "T dma_map_sg(a);\n#", "int dma_map_sg(a);",
		"dma_unmap_addr(p, f(dma_map_sg(a)));",
	};
	struct dc_facts facts = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bodies); i++)
		if (lower("void f(void)", bodies[i], &facts) == DC_LOWER_OK)
			fail_msg("%s was read as: %s", bodies[i], steps_print(&facts));
	dc_facts_free(&facts);
}

/* The names of the parameters, in their order, whatever their types. */
static void parameters(void **state)
{
	static const struct { const char *head, *names; } heads[] = {
		{ "void f(void)", "" },
		{ "int f(int a, struct s *b)", "a b" },
		{ "int f(int (*a)(int x, int y), u8 b[6], const char *const *c)", "a b c" },
		{ "int f(unsigned long a __maybe_unused, void __user *b) __must_hold(&lock)", "a b" },
		{ "__printf(1, 2) int f(const char *a, ...)", "a" },
		{ "int f(a, b) int a; char *b;", "a b" },
		{ "f()", "" },
		{ "f", "" },
	};
	struct dc_facts facts = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		char names[256] = "";

		assert_int_equal(lower(heads[i].head, "", &facts), DC_LOWER_OK);
		for (uint32_t k = 0; k < facts.nr_locals; k++)
			if (facts.locals[k].is_parameter)
				sprintf(names + strlen(names), "%s%s", *names ? " " : "",
					dc_facts_string(&facts, facts.locals[k].name));
		assert_string_equal(names, heads[i].names);
	}
	dc_facts_free(&facts);
}

/* A name means its innermost declaration, and outside of that the one around it. */
static void scopes(void **state)
{
	struct dc_facts facts = { 0 };
	uint64_t locals[4];
	size_t nr = 0;

	(void)state;
	assert_int_equal(lower("void f(int a)", "a = 1; { int a = 2; a = 3; } a = 4;", &facts),
			 DC_LOWER_OK);
	for (dc_index step = facts.entry; step; step = facts.steps[step].next[0])
		if (facts.steps[step].kind == DC_STEP_ASSIGN)
			locals[nr++] = facts.exprs[facts.steps[step].target].value;
	assert_int_equal(nr, 4);
	assert_int_equal(locals[0], locals[3]);
	assert_int_equal(locals[1], locals[2]);
	assert_int_not_equal(locals[0], locals[1]);
	dc_facts_free(&facts);
}

static void nesting(void **state)
{
	enum { NR = 1000 };
	static const char *const pieces[] = { "(", "!", "{", "a[", "if (a) ", "a = ", "*", "f(" };
	struct dc_facts facts = { 0 };
	char body[4096];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		size_t length = strlen(pieces[i]);

		for (size_t k = 0; k + length < sizeof(body) - 8 && k < NR * length; k += length)
			memcpy(body + k, pieces[i], length + 1);
		/* However it ends: it does, and within its stack. */
		if (lower("void f(void)", body, &facts) == DC_LOWER_OK)
			assert_true(facts.nr_steps < 16 * NR);
	}
	dc_facts_free(&facts);
}

static int init(void **state)
{
	(void)state;
	dc_table_init();
	return 0;
}

static int finish(void **state)
{
	(void)state;
	dc_lower_shutdown();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test(failures),
		cmocka_unit_test(parameters),
		cmocka_unit_test(scopes),
		cmocka_unit_test(nesting),
	};

	return cmocka_run_group_tests(tests, init, finish);
}
