// SPDX-License-Identifier: GPL-2.0-only
/* What is a token, and of which kind; any bytes will do. */
#include "lex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* A letter a kind before each token: i n s c p d; | between tokens. */
static const struct { const char *text, *tokens; } rows[] = {
	/* nothing */
	{ "", "" },
	{ " \t\v\f\r\n", "" },

	/* words and numbers */
	{ "a _b1 $c", "i:a|i:_b1|i:$c" },
	{ "\xc3\xa9t\xc3\xa9", "i:\xc3\xa9t\xc3\xa9" },
	{ "\xff\xfe", "i:\xff\xfe" },
	{ "0 0x1fUL 1.5e3 08z", "n:0|n:0x1fUL|n:1.5e3|n:08z" },
	{ "0x1p+3 0x1p-3", "n:0x1p+3|n:0x1p-3" },
	{ "1+2", "n:1|p:+|n:2" },

	/* the longest mark wins */
	{ "a+++b", "i:a|p:++|p:+|i:b" },
	{ "a<<=b>>=c<<d>>e", "i:a|p:<<=|i:b|p:>>=|i:c|p:<<|i:d|p:>>|i:e" },
	{ "f(...)", "i:f|p:(|p:...|p:)" },
	{ "..", "p:.|p:." },
	{ "a->b-->c", "i:a|p:->|i:b|p:--|p:>|i:c" },
	{ "|=||&&&=##==!=<=>=", "p:|=|p:|||p:&&|p:&=|p:##|p:==|p:!=|p:<=|p:>=" },
	{ "a?:b@`", "i:a|p:?|p::|i:b|p:@|p:`" },

	/* literals */
	{ "\"a b\" \"\"", "s:\"a b\"|s:\"\"" },
	{ "\"a\\\"b\"c", "s:\"a\\\"b\"|i:c" },
	{ "\"/* no comment */\"", "s:\"/* no comment */\"" },
	{ "'a' '\\'' '\"'", "c:'a'|c:'\\''|c:'\"'" },
	{ "\"a\\\nb\"c", "s:\"a\\\nb\"|i:c" },
	{ "\"open\nx", "s:\"open|i:x" },
	{ "'open\nx", "c:'open|i:x" },
	{ "\"", "s:\"" },
	{ "\"\\", "s:\"\\" },

	/* comments */
	{ "a/**/b", "i:a|i:b" },
	{ "a/*/b*/c", "i:a|i:c" },
	{ "a/***/b", "i:a|i:b" },
	{ "a// \"\nb", "i:a|i:b" },
	{ "a// c\\\nstill\nb", "i:a|i:b" },
	{ "a// c\\\r\nstill\r\nb", "i:a|i:b" },
	{ "a// end", "i:a" },
	{ "a/* open", "i:a" },
	{ "a/*", "i:a" },
	{ "a/* *", "i:a" },
	{ "a/b", "i:a|p:/|i:b" },
	{ "/", "p:/" },

	/* preprocessor lines */
	{ "#define A 1\nb", "d:#define A 1|i:b" },
	{ " \t# if A\nb", "d:# if A|i:b" },
	{ "/* c */ #if A\nb", "d:#if A|i:b" },
	{ "a # b ## c", "i:a|p:#|i:b|p:##|i:c" },
	{ "a /*\n*/ # b", "i:a|p:#|i:b" },
	{ "#define A \\\n\t1\nb", "d:#define A \\\n\t1|i:b" },
	{ "#define A \\\r\n\t1\r\nb", "d:#define A \\\r\n\t1\r|i:b" },
	{ "#define A /* x\n y */ 1\nb", "d:#define A /* x\n y */ 1|i:b" },
	{ "#define A /* x */ 1 /* y\n */\nb", "d:#define A /* x */ 1 /* y\n */|i:b" },
	{ "#define A 1 // x /* y\nb", "d:#define A 1 // x /* y|i:b" },
	{ "#define A 1 / 2\nb", "d:#define A 1 / 2|i:b" },
	{ "#define A \"/*\"\nb", "d:#define A \"/*\"|i:b" },
	{ "#define A '\"' /* x\n */\nb", "d:#define A '\"' /* x\n */|i:b" },
	{ "#error don't /* x\n */\nb", "d:#error don't /* x\n */|i:b" },
	{ "#define A \\", "d:#define A \\" },
	{ "#", "d:#" },
	{ "#\n#\n", "d:#|d:#" },
};

/* Backslash-newline and NUL are white space between tokens. */
static const struct { const char *text; size_t length; const char *tokens; } bytes[] = {
	{ "a\0b", 3, "i:a|i:b" },
	{ "\0\0\0", 3, "" },
	{ "a \\\nb", 5, "i:a|i:b" },
	{ "a\\", 2, "i:a" },
	{ "#a\0b\nc", 6, "d:#a|i:c" },
};

