// SPDX-License-Identifier: GPL-2.0-only
/* What stands at a file's top level, whatever it is wrapped in. */
#include "split.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "table.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/*
 * An item is its kind (f d D U I: function, declaration, define, undef, include), the name of a function, !
 * when it is relevant, # when it has preprocessor lines inside, and its text in [ ].
 */
static const struct { const char *text, *items; } rows[] = {
	{ "", "" },
	{ " /* nothing */ // here\n", "" },

	/* functions */
	{ "int f(void) { return 1; }", "f f[int f(void) { return 1; }]" },
	{ "int f(void){}int g(void){}", "f f[int f(void){}] f g[int g(void){}]" },
	{ "f() { dma_map_sg(); }", "f f![f() { dma_map_sg(); }]" },
	{ "int f(void) { g(\"}\", '{'); } int x;", "f f[int f(void) { g(\"}\", '{'); }] d[int x;]" },
	{ "int f(void) { if (a) { b(); } }", "f f[int f(void) { if (a) { b(); } }]" },
	{ "int f(struct { int a; } x) { }", "f f[int f(struct { int a; } x) { }]" },
	{ "struct { int a; } f(void) { }", "f f[struct { int a; } f(void) { }]" },
	{ "int f(void) { int a[] = { 1, 2 }; }", "f f[int f(void) { int a[] = { 1, 2 }; }]" },
	{ "__printf(1, 2) int f(void) { }", "f f[__printf(1, 2) int f(void) { }]" },
	{ "int f(void) __must_hold(&l) { }", "f f[int f(void) __must_hold(&l) { }]" },
	{ "static int __init f(void) { }", "f f[static int __init f(void) { }]" },
	{ "int f(int (*g)(void)) { }", "f f[int f(int (*g)(void)) { }]" },
	{ "MACRO(x)\nint f(void) { }", "f f[MACRO(x)\nint f(void) { }]" },
	{ "MACRO(x);\nint f(void) { };", "d[MACRO(x);] f f[int f(void) { }] d[;]" },

	/* a function that returns a pointer to one */
	{ "int (*f(int a))(void) { } int g(void) { }", "f f[int (*f(int a))(void) { }] f g[int g(void) { }]" },
	{ "int (f)(void) { } int g(void) { }", "f f[int (f)(void) { }] f g[int g(void) { }]" },

	/* by macro */
	{ "SYSCALL_DEFINE1(f, int, a) { }", "f f[SYSCALL_DEFINE1(f, int, a) { }]" },
	{ "SYSCALL_DEFINE0(f)\n{ dma_map_sg(); }", "f f![SYSCALL_DEFINE0(f)\n{ dma_map_sg(); }]" },
	{ "static FN(f)(int a) { }", "f f[static FN(f)(int a) { }]" },

	/* as it was written once */
	{ "int f(a, b) int a; char *b; { }", "f f[int f(a, b) int a; char *b; { }]" },
	{ "int f(a)\nint dma_map_sg;\n{ }", "f f![int f(a)\nint dma_map_sg;\n{ }]" },
	{ "int x; { }", "d[int x;] d[{ }]" },
	{ "int dma_map_sg; { int f(void) { } }", "d![int dma_map_sg;] d[{ int f(void) { } }]" },

	/* declarations */
	{ "int f(void);", "d[int f(void);]" },
	{ "struct s { int a; };", "d[struct s { int a; };]" },
	{ "enum { A = DMA_ATTR_MMIO };", "d![enum { A = DMA_ATTR_MMIO };]" },
	{ "static const struct s x = { .f = g(1), };", "d[static const struct s x = { .f = g(1), };]" },
	{ "int (*f)(void) = g;", "d[int (*f)(void) = g;]" },
	{ "int a = ({ f(); });", "d[int a = ({ f(); });]" },
	{ "extern int x, f(int);", "d[extern int x, f(int);]" },

	/* preprocessor lines */
	{ "#define A \\\n 1\n#include <a.h>\n#undef A\n", "D[#define A \\\n 1] I[#include <a.h>] U[#undef A]" },
	{ "#define A dma_map_sg\n", "D[#define A dma_map_sg]" },
	{ "int f(void)\n{\n#define A\n}\n", "D[#define A] f f#[int f(void)\n{\n#define A\n}]" },
	{ "int f(void)\n{\n#ifdef A\n}\n#endif\n", "f f#[int f(void)\n{\n#ifdef A\n}]" },

	/* arms that open or close each for itself */
	{ "#if A\nint f(a)\n#else\nint f(b)\n#endif\n{ } int x;", "f f#[int f(a)\n#else\nint f(b)\n#endif\n{ }] d[int x;]" },
	{ "int f(void) {\n#if A\nif (a) {\n#else\nif (b) {\n#endif\n} }",
	  "f f#[int f(void) {\n#if A\nif (a) {\n#else\nif (b) {\n#endif\n} }]" },
	{ "int f(void) {\n#if A\n}\n#else\ng(); }\n#endif\n",
	  "f f#[int f(void) {\n#if A\n}\n#else\ng(); }]" },
	{ "int f(void) { dma_map_sg();\n#if A\n}\n#else\ng(); }\n#endif\n",
	  "f f!#[int f(void) { dma_map_sg();\n#if A\n}\n#else\ng(); }]" },
	{ "#if 0\nint f(void) {\n#endif\nint x;", "d[int x;]" },
	{ "#if 0\n{\n#if 1\n#endif\n{\n#else\nint x;\n#endif\nint y;", "d[int x;] d[int y;]" },
	{ "#if 0 || A\nint x;\n#endif", "d[int x;]" },

	/* what does not add up: the first column decides */
	{ "int f(void)\n{\n\tif (a) {\n}\nint g(void)\n{\n}\n",
	  "f f[int f(void)\n{\n\tif (a) {\n}] f g[int g(void)\n{\n}]" },
	{ "int f(void)\n{\n\t}\n}\nint g(void)\n{\n}\n",
	  "f f[int f(void)\n{\n\t}] f g[}\nint g(void)\n{\n}]" },
	{ "int f(void)\n{\n\tg((a);\n}\nint h(void)\n{\n}\n",
	  "f f[int f(void)\n{\n\tg((a);\n}] f h[int h(void)\n{\n}]" },
	{ "int f(void) {", "f f[int f(void) {]" },
	{ "int x", "d[int x]" },
	{ "}", "d[}]" },
	{ "#if A\nint x;", "d[int x;]" },
	{ "#endif\n#else\nint x;", "d[int x;]" },
	{ "int f(void)\r\n{\r\n}\r\n", "f f[int f(void)\r\n{\r\n}]" },
};

