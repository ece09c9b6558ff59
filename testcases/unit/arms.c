// SPDX-License-Identifier: GPL-2.0-only
/* Every arm of every #if is in some variant, and no variant mixes two arms of one. */
#include "arms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define LONG "NAME_OF_FORTY_CHARACTERS_AND_A_FEW_MORE + NAME_OF_FORTY_CHARACTERS_AND_A_FEW_MORE +" \
	" NAME_OF_FORTY_CHARACTERS_AND_A_FEW_MORE + NAME_OF_FORTY_CHARACTERS_AND_A_FEW_MORE"

/* Variants are separated by " / ". */
static const struct { const char *text, *variants; } rows[] = {
	{ "", "" },
	{ "a b", "a b" },
	{ "a\n#define X\n#pragma x\nb", "a b" },
	{ "a\n#if X\nb\n#endif\nc", "a b c / a c" },
	{ "#if X\na\n#else\nb\n#endif", "a / b" },
	{ "#if X\na\n#elif Y\nb\n#else\nc\n#endif", "a / b / c" },
	{ "#if X\na\n#elif Y\nb\n#endif", "a / b / " },

	/* groups that do not depend on each other advance together */
	{ "#if X\na\n#else\nb\n#endif\n#if Y\nc\n#else\nd\n#endif", "a c / b d" },

	/* equal conditions are decided alike, however they are spelled */
	{ "#ifdef X\na\n#endif\nm\n#ifdef X\nb\n#endif", "a m b / m" },
	{ "#ifdef X\na\n#endif\nm\n#ifndef X\nb\n#endif", "a m / m b" },
	{ "#ifdef X\na\n#endif\nm\n#if defined(X)\nb\n#endif", "a m b / m" },
	{ "#if !defined X\na\n#endif\nm\n#ifdef X\nb\n#endif", "a m / m b" },
	{ "#ifdef X\na\n#endif\nm\n#if IS_ENABLED(X)\nb\n#endif", "a m b / m" },
	{ "#ifdef X\na\n#endif\nm\n#if IS_REACHABLE(X)\nb\n#endif", "a m b / m" },
	/* !X && Y isn't the opposite of X && Y */
	{ "#if X && Y\na\n#endif\nm\n#if !X && Y\nb\n#endif", "a m b / m" },
	{ "#if X && Y\na\n#endif\nm\n#if !(X && Y)\nb\n#endif", "a m / m b" },
	{ "#if (X && Y)\na\n#endif\nm\n#if !(defined(X) && (Y))\nb\n#endif", "a m / m b" },
	{ "#if (X || Y) && Z\na\n#endif\nm\n#if X || Y && Z\nb\n#endif", "a m b / m" },
	{ "#ifdef X\na\n#endif\nm\n#if !!X\nb\n#endif", "a m b / m" },
	/* long ones are compared to their end */
	{ "#if " LONG " + 1\na\n#endif\nm\n#if !(" LONG " + 1)\nb\n#endif", "a m / m b" },
	{ "#if " LONG " + 1\na\n#endif\nm\n#if !(" LONG " + 2)\nb\n#endif", "a m b / m" },

	/* constants */
	{ "#if 0\na\n#else\nb\n#endif", "b" },
	{ "#if 1\na\n#else\nb\n#endif", "a" },
	{ "#if 0\n#if X\na\n#endif\n#endif\nb", "b" },

	/* within each other */
	{ "#if X\n#if Y\na\n#else\nb\n#endif\n#endif", "a /  / b" },
	{ "#if X\na\n#else\n#if Y\nb\n#else\nc\n#endif\n#endif", "a / b / c" },

	/* what does not add up */
	{ "#if X\na", "a / " },
	{ "a\n#endif\nb", "a b" },
	{ "a\n#else\nb", "a b" },
	{ "#else\n#if\na\n#endif", "a / " },
	{ "#if X\na\n#else\nb\n#else\nc\n#endif", "a / b" },
};

static void all_rows(void **state)
{
	unsigned int nr_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct dc_tokens tokens = tokens_of(rows[i].text), variant = { 0 };
		char all[512] = "";
		struct dc_arms arms;

		dc_arms_find(&arms, &tokens);
		for (; dc_arms_next(&arms, &tokens, &variant); variant.nr = 0)
			sprintf(all + strlen(all), "%s%s", arms.variants > 1 ? " / " : "",
				tokens_join(&variant));
		assert_int_equal(variant.nr, 0);
		assert_false(arms.too_many);
		dc_arms_free(&arms);
		free(variant.items);
		if (strcmp(all, rows[i].variants)) {
			print_error("'%s': '%s', not '%s'\n", rows[i].text, all, rows[i].variants);
			nr_wrong++;
		}
		free(tokens.items);
	}
	assert_int_equal(nr_wrong, 0);
}

/* What is in `out` already stays there. */
static void appends(void **state)
{
	struct dc_tokens tokens = tokens_of("b"), out = tokens_of("a");
	struct dc_arms arms;

	(void)state;
	dc_arms_find(&arms, &tokens);
	assert_true(dc_arms_next(&arms, &tokens, &out));
	assert_string_equal(tokens_join(&out), "a b");
	assert_false(dc_arms_next(&arms, &tokens, &out));
	assert_string_equal(tokens_join(&out), "a b");
	dc_arms_free(&arms);
	free(tokens.items);
	free(out.items);
}

