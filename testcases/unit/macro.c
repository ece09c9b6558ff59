// SPDX-License-Identifier: GPL-2.0-only
/* What names stand for: definitions, headers, and text that takes a name's place. */
#include "expand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "scratch.h"
#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define A "DMA_ATTR_MMIO"
#define B "DMA_ATTR_NO_WARN"

/*
 * Definitions, a use behind them, and what becomes of it; alternatives are separated by " / ".  A
 * failure is told by its words in [ ].
 */
static const struct { const char *definitions, *use, *expected; } rows[] = {
	{ "", "X", "X" },
	{ "#define X " A, "f(X)", "f ( " A " )" },
	{ "#define X (" A " | " B ")", "X", "( " A " | " B " )" },
	{ "#define X /* none */", "X", "X" },
	{ "#define X other", "X", "X" },
	{ "#define X Y\n#define Y " A, "X", A },

	/* a name of another kind */
	{ "#define X " A, "a.X b->X", "a . X b -> X" },
	{ "#define X(a) " A, "X", "X" },
	{ "#define X (" A ")", "X(1)", "( " A " ) ( 1 )" },

	/* arguments */
	{ "#define X(a) f(a, " A ")", "X(b)", "f ( b , " A " )" },
	{ "#define X(a, b) " A " b a", "X((1, 2), {3, 4})", A " { 3 , 4 } ( 1 , 2 )" },
	{ "#define X() " A, "X()", A },
	{ "#define X(a) " A " a", "X()", A },
	{ "#define X(a) " A " a", "X(X(1))", A " " A " 1" },
	{ "#define X(a, ...) " A " __VA_ARGS__", "X(1, 2, 3) X(1)", A " 2 , 3 " A },
	{ "#define X(a...) f(" A ", a)", "X(1, 2)", "f ( " A " , 1 , 2 )" },
	{ "#define X(a) \\\n\t" A " \\\n\t| a", "X(1)", A " | 1" },

	/* # and ## */
	{ "#define X(a) f(#a, " A ")", "X(b c)", "f ( \"\" , " A " )" },
	{ "#define X(a) #a " A, "X(b)", "\"\" " A },
	{ "#define X(a) f(\\\n#a, " A ")", "X(b)", "f ( \"\" , " A " )" },
	{ "#define X(a) DMA_ATTR_##a", "X(MMIO) | X(NO_WARN)", A " | " B },
	{ "#define X(a, b) a##_##b " A, "X(c, d)", "c_d " A },
	{ "#define X(a) a##1 " A, "X()", "1 " A },
	{ "#define X(a) a ## a " A, "X(+)", "++ " A },
	{ "#define X(a) - ## a " A, "X(b)", "- b " A },
	{ "#define X(f, ...) p(" A ", f, ##__VA_ARGS__)", "X(1) X(1, 2)",
	  "p ( " A " , 1 ) p ( " A " , 1 , 2 )" },
	{ "#define X(f, a...) p(" A ", f, ## a)", "X(1) X(1, 2)",
	  "p ( " A " , 1 ) p ( " A " , 1 , 2 )" },

	/* constants, with parameters and without */
	{ "#define X 0x10", "X", "0x10" },
	{ "#define X (1 << Y)\n#define Y 3", "X", "( 1 << 3 )" },
	{ "#define X BIT(3)", "X", "BIT ( 3 )" },
	{ "#define X y", "X", "X" },
	{ "#define X (y + 1)", "X", "X" },
	{ "#define X(x) (GFP_KERNEL | (x))", "X(GFP_DMA)", "( GFP_KERNEL | ( GFP_DMA ) )" },
	{ "#define X(x) (x)", "X(y)", "( y )" },
	/* what a caller says twice may be done twice */
	{ "#define X(x) ((x) + (x))", "X(y)", "X ( y )" },
	{ "#define X \"text\"", "X", "X" },

	/* functions that the tables know of */
	{ "#define X(p) kfree(p)", "X(a)", "kfree ( a )" },
	{ "#define X(p) do { Y(p); } while (0)\n#define Y(p) __free_pages(p, 0)", "X(a);",
	  "do { __free_pages ( a , 0 ) ; } while ( 0 ) ;" },
	{ "#define X(p) pr_err(p)", "X(a)", "X ( a )" },

	/* the tables know better */
	{ "#define dma_map_sg(a) " A, "dma_map_sg(b)", "dma_map_sg ( b )" },

	/* circles */
	{ "#define X X | " A, "X", "X | " A },
	{ "#define X(a) X(a, " A ")", "X(1)", "X ( 1 , " A " )" },
	{ "#define X Y\n#define Y X | " A, "X Y", "X | " A " Y | " A },
	{ "#define X Y\n#define Y X", "X", "X" },
	{ "#define X Y\n#define Y X + 1", "X", "X" },

	/* enumerators and constants */
	{ "enum { X = " A " | " B ", Y, Z = " A " };", "X Y Z", A " | " B " Y " A },
	{ "static const unsigned long X = " A ";", "X", A },
	{ "static unsigned long X = " A ";", "X", "X" },
	{ "static const struct s X = { " A " };", "X", "X" },

	/* definitions that stand beside each other, and one that follows another */
	{ "#ifdef C\n#define X " A "\n#else\n#define X 0\n#endif", "X", "0 / " A },
	{ "#ifdef C\n#define X " A "\n#define Y 1\n#else\n#define X 0\n#define Y 2\n#endif", "X Y",
	  "0 2 / " A " 1" },
	{ "#ifdef C\n#define X(a) f(a, " A ")\n#else\n#define X(a)\n#endif", "X(1)",
	  " / f ( 1 , " A " )" },
	{ "#define X " A "\n#define X " A, "X", A },
	{ "#define X " A "\n#undef X\n#define X 0", "X", "0" },
	{ "#define X " A "\n#undef X", "X", "X" },
	{ "#undef X\n#define X " A, "X", A },
	{ "#define X 1\n#define X 2\n#define X 3\n#define X 4", "X", "4 / 3 / 2 / 1" },
	{ "#define X 1\n#define X 2\n#define X 3\n#define X 4\n#define X " A, "X",
	  "[too many definitions of one macro]" },

	/* what cannot be replaced is told */
	{ "#define X(a...) f(a, " A ")", "X(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,"
	  "23,24,25,26,27,28,29,30,31,32,33)", "[a macro has too many arguments]" },
	{ "#define X(a) f(a, " A ")", "X(1", "X ( 1" },
};

