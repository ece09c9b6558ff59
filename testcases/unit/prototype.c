// SPDX-License-Identifier: GPL-2.0-only
/* Parameters between commas, whatever brackets are around. */
#include "prototype.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* The last word of each parameter, and behind | the first token of the body. */
static const struct { const char *text, *parameters; } rows[] = {
	{ "f()", "|" },
	{ "int f(void);", "void |;" },
	{ "int f(struct device *dev, size_t size)\n{ g(1, 2); }", "dev size |{" },
	{ "f(d, a, s) g(d, a, 0)", "d a s |g" },
	{ "f(int (*g)(int a, int b), struct { int x, y; } z)", ") z |" },
	{ "__attr(1) int f(int a, /* , */ int b);", "a b |;" },
	{ "f(a,, b)", "a b |" },
	{ "f(a, b", NULL },
	{ "f", NULL },
	{ "int f = 1;", NULL },
	{ "f(a,b,c,d,e,g,h,i,j,k,l,m,n,o,p,q)", "a b c d e g h i j k l m n o p q |" },
	{ "f(a,b,c,d,e,g,h,i,j,k,l,m,n,o,p,q,r)", NULL },
};

static void print(const struct dc_prototype *prototype, char *out)
{
	const struct dc_tokens *tokens = &prototype->tokens;

	for (unsigned int i = 0; i < prototype->nr; i++) {
		const struct dc_token *name = &tokens->items[prototype->parameters[i].to - 1];

		out += sprintf(out, "%.*s ", (int)name->length, name->text);
	}
	out += sprintf(out, "|");
	if (prototype->body < tokens->nr)
		sprintf(out, "%.*s", (int)tokens->items[prototype->body].length,
			tokens->items[prototype->body].text);
}

static const char *name_in(const char *text)
{
	const char *open = strstr(text, "f(");

	return open ? open : strchr(text, 'f');
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *text = rows[i].text;
		struct dc_prototype prototype;
		char found[256];
		bool is_read = dc_prototype_read(&prototype, text, strlen(text), name_in(text), 1);

		assert_int_equal(is_read, rows[i].parameters != NULL);
		if (is_read) {
			print(&prototype, found);
			assert_string_equal(found, rows[i].parameters);
		}
		dc_prototype_free(&prototype);
	}
}

static void test_find(void **state)
{
	static const char text[] = "f(struct device *dev, unsigned long attrs)";
	struct dc_prototype prototype;
	struct dc_token name = { .text = "attrs", .length = 5 };

	(void)state;
	assert_true(dc_prototype_read(&prototype, text, strlen(text), text, 1));
	assert_int_equal(dc_prototype_find(&prototype, &name), 1);
	name = (struct dc_token){ .text = "device", .length = 6 };
	assert_int_equal(dc_prototype_find(&prototype, &name), -1);
	assert_true(dc_parameter_has(&prototype.tokens, &prototype.parameters[0], "device"));
	assert_false(dc_parameter_has(&prototype.tokens, &prototype.parameters[1], "device"));
	dc_prototype_free(&prototype);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