/* `nr` groups; with `own` conditions that exclude each other, so that each takes a variant. */
static void too_many_after(unsigned int nr, bool own, unsigned int expected, bool too_many)
{
	char text[4096] = "";
	struct dc_tokens tokens, variant = { 0 };
	unsigned int variants = 0;
	struct dc_arms arms;

	for (unsigned int i = 0; i < nr; i++)
		sprintf(text + strlen(text), own ? "%s X%u\na\n" : "%s X%u\na\n#endif\n",
			own && i ? "#elif" : "#if", i);
	tokens = tokens_of(text);
	dc_arms_find(&arms, &tokens);
	for (; dc_arms_next(&arms, &tokens, &variant); variant.nr = 0)
		variants++;
	assert_int_equal(variants, expected);
	assert_int_equal(arms.too_many, too_many);
	dc_arms_free(&arms);
	free(tokens.items);
	free(variant.items);
}

/* What is left out is told. */
static void limits(void **state)
{
	(void)state;
	too_many_after(DC_MAX_VARIANTS - 1, true, DC_MAX_VARIANTS, false);
	too_many_after(DC_MAX_VARIANTS, true, DC_MAX_VARIANTS, true);
	too_many_after(DC_MAX_GROUPS, false, 2, false);
	too_many_after(DC_MAX_GROUPS + 1, false, 0, true);
}

/*
 * Every way to write up to three #ifs, behind or within each other, with up to three arms, each with
 * a condition of its own or with the first one's.  The variants are compared with what a
 * preprocessor makes of the text under each configuration.
 */
enum { MAX_IFS = 3, CODES_OF_IF = 32, NR_NAMES = 2 * MAX_IFS };

struct script {
	char text[512];
	unsigned int nr_tokens;
};

static void write_if(struct script *s, unsigned int *code, unsigned int *nr_ifs)
{
	unsigned int shape = *code % 4, is_first = *code / 4 % 2, nested = *code / 8 % 4;
	unsigned int number = (*nr_ifs)++;

	*code /= CODES_OF_IF;
	sprintf(s->text + strlen(s->text), "#if%sdef %c\nt%u\n", shape == 3 ? "n" : "",
		'A' + (is_first ? 0 : number), s->nr_tokens++);
	if (nested == 1 && *nr_ifs < MAX_IFS)
		write_if(s, code, nr_ifs);
	if (shape == 2)
		sprintf(s->text + strlen(s->text), "#elif %c\nt%u\n", 'A' + MAX_IFS + number, s->nr_tokens++);
	if (nested == 2 && *nr_ifs < MAX_IFS)
		write_if(s, code, nr_ifs);
	if (shape) {
		sprintf(s->text + strlen(s->text), "#else\nt%u\n", s->nr_tokens++);
		if (nested == 3 && *nr_ifs < MAX_IFS)
			write_if(s, code, nr_ifs);
	}
	strcat(s->text, "#endif\n");
	while (!nested && *nr_ifs < MAX_IFS && *code)
		write_if(s, code, nr_ifs);
}

static bool is_defined(const struct dc_token *directive, unsigned int configuration)
{
	return configuration >> (directive->text[directive->length - 1] - 'A') & 1;
}

/* The tokens t0, t1 … that are left, one bit each. */
static unsigned int preprocess(const struct dc_tokens *tokens, unsigned int configuration)
{
	bool active[MAX_IFS + 1] = { true }, decided[MAX_IFS + 1] = { false };
	unsigned int depth = 0, left = 0;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind != DC_TOKEN_DIRECTIVE) {
			left |= active[depth] ? 1u << (token->text[1] - '0') : 0;
			continue;
		}
		switch (token->text[2]) {
		case 'f':
			depth++;
			decided[depth] = is_defined(token, configuration) == (token->text[3] == 'd');
			active[depth] = active[depth - 1] && decided[depth];
			break;
		case 'l':
			active[depth] = active[depth - 1] && !decided[depth] &&
					(token->text[3] == 's' || is_defined(token, configuration));
			decided[depth] |= active[depth];
			break;
		default:
			depth--;
		}
	}
	return left;
}

static bool some_configuration_has(const struct dc_tokens *tokens, unsigned int left)
{
	for (unsigned int c = 0; c < 1u << NR_NAMES; c++)
		if (preprocess(tokens, c) == left)
			return true;
	return false;
}

static void as_a_preprocessor_does(void **state)
{
	unsigned int nr_lost = 0, nr_impossible = 0;

	(void)state;
	for (unsigned int code = 0; code < CODES_OF_IF * CODES_OF_IF * CODES_OF_IF; code++) {
		struct script s = { 0 };
		unsigned int rest = code, nr_ifs = 0, seen = 0, possible = 0;
		struct dc_tokens tokens, variant = { 0 };
		struct dc_arms arms;

		write_if(&s, &rest, &nr_ifs);
		tokens = tokens_of(s.text);
		for (unsigned int c = 0; c < 1u << NR_NAMES; c++)
			possible |= preprocess(&tokens, c);
		dc_arms_find(&arms, &tokens);
		for (; dc_arms_next(&arms, &tokens, &variant); variant.nr = 0) {
			unsigned int left = 0;

			for (size_t i = 0; i < variant.nr; i++)
				left |= 1u << (variant.items[i].text[1] - '0');
			seen |= left;
			if (!some_configuration_has(&tokens, left) && !nr_impossible++)
				print_error("no configuration leaves %#x of\n%s", left, s.text);
		}
		if ((seen & possible) != possible && !nr_lost++)
			print_error("arms were lost, seen are %#x of\n%s", seen, s.text);
		dc_arms_free(&arms);
		free(variant.items);
		free(tokens.items);
	}
	assert_int_equal(nr_lost, 0);
	assert_int_equal(nr_impossible, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test(appends),
		cmocka_unit_test(limits),
		cmocka_unit_test(as_a_preprocessor_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
