// SPDX-License-Identifier: GPL-2.0-only
/* From C to steps: one row for each thing that C can say. */
#include "lower.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mend.h"
#include "table.h"
#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { MAX_DUMP = 2048, MAX_STEPS = 256 };

/*
 * A body and its steps, separated by "; ".  Temporaries are $0, $1 … in the order in which they are
 * made.  `a ? 3 : 5` is a branch to the third or the fifth step, `-> 2` a jump back, `.` the end.
 */
static const struct { const char *body, *steps; } rows[] = {
	{ "", "." },
	{ ";", "." },

	/* assignments */
	{ "a = 1;", "a = 1; ." },
	{ "a = b = 1;", "b = 1; a = b; ." },
	{ "a |= b;", "a = a | b; ." },
	{ "a <<= 2;", "a = a << 2; ." },
	{ "a++;", "$0 = a; a = a + 1; ." },
	{ "b = a++;", "$0 = a; a = a + 1; b = $0; ." },
	{ "b = --a;", "a = a - 1; b = a; ." },
	{ "a->b.c[1] = *d;", "a->b.c[1] = *d; ." },
	{ "*a = &b->c;", "*a = &b->c; ." },
	{ "sg_dma_address(sg) = a;", "sg->dma_address = a; ." },
	{ "(f(a)) |= 1;", "$0 = f(a); *$0 = *$0 | 1; ." },

	/* numbers and names */
	{ "a = 0x10UL + 010 + 0b101;", "a = (16 + 8) + 5; ." },
	{ "a = 1.5;", "a = ?; ." },
	{ "a = NULL; a = true; a = false;", "a = 0; a = 1; a = 0; ." },
	{ "a = \"x\" \"y\"; a = 'c';", "a = \"\"; a = 'c'; ." },
	{ "a = (u32)b; a = (foo_t)c; a = (foo_t)-1;", "a = b; a = c; a = ?; ." },
	{ "a = sizeof(struct s);", "a = sizeof(struct s); ." },
	{ "a = !b; a = ~b; a = -b; a = +b;", "a = !b; a = ~b; a = -b; a = b; ." },
	{ "a = b * c / d % e ^ f;", "a = (((b * c) / d) % e) ^ f; ." },

	/* choices */
	{ "if (a) b(); c();", "a ? 2 : 3; b(); c(); ." },
	{ "if (a) b(); else c(); d();", "a ? 2 : 5; b(); d(); .; c(); -> 3" },
	{ "if (a && b) c();", "a ? 2 : 4; b ? 3 : 4; c(); ." },
	{ "if (a || !b) c();", "a ? 2 : 4; c(); .; b ? 3 : 2" },
	{ "if (likely(a)) b();", "a ? 2 : 3; b(); ." },
	{ "a = b ? c : d;", "b ? 2 : 5; $0 = c; a = $0; .; $0 = d; -> 3" },
	{ "a = b ?: c;", "$0 = b; b ? 3 : 5; a = $0; .; $0 = c; -> 3" },
	{ "a = b && c;", "b ? 2 : 6; c ? 3 : 6; $0 = 1; a = $0; .; $0 = 0; -> 4" },

	/* loops */
	{ "while (a) b();", "a ? 2 : 3; b(); -> 1; ." },
	{ "do a(); while (b);", "a(); b ? 1 : 3; ." },
	{ "for (i = 0; i < n; i++) f(i);",
	  "i = 0; i < n ? 3 : 6; f(i); $1 = i; i = i + 1; -> 2; ." },
	{ "for (;;) { if (a) break; if (b) continue; c(); }", "a ? 2 : 3; .; b ? 1 : 4; c(); -> 1" },
	/* the pages of a buffer are at least one */
	{ "for (i = 0; i < n; i++) set_memory_decrypted(p, 1);",
	  "i = 0; i < n ? 3 : 3; set_memory_decrypted(p, 1); $1 = i; i = i + 1; i < n ? 3 : 7; ." },

	/* switches */
	{ "switch (a) { case 1: b(); case 2: c(); break; default: d(); }",
	  "a == 1 ? 2 : 5; b(); c(); .; a == 2 ? 3 : 6; d(); -> 4" },
	{ "switch (a) { case 1: b(); }", "a == 1 ? 2 : 3; b(); ." },
	{ "switch (a) { default: { case 1: b(); } }", "a == 1 ? 2 : 2; b(); ." },
	{ "while (x) switch (a) { case 1: continue; case 2: break; }",
	  "x ? 2 : 4; a == 1 ? 1 : 3; a == 2 ? 1 : 1; ." },

	/* jumps */
	{ "goto out; a(); out: b();", "b(); ." },
	{ "again: a(); goto again;", "a(); -> 1" },
	{ "return a; b();", "return a" },
	{ "if (a) return b(); c();", "a ? 2 : 4; $0 = b(); return $0; c(); ." },

	/* calls */
	{ "a = f(b, g(c), h);", "$0 = g(c); a = f(b, $0, h); ." },
	{ "a->b(c);", "a->b(c); ." },
	{ "(*a)(c);", "*a(c); ." },
	{ "f(a ? b : c);", "a ? 2 : 5; $0 = b; f($0); .; $0 = c; -> 3" },
	{ "(void)f();", "f(); ." },
	{ "dma_map_sg(a[i]);", "$0 = a[i]; dma_map_sg($0); ." },
	{ "WRITE_ONCE(a, b); c = READ_ONCE(d);", "a = b; c = d; ." },
	{ "swap(a, b);", "$0 = a; a = b; b = $0; ." },
	{ "a = no_free_ptr(b);", "$0 = b; b = 0; a = $0; ." },
	{ "return_ptr(a);", "$0 = a; a = 0; return $0" },
	{ "a = BIT(3);", "a = 1 << 3; ." },
	{ "dma_unmap_addr_set(p, dma, f(a));", "p->dma = f(a); ." },
	{ "a = dma_unmap_addr(&r[i], u.dma); dma_unmap_len_set(p, n[2], 1);",
	  "a = &r[i]->u.dma; p->n[2] = 1; ." },
	{ "dma_unmap_addr(p);", "dma_unmap_addr(p); ." },

	/* declarations */
	{ "int a = 1, *b = &a, c;", "a = 1; b = &a; ." },
	{ "int a[] = { 1, [3] = 2 }; struct s b = { .c = 1, 2 };",
	  "a = 0; a[0] = 1; a[3] = 2; b = 0; b.c = 1; b[1] = 2; ." },
	{ "struct s a = (struct s){ .b = 1 };", "a = 0; a.b = 1; ." },
	{ "f(&(struct s){ .b = 1 });", "$0 = 0; $0.b = 1; f(&$0); ." },
	{ "static int a = 1; static const int b = 2;", "b = 2; ." },
	{ "int (*f)(void) = g;", "f = g; ." },
	{ "enum { A = 4, B, C = DMA_ATTR_MMIO } x; a = C | B;",
	  "A = 4; B = A + 1; C = DMA_ATTR_MMIO; a = C | B; ." },
	{ "enum { A };", "A = 0; ." },
	{ "enum e x; struct s { int a; }; typedef int t;", "." },

	/* what the kernel has besides */
	{ "void *a __free(kfree) = b(); c();", "a = b(); c(); kfree(a); ." },
	{ "void *a __free(kfree) = b(); return a;", "a = b(); $1 = a; kfree(a); return $1" },
	{ "scoped_guard(mutex, &a) { b(); }", "b(); ." },
	{ "list_for_each_entry(a, b, c) d(a);", "$1 = __each(a, b, c); $1 ? 3 : 4; d(a); -> 1; ." },
	{ "a = ({ b(); c; });", "$0 = b(); a = c; ." },
	{ "asm(\"\" : \"=r\" (a));", "__clobber(a); ." },
	{ "TRACE\n kfree(a);", "kfree(a); ." },

	/* what is missing: the parser lets it pass */
	{ "return_ptr();", "$0 = ?; ? = 0; return $0" },
	{ "swap(); likely(); no_free_ptr(); BIT();", "swap(); $1 = likely(); no_free_ptr(); BIT(); ." },
	{ "if (likely()) f();", "$0 = likely(); $0 ? 3 : 4; f(); ." },
	{ "u32();", "u32(); ." },
	{ "(u32)();", "u32(); ." },
};

