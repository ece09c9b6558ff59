// SPDX-License-Identifier: GPL-2.0-only
/* A file as a whole: which of its functions are read, in which order, and what is said of the rest. */
#include "source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kernel.h"
#include "scratch.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define MAP(attrs) "dma_map_page_attrs(dev, page, 0, 64, DMA_TO_DEVICE, " attrs ")"
#define HEAD "(struct device *dev, struct page *page, unsigned long attrs)\n{\n"

/*
 * A file and the lines of its errors, with the function of each, and then its gaps in [ ].  What is
 * wrong in all of them: DMA_ATTR_MMIO given to a page.
 */
static const struct { const char *text, *outcome; } rows[] = {
	{ "", "" },
	{ "int f" HEAD MAP("0") ";\n}\n", "" },
	{ "int f" HEAD MAP("DMA_ATTR_MMIO") ";\n}\n", "3:f" },

	/* by a macro, whichever of its definitions it has */
	{ "#define A DMA_ATTR_MMIO\nint f" HEAD MAP("A") ";\n}\n", "4:f" },
	{ "#ifdef X\n#define A 0\n#else\n#define A DMA_ATTR_MMIO\n#endif\nint f" HEAD MAP("A") ";\n}\n",
	  "8:f" },
	{ "#ifdef X\n#define A DMA_ATTR_MMIO\n#else\n#define A 0\n#endif\nint f" HEAD MAP("A") ";\n}\n",
	  "8:f" },
	{ "#define A DMA_ATTR_MMIO\n#undef A\n#define A 0\nint f" HEAD MAP("A") ";\n}\n", "" },
	{ "#define M(d, p, a) dma_map_page_attrs(d, p, 0, 64, DMA_TO_DEVICE, DMA_ATTR_##a)\n"
	  "int f" HEAD "M(dev, page, MMIO);\n}\n", "4:f" },
	{ "#define A(x) (DMA_ATTR_NO_WARN | (x))\nint f" HEAD MAP("A(1 << 10)") ";\n}\n", "4:f" },
	{ "int f" HEAD "enum { A = DMA_ATTR_MMIO };\n" MAP("A") ";\n}\n", "4:f" },

	/* by a wrapper, before its definition and behind it */
	{ "int w" HEAD "return " MAP("attrs") ";\n}\nint f" HEAD "w(dev, page, DMA_ATTR_MMIO);\n}\n",
	  "7:f" },
	{ "int w(struct device *, struct page *, unsigned long);\n"
	  "int f" HEAD "w(dev, page, DMA_ATTR_MMIO);\n}\nint w" HEAD "return " MAP("attrs") ";\n}\n",
	  "4:f" },
	/* a wrapper's wrapper names nothing of the tables */
	{ "int f" HEAD "v(dev, page, DMA_ATTR_MMIO);\n}\nint v" HEAD "return w(dev, page, attrs);\n}\n"
	  "int w" HEAD "return " MAP("attrs") ";\n}\n", "3:f" },
	/* in a circle somebody is first */
	{ "int f" HEAD "g(dev, page, 0);\n" MAP("DMA_ATTR_MMIO") ";\n}\n"
	  "int g" HEAD "f(dev, page, 0);\n" MAP("DMA_ATTR_MMIO") ";\n}\n", "4:f 9:g" },

	/* each arm */
	{ "int f" HEAD "#ifdef X\n" MAP("0") ";\n#else\n" MAP("DMA_ATTR_MMIO") ";\n#endif\n}\n", "6:f" },

	/* what cannot be read, and why */
	{ "int f" HEAD MAP("DMA_ATTR_MMIO") " 1 2 3;\n}\n", "[f: not understood as C]" },
	{ "int f" HEAD "int g(void) { " MAP("DMA_ATTR_MMIO") "; }\n}\n", "[f: not understood as C]" },
	{ "#define A 1\n#define A 2\n#define A 3\n#define A 4\n#define A DMA_ATTR_MMIO\n"
	  "int f" HEAD MAP("A") ";\n}\n", "[f: too many definitions of one macro]" },
	/* what needs no reading may be anything */
	{ "int g(void)\n{\n1 2 3\n}\nint f" HEAD MAP("DMA_ATTR_MMIO") ";\n}\n", "7:f" },
};

static void put_outcome(const struct dc_findings *findings, const struct dc_coverage *coverage,
			char *text)
{
	*text = '\0';
	for (size_t i = 0; i < findings->nr; i++)
		if (findings->items[i].level == DC_LEVEL_ERROR)
			sprintf(text + strlen(text), "%s%u:%s", *text ? " " : "",
				findings->items[i].line, findings->items[i].function);
	for (size_t i = 0; i < coverage->nr_gaps; i++)
		sprintf(text + strlen(text), "%s[%s: %s]", *text ? " " : "",
			coverage->gaps[i].function, coverage->gaps[i].reason);
}