struct file {
	char text[1 << 16];
	struct dc_items items;
	struct dc_macros *macros;
	struct dc_scope scope;
};

static void open_file(struct file *f, const char *path)
{
	f->items = (struct dc_items){ 0 };
	dc_split(f->text, strlen(f->text), &f->items);
	f->macros = dc_macros_read(path, f->text, &f->items);
	dc_scope_open(&f->scope, path, NULL, f->text, &f->items, f->macros, NULL);
}

static void close_file(struct file *f)
{
	dc_scope_close(&f->scope);
	dc_macros_free(f->macros);
	free(f->items.items);
}

/* All alternatives of a use at the end of the file. */
static void expand_all(struct file *f, const char *use, char *all)
{
	struct dc_tokens tokens = { 0 }, out = { 0 };

	dc_tokens_lex(&tokens, use, strlen(use), strlen(f->text));
	f->scope.nr_choices = 1;
	*all = '\0';
	for (f->scope.choice = 0; f->scope.choice < f->scope.nr_choices; f->scope.choice++) {
		const char *failure = dc_expand(&f->scope, &tokens, &out);

		if (failure) {
			sprintf(all, "[%s]", failure);
			break;
		}
		sprintf(all + strlen(all), "%s%s", f->scope.choice ? " / " : "", tokens_join(&out));
		out.nr = 0;
	}
	free(tokens.items);
	free(out.items);
}