static void assert_tokens(const char *text, size_t length, const char *expected)
{
	static const char kinds[] = { 'E', 'i', 'n', 's', 'c', 'p', 'd' };
	struct dc_lexer lexer = dc_lexer_start(text, length);
	char all[512] = "";
	struct dc_token token;

	while ((token = dc_lexer_next(&lexer)).kind != DC_TOKEN_END) {
		assert_ptr_equal(token.text, text + token.offset);
		sprintf(all + strlen(all), "%s%c:%.*s", all[0] ? "|" : "", kinds[token.kind], (int)token.length,
			token.text);
	}
	if (strcmp(all, expected))
		fail_msg("'%s', not '%s'", all, expected);
	for (int i = 0; i < 3; i++)
		assert_int_equal(dc_lexer_next(&lexer).kind, DC_TOKEN_END);
}

static void all_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		/* in memory of its exact size: no byte behind the end is read */
		size_t length = strlen(rows[i].text);
		char *copy = malloc(length + 1);

		assert_non_null(copy);
		memcpy(copy, rows[i].text, length);
		copy = realloc(copy, length ? length : 1);
		assert_tokens(copy, length, rows[i].tokens);
		free(copy);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bytes); i++)
		assert_tokens(bytes[i].text, bytes[i].length, bytes[i].tokens);
}

static void first_column(void **state)
{
	static const char text[] = "a b\n c\nd /*\n*/ e\n/**/f\n\\\ng";
	static const char *const first = "ad";
	struct dc_tokens tokens = tokens_of(text);

	(void)state;
	for (size_t i = 0; i < tokens.nr; i++)
		assert_int_equal(tokens.items[i].column0,
				 strchr(first, tokens.items[i].text[0]) != NULL ||
				 (tokens.items[i].text[0] == 'g'));
	free(tokens.items);
}

static void offsets_count_from_where_they_are_told(void **state)
{
	struct dc_tokens tokens = { 0 };

	(void)state;
	dc_tokens_lex(&tokens, "a", 1, 7);
	dc_tokens_lex(&tokens, " b c", 4, 100);
	assert_int_equal(tokens.nr, 3);
	assert_int_equal(tokens.items[0].offset, 7);
	assert_int_equal(tokens.items[1].offset, 101);
	assert_int_equal(tokens.items[2].offset, 103);
	free(tokens.items);
}

static void comparing(void **state)
{
	struct dc_tokens tokens = tokens_of("if ifs i ; ;;");

	(void)state;
	assert_true(dc_token_is(&tokens.items[0], "if"));
	assert_false(dc_token_is(&tokens.items[1], "if"));
	assert_false(dc_token_is(&tokens.items[2], "if"));
	assert_true(dc_token_is_char(&tokens.items[3], ';'));
	assert_false(dc_token_is_char(&tokens.items[0], 'i'));
	free(tokens.items);
}

static void closing_brackets(void **state)
{
	static const struct { const char *text; size_t open, close; } cases[] = {
		{ "( )", 0, 1 }, { "( a ( b ) c ) d", 0, 6 }, { "( a ( b ) c ) d", 2, 4 },
		{ "[ ( { } ) ]", 0, 5 }, { "( ( )", 0, 3 }, { "( \")\" ')' )", 0, 3 }, { "(", 0, 1 },
		/* kinds are not told apart: a missing one is made up for by the next */
		{ "( ]", 0, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct dc_tokens tokens = tokens_of(cases[i].text);

		assert_int_equal(dc_tokens_close(&tokens, cases[i].open), cases[i].close);
		free(tokens.items);
	}
}

static void hundred_thousand(void **state)
{
	enum { NR = 100000 };
	static const char *const pieces[] = { "(", "[{(", "/", "\"", "'", "#", "\\\n", "/*", "\n#if", "\xff", "a\\\r\n" };
	char *text = malloc(4 * NR);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		struct dc_tokens tokens = { 0 };
		size_t length = strlen(pieces[i]);

		for (size_t k = 0; k < NR; k++)
			memcpy(text + k * length, pieces[i], length);
		dc_tokens_lex(&tokens, text, length * NR, 0);
		for (size_t k = 1; k < tokens.nr; k++)
			assert_true(tokens.items[k - 1].offset + tokens.items[k - 1].length <=
				    tokens.items[k].offset);
		if (tokens.nr)
			assert_true(dc_tokens_close(&tokens, 0) <= tokens.nr);
		free(tokens.items);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test(first_column),
		cmocka_unit_test(offsets_count_from_where_they_are_told),
		cmocka_unit_test(comparing),
		cmocka_unit_test(closing_brackets),
		cmocka_unit_test(hundred_thousand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