struct dump {
	const struct dc_facts *facts;
	dc_index order[MAX_STEPS];	/* of steps that do something, as they are met */
	size_t nr;
	char *text;
};

/* Joins do nothing: on to what follows them. */
static dc_index follow(const struct dc_facts *facts, dc_index step)
{
	for (int i = 0; i < MAX_STEPS && step; i++) {
		if (facts->steps[step].kind != DC_STEP_EVALUATE)
			return step;
		step = facts->steps[step].next[0];
	}
	return 0;
}

static size_t number_of(const struct dump *d, dc_index step)
{
	for (size_t i = 0; i < d->nr; i++)
		if (d->order[i] == step)
			return i + 1;
	return 0;
}

static void find_order(struct dump *d, dc_index step)
{
	step = follow(d->facts, step);
	if (!step || number_of(d, step))
		return;
	assert_true(d->nr < MAX_STEPS);
	d->order[d->nr++] = step;
	find_order(d, d->facts->steps[step].next[0]);
	find_order(d, d->facts->steps[step].next[1]);
}

static void put_expr(struct dump *d, dc_index expr)
{
	size_t used = strlen(d->text);

	dc_facts_print(d->facts, expr, d->text + used, MAX_DUMP - used);
}

static void put(struct dump *d, const char *text)
{
	strncat(d->text, text, MAX_DUMP - strlen(d->text) - 1);
}

