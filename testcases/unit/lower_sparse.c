// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk over Sparse's trees: the rows of lower.def, and what only a build knows.  libsparse reads
 * one unit in a process, so each row has a process of its own.
 */
#include "lower.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch.h"
#include "steps.h"
#include "table.h"

enum { MAX_TEXT = 4096 };

/* As the kernel has them. */
static const char prelude[] =
	"typedef unsigned int u32; struct s { int b, c; };\n"
	"#define NULL ((void *)0)\n"
	"enum { false, true };\n"
	"#define DMA_ATTR_MMIO (1UL << 10)\n"
	"#define dma_unmap_single(d, a, s, r) dma_unmap_page_attrs(d, a, s, r, 0)\n"
	"#define sg_dma_address(sg) ((sg)->dma_address)\n"
	"#define dma_unmap_addr(p, n) ((p)->n)\n"
	"#define dma_unmap_len_set(p, n, v) (((p)->n) = (v))\n"
	"#define no_free_ptr(p) ({ __auto_type q = p; p = NULL; q; })\n"
	"#define return_ptr(p) return no_free_ptr(p)\n"
	"#define min(a, b) ({ typeof(a) x = (a); typeof(b) y = (b); x < y ? x : y; })\n"
	"#define BUG_ON(c) do { if (unlikely(c)) for (;;); } while (0)\n"
	"#define IS_ENABLED(option) 0\n"
	"static inline void unlock(int *x) { }\n";

static const struct { const char *body, *steps; } rows[] = {
#define ROW(body, steps) { body, steps },
#include "lower.def"
#undef ROW

	/* macros are what they stand for, but for those that the tables know */
	{ "sg_dma_address(sg) = a;", "sg->dma_address = a; ." },
	{ "a = dma_unmap_addr(&r[i], u.dma); dma_unmap_len_set(p, n[2], 1);",
	  "a = &r[i]->u.dma; p->n[2] = 1; ." },
	{ "dma_unmap_single(d, a, s, r);", "dma_unmap_single(d, a, s, r); ." },
	{ "a = DMA_ATTR_MMIO | 1;", "a = DMA_ATTR_MMIO | 1; ." },
	{ "return_ptr(a);", "$0 = a; a = 0; return $0" },
	{ "a = min(b, c);", "a = min(b, c); ." },
	{ "BUG_ON(a);", "BUG_ON(a); ." },
	{ "if (IS_ENABLED(X)) a();", "0 ? 2 : 3; a(); ." },
	{ "a = NULL; a = true; a = false;", "a = 0; a = 1; a = 0; ." },

	/* what the parser has counted */
	{ "a = \"x\" \"y\"; a = 'c';", "a = \"\"; a = 99; ." },
	{ "enum { A = 4, B, C = DMA_ATTR_MMIO } x; a = C | B;", "a = 1024 | 5; ." },
	{ "a = (u32)b; a = (u32)-1;", "a = b; a = -1; ." },
	{ "a = (struct s *)b;", "a = b; ." },

	/* what is no plain C */
	{ "struct s a = { 1, 2 };", "a = 0; a.b = 1; a.c = 2; ." },
	{ "struct s a[] = { [1].c = 3, { .b = 4 }, [0 ... 4] = { 5 }, { 6 } };",
	  "a = 0; a[1].c = 3; a[2] = 0; a[2].b = 4; a[0] = 0; a[0].b = 5; a[5] = 0; a[5].b = 6; ." },
	{ "struct s a = { .b = 1, 2 };", "a = 0; a.b = 1; a.c = 2; ." },
	{ "asm(\"\" : \"=r\" (a));", "a = ?; ." },
	{ "a = _Generic(b, int: 1, default: 2);", "a = ?; ." },
	{ "typeof(a) b = c; __auto_type d = b;", "b = c; d = b; ." },
	{ "_Static_assert(1, \"\"); a();", "a(); ." },
	{ "switch (a) { case 1 ... 3: b(); }", "a <= 3 ? 2 : 4; a >= 1 ? 3 : 4; b(); ." },
	{ "void *p = &&out; goto *p; out: a();", "p = ?" },
	{ "for (int i = 0; i < 2; i++) a(i);",
	  "i = 0; i < 2 ? 3 : 6; a(i); $2 = i; i = i + 1; -> 2; ." },
	{ "a = b ? : c;", "$0 = b; b ? 3 : 5; a = $0; .; $0 = c; -> 3" },

	/* what is none */
	{ "TRACE\n kfree(a);", "error: Expected ; at end of statement" },
	{ "dma_map_sg(a b);", "error: Expected ) in function call" },
	{ "a = (foo_t)b;", "error: Expected ; at end of statement" },
	{ "scoped_guard(mutex, &a) { b(); }",
	  "error: Expected ; at the end of type declaration" },
	{ "dma_map_sg(", "error: Expected ) in function call" },
};

/* What the child does: the steps of the last function of unit.c, or what is wrong with it. */
static void print_unit(FILE *out)
{
	static char name[] = "sparse", file[] = "unit.c";
	static char *argv[] = { name, file, NULL };
	struct dc_unit unit = { 0 };
	struct dc_lower_input input = { .unit = &unit };
	struct dc_derivations derived = { 0 };
	struct dc_facts facts = { .function = "f" };
	const struct dc_unit_function *last;

	input.derived = &derived;
	if (!dc_unit_read(&unit, 2, argv, true) || !unit.nr_functions)
		return;
	last = &unit.functions[unit.nr_functions - 1];
	if (last->error)
		fprintf(out, "error: %s", last->error);
	else if (!dc_lower(&input, last->symbol, &facts, NULL))
		fprintf(out, "error: nested too deeply");
	else
		fprintf(out, "%s", steps_print(&facts));
}

/* The result lives until the next call; "died" when Sparse gave up. */
static const char *lower(const char *text)
{
	static char steps[MAX_TEXT];
	int ends[2], status, words = memfd_create("words", 0);
	size_t nr = 0;
	ssize_t got;
	pid_t pid;

	scratch_write("unit.c", text);
	assert_false(words < 0 || pipe(ends));
	pid = fork();
	if (!pid) {
		FILE *out = fdopen(ends[1], "w");

		dup2(words, STDERR_FILENO);
		print_unit(out);
		fflush(out);
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], steps + nr, sizeof(steps) - 1 - nr)) > 0)
		nr += got;
	steps[nr] = '\0';
	close(ends[0]);
	close(words);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status ? "died" : steps;
}

static unsigned int compare(const char *text, const char *steps)
{
	const char *got = lower(text);

	if (!strcmp(got, steps))
		return 0;
	print_error("%s:\n'%s', not\n'%s'\n", text, got, steps);
	return 1;
}

static void all_rows(void **state)
{
	unsigned int nr_wrong = 0;
	char text[MAX_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), "%svoid f(void) { %s }\n", prelude,
			 rows[i].body);
		nr_wrong += compare(text, rows[i].steps);
	}
	assert_int_equal(nr_wrong, 0);
}

static int init(void **state)
{
	dc_table_init();
	return scratch_enter(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
	};

	return cmocka_run_group_tests(tests, init, scratch_leave);
}
