// SPDX-License-Identifier: GPL-2.0-only
/* Which files Keywords ask for, with semantic patches of its own. */
#include "keywords.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "cocci.h"

enum { ANY = 1, TOGETHER = 2, CALL = 4, CHAIN = 8 };

#define PATCH(keywords) { "rule", (const unsigned char *)(keywords), sizeof(keywords) - 1 }

const struct dc_cocci dc_cocci[] = {
	PATCH("/// any\n// Keywords: map, map_page,\n// unmap\n\nvirtual report\n@@ other @@\n"),
	PATCH("// Keywords: map with unmap, GFP; lone\n"),
	PATCH("// Keywords: GFP, DIR in alloc, map\n//\n\nvirtual patch\n"),
	PATCH("// Keywords: one with two with DIR in call; GFP in free"),
};
const size_t dc_nr_cocci = sizeof(dc_cocci) / sizeof(dc_cocci[0]);

static unsigned int met(const char *text)
{
	return dc_keywords_met(&(struct dc_bytes){ (char *)text, strlen(text), 0 });
}

static void one_of_them_will_do(void **state)
{
	(void)state;
	assert_int_equal(met("x = unmap(y);\n"), ANY);
	assert_int_equal(met("map_page"), ANY);
}

static void only_whole_words_count(void **state)
{
	(void)state;
	assert_int_equal(met(""), 0);
	assert_int_equal(met("map_pages(); unmaps_ lones; xmap; other; virtual; with; in;"), 0);
}

static void some_are_needed_together(void **state)
{
	(void)state;
	assert_int_equal(met("unmap(x);\n\nmap(y);\n"), ANY | TOGETHER);
	assert_int_equal(met("GFP;\nmap(y);\n"), ANY | TOGETHER);
	assert_int_equal(met("GFP;\n"), 0);
	assert_int_equal(met("lone"), TOGETHER);
}

static void some_behind_others(void **state)
{
	(void)state;
	assert_int_equal(met("alloc(x,\n\tDIR);\n"), CALL);
	assert_int_equal(met("alloc(x); /* first; */\nfree(DIR);\n"), CALL);
	assert_int_equal(met("alloc(x);\nfree(DIR);\n"), 0);
	assert_int_equal(met("alloc(x);"), 0);
	assert_int_equal(met("DIR; alloc(x);\n"), 0);
}

static void three_together(void **state)
{
	(void)state;
	assert_int_equal(met("call(DIR); two; one;\n"), CHAIN);
	assert_int_equal(met("call(DIR); two;\n"), 0);
	assert_int_equal(met("call(0);\nDIR; two; one;\n"), 0);
	assert_int_equal(met("free(GFP)"), CHAIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_of_them_will_do),
		cmocka_unit_test(only_whole_words_count),
		cmocka_unit_test(some_are_needed_together),
		cmocka_unit_test(some_behind_others),
		cmocka_unit_test(three_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