/* The outcome lives until the next call. */
static const char *check(const char *path, const char *text)
{
	static char outcome[1024];
	struct dc_kernel kernel = dc_kernel_newest();
	struct dc_source_file file = {
		.path = path, .text = text, .length = strlen(text), .kernel = &kernel,
	};
	struct dc_result result = { 0 };

	assert_true(dc_source_check(&file, &result));
	dc_findings_settle(&result.findings, NULL);
	put_outcome(&result.findings, &result.coverage, outcome);
	dc_result_free(&result);
	return outcome;
}

static void all_rows(void **state)
{
	unsigned int nr_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *outcome = check("no/such/folder/file.c", rows[i].text);

		if (strcmp(outcome, rows[i].outcome)) {
			print_error("%s\n'%s', not '%s'\n", rows[i].text, outcome, rows[i].outcome);
			nr_wrong++;
		}
	}
	assert_int_equal(nr_wrong, 0);
}

/* A wrapper of a header makes callers guilty, but its own mistakes are told when it is checked. */
static void headers(void **state)
{
	static const char user[] = "#include \"v.h\"\n"
		"int f" HEAD "w(dev, page, DMA_ATTR_MMIO);\nv(dev, page, DMA_ATTR_MMIO);\n}\n";

	(void)state;
	scratch_write("w.h", "#include \"file.c\"\nstatic inline int w" HEAD "return "
		      MAP("attrs") ";\n}\nstatic int bad" HEAD MAP("DMA_ATTR_MMIO") ";\n}\n");
	scratch_write("v.h", "#include \"w.h\"\nstatic inline int v" HEAD
		      "return w(dev, page, attrs);\n}\nstatic int u" HEAD MAP("attrs") ";\n}\n");
	scratch_write("file.c", user);
	assert_string_equal(check("file.c", user), "4:f 5:f");
	/* The file's own function is meant, not the header's. */
	assert_string_equal(check("other.c", "#include \"w.h\"\nint w" HEAD "return 0;\n}\n"
				  "int f" HEAD "w(dev, page, DMA_ATTR_MMIO);\n}\n"), "");
	dc_source_shutdown();
}

static void private_names(void **state)
{
	static const char text[] = "int f(void)\n{\n\treturn __DMA_ATTR_ALLOC_CC_SHARED;\n}\n"
				   "#define A (1 | __DMA_ATTR_ALLOC_CC_SHARED)\n";

	(void)state;
	assert_string_equal(check("drivers/file.c", text), "3:f 5:");
	assert_string_equal(check("kernel/dma/direct.c", text), "");
}

static void counts(void **state)
{
	static const char text[] = "int f" HEAD MAP("0") ";\n}\nint g(void)\n{\n}\n"
				   "#define W set_memory_decrypted(0, 1)\nint h(void)\n{\nW;\n}\n";
	struct dc_kernel kernel = dc_kernel_newest();
	struct dc_source_file file = {
		.path = "file.c", .text = text, .length = strlen(text), .kernel = &kernel,
	};
	struct dc_result result = { 0 };

	(void)state;
	assert_true(dc_source_check(&file, &result));
	assert_int_equal(result.coverage.functions, 3);
	assert_int_equal(result.coverage.functions_relevant, 2);
	assert_int_equal(result.coverage.nr_gaps, 0);
	assert_int_equal(result.coverage.files_seen, 0);
	dc_result_free(&result);
}

/* 100,000 of anything between two functions that must be read. */
static void hostile(void **state)
{
	static const char *const pieces[] = { "(", "{", "\"", "'", "#if A\n", "#define X X X\n", "\\\n",
					      "/", "\xff", "\r\n", "x ", "} ", "a(b) c;\n" };
	static const char good[] = "int f" HEAD MAP("DMA_ATTR_MMIO") ";\n}\n";
	enum { NR = 100000 };
	char *text = malloc(sizeof(good) + 20 * NR);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		size_t length = strlen(good), width = strlen(pieces[i]);

		strcpy(text, good);
		for (size_t k = 0; k < NR; k++, length += width)
			memcpy(text + length, pieces[i], width);
		text[length] = '\0';
		assert_string_equal(check("file.c", text), "3:f");
	}
	free(text);
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
	dc_source_shutdown();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test_setup_teardown(headers, scratch_enter, scratch_leave),
		cmocka_unit_test(private_names),
		cmocka_unit_test(counts),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, init, finish);
}