static void put_call(struct dump *d, const struct dc_step *step)
{
	if (step->result_used) {
		put_expr(d, step->target);
		put(d, " = ");
	}
	put_expr(d, step->value);
	put(d, "(");
	for (uint32_t i = 0; i < step->nr_arguments; i++) {
		put(d, i ? ", " : "");
		put_expr(d, d->facts->arguments[step->arguments + i]);
	}
	put(d, ")");
}

static void put_step(struct dump *d, const struct dc_step *step)
{
	size_t used;

	switch (step->kind) {
	case DC_STEP_ASSIGN:
		put_expr(d, step->target);
		put(d, " = ");
		put_expr(d, step->value);
		break;
	case DC_STEP_CALL:
		put_call(d, step);
		break;
	case DC_STEP_BRANCH:
		put_expr(d, step->value);
		used = strlen(d->text);
		snprintf(d->text + used, MAX_DUMP - used, " ? %zu : %zu",
			 number_of(d, follow(d->facts, step->next[0])),
			 number_of(d, follow(d->facts, step->next[1])));
		break;
	case DC_STEP_RETURN:
		put(d, step->value ? "return " : ".");
		if (step->value)
			put_expr(d, step->value);
	}
}

static const char *dump(const struct dc_facts *facts)
{
	static char text[MAX_DUMP];
	struct dump d = { .facts = facts, .text = text };

	text[0] = '\0';
	find_order(&d, facts->entry);
	for (size_t i = 0; i < d.nr; i++) {
		const struct dc_step *step = &facts->steps[d.order[i]];
		dc_index next = follow(facts, step->next[0]);
		size_t used;

		put(&d, i ? "; " : "");
		put_step(&d, step);
		used = strlen(text);
		if (step->kind != DC_STEP_BRANCH && next &&
		    (i + 1 == d.nr || d.order[i + 1] != next))
			snprintf(text + used, MAX_DUMP - used, "; -> %zu", number_of(&d, next));
	}
	return text;
}

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

		if (result != DC_LOWER_OK || strcmp(dump(&facts), rows[i].steps)) {
			print_error("%s (%d):\n'%s', not\n'%s'\n", rows[i].body, result,
				    dump(&facts), rows[i].steps);
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
			fail_msg("%s was read as: %s", bodies[i], dump(&facts));
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