static void print_item(const char *text, const struct dc_item *item, char *all)
{
	sprintf(all + strlen(all), "%s%c", all[0] ? " " : "", "fdDUI"[item->kind]);
	if (item->kind == DC_ITEM_FUNCTION)
		sprintf(all + strlen(all), " %.*s", (int)item->name_length, text + item->name);
	sprintf(all + strlen(all), "%s%s[%.*s]", item->relevant ? "!" : "", item->conditional ? "#" : "",
		(int)(item->end - item->start), text + item->start);
}

static void all_rows(void **state)
{
	unsigned int nr_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct dc_items items = { 0 };
		char all[1024] = "";

		dc_split(rows[i].text, strlen(rows[i].text), &items);
		for (size_t k = 0; k < items.nr; k++)
			print_item(rows[i].text, &items.items[k], all);
		if (strcmp(all, rows[i].items)) {
			print_error("'%s':\n'%s', not\n'%s'\n", rows[i].text, all, rows[i].items);
			nr_wrong++;
		}
		free(items.items);
	}
	assert_int_equal(nr_wrong, 0);
}

static void depth(void **state)
{
	static const struct { const char *text; uint32_t depth; } cases[] = {
		{ "int f(void) { }", 1 }, { "int f(void) { g(); }", 2 }, { "int f(void) { { g((a)); } }", 4 },
		{ "int x;", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct dc_items items = { 0 };

		dc_split(cases[i].text, strlen(cases[i].text), &items);
		assert_int_equal(items.nr, 1);
		assert_int_equal(items.items[0].depth, cases[i].depth);
		free(items.items);
	}
}

/* Each on its own line, in a file that begins well and must still be read. */
static void hundred_thousand(void **state)
{
	static const char *const pieces[] = {
		"(", "{", "[", ")", "}", "]", "#if A\n", "#else\n", "#endif\n", "\n{", "\n}", "f(", "f() {\n", "#if 0\n",
		"int f(a) int a;\n", "=", "\"", "/", ";",
	};
	static const char start[] = "int f(void)\n{\n\tdma_map_sg();\n}\n";
	enum { NR = 100000 };
	char *text = malloc(sizeof(start) + 20 * NR);

	(void)state;
	assert_non_null(text);
	memcpy(text, start, sizeof(start));
	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		size_t length = strlen(start), width = strlen(pieces[i]);
		struct dc_items items = { 0 };

		for (size_t k = 0; k < NR; k++, length += width)
			memcpy(text + length, pieces[i], width);
		dc_split(text, length, &items);
		assert_true(items.nr >= 1);
		assert_int_equal(items.items[0].kind, DC_ITEM_FUNCTION);
		assert_true(items.items[0].relevant);
		for (size_t k = 0; k < items.nr; k++) {
			assert_true(items.items[k].start < items.items[k].end);
			assert_true(items.items[k].end <= length);
		}
		free(items.items);
	}
	free(text);
}

static int init(void **state)
{
	(void)state;
	dc_table_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test(depth),
		cmocka_unit_test(hundred_thousand),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