static void all_rows(void **state)
{
	static struct file f;
	unsigned int nr_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char all[1024];

		sprintf(f.text, "%s\n", rows[i].definitions);
		open_file(&f, "no/such/folder/file.c");
		expand_all(&f, rows[i].use, all);
		close_file(&f);
		if (strcmp(all, rows[i].expected)) {
			print_error("%s, %s:\n'%s', not\n'%s'\n", rows[i].definitions, rows[i].use, all,
				    rows[i].expected);
			nr_wrong++;
		}
	}
	assert_int_equal(nr_wrong, 0);
}

static void relevance(void **state)
{
	static struct file f;

	(void)state;
	strcpy(f.text, "#define X Y\n#define Y " A "\n#define Z 1\n#define W kfree(0)\n");
	open_file(&f, "file.c");
	assert_true(dc_expand_has_relevant(&f.scope));
	assert_true(dc_expand_is_relevant(&f.scope, "X", 1));
	assert_true(dc_expand_is_relevant(&f.scope, "Y", 1));
	assert_false(dc_expand_is_relevant(&f.scope, "Z", 1));
	assert_false(dc_expand_is_relevant(&f.scope, "W", 1));
	assert_false(dc_expand_is_relevant(&f.scope, "V", 1));
	close_file(&f);
	strcpy(f.text, "#define Z 1\n");
	open_file(&f, "file.c");
	assert_false(dc_expand_has_relevant(&f.scope));
	close_file(&f);
}

/* `nr` macros, each of which names the one before it `times` times. */
static void write_tower(struct file *f, unsigned int nr, unsigned int times, const char *ground)
{
	size_t used = sprintf(f->text, "#define X0 %s\n", ground);

	for (unsigned int i = 1; i <= nr; i++) {
		used += sprintf(f->text + used, "#define X%u X%u", i, i - 1);
		for (unsigned int k = 1; k < times; k++)
			used += sprintf(f->text + used, " X%u", i - 1);
		used += sprintf(f->text + used, "\n");
	}
	assert_true(used < sizeof(f->text));
}

/* Whoever asks at each step for each name takes 8^400 steps. */
static void towers(void **state)
{
	static struct file f;
	char all[1024];

	(void)state;
	write_tower(&f, 400, 8, "nothing");
	open_file(&f, "file.c");
	assert_false(dc_expand_is_relevant(&f.scope, "X400", 4));
	expand_all(&f, "X400", all);
	assert_string_equal(all, "X400");
	close_file(&f);
	write_tower(&f, 400, 8, A);
	open_file(&f, "file.c");
	assert_true(dc_expand_is_relevant(&f.scope, "X400", 4));
	expand_all(&f, "X400", all);
	assert_string_equal(all, "[macros within macros too deep]");
	expand_all(&f, "X15", all);
	assert_string_equal(all, "[macros expand to too much text]");
	close_file(&f);
	write_tower(&f, 15, 1, A);
	open_file(&f, "file.c");
	expand_all(&f, "X15", all);
	assert_string_equal(all, A);
	close_file(&f);
}

static void headers(void **state)
{
	static struct file f;
	char all[1024];

	(void)state;
	scratch_write("a.h", "#include \"b.h\"\n#define X " A "\n");
	scratch_write("b.h", "#include \"a.h\"\n#define Y " B "\n#define Z " A "\n#undef Z\n");
	assert_int_equal(mkfifo("pipe.h", 0600), 0);
	strcpy(f.text, "#include \"a.h\"\n#include \"pipe.h\"\n#include \"/dev/zero\"\n#include \"\"\n"
	       "#include <none.h>\n#include \"../\n#define X 0\n");
	open_file(&f, "file.c");
	assert_int_equal(f.scope.nr_headers, 2);
	expand_all(&f, "X Y Z", all);
	assert_string_equal(all, "0 " B " Z");
	close_file(&f);
	dc_scope_shutdown();
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
		cmocka_unit_test(relevance),
		cmocka_unit_test(towers),
		cmocka_unit_test_setup_teardown(headers, scratch_enter, scratch_leave),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
