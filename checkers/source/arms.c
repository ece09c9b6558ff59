/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chooses arms of #if groups so that a few variants cover all: each variant aims at an arm that
 * none had yet, decides what leads there, and takes what else is new on the way.
 */
#include "arms.h"

#include <stdlib.h>

#include "array.h"
#include "memory.h"

enum word { OTHER, IF, IFDEF, IFNDEF, ELIF, ELSE, ENDIF };

enum decision { OPEN, YES, NO };

enum { NONE = UINT32_MAX, NEVER = 0, ALWAYS = 1 };

/* What an #if asks; two that ask the same are one.  The first two are `0` and `1`. */
struct dc_condition {
	struct dc_tokens words;
	enum decision decision;		/* in this variant */
};

struct dc_arm {
	uint32_t group;
	uint32_t condition;
	bool negated;
	bool is_seen;
	size_t from, to;		/* its tokens */
};

struct dc_group {
	uint32_t outer;			/* arm that it lies in, NONE for the function itself */
	uint32_t first, nr;		/* its arms */
	size_t from, to;		/* its tokens, directives included */
};

static enum word word_of(const struct dc_token *token, struct dc_lexer *rest)
{
	static const char *const words[] = { "", "if", "ifdef", "ifndef", "elif", "else", "endif" };
	struct dc_token word;

	if (token->kind != DC_TOKEN_DIRECTIVE)
		return OTHER;
	*rest = dc_lexer_start(token->text + 1, token->length - 1);
	word = dc_lexer_next(rest);
	for (enum word i = IF; i <= ENDIF; i++)
		if (dc_token_is(&word, words[i]))
			return i;
	return OTHER;
}

/* Conditions */

/* #ifdef X, #if defined(X), #if defined X, #if X and #if IS_ENABLED(X) ask the same. */
static bool is_spelling(const struct dc_token *token)
{
	static const char *const words[] = { "defined", "IS_ENABLED", "IS_REACHABLE" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (dc_token_is(token, words[i]))
			return true;
	return false;
}

static void take_out(struct dc_tokens *words, size_t i)
{
	memmove(&words->items[i], &words->items[i + 1],
		(--words->nr - i) * sizeof(*words->items));
}

/* `( x )` of one word, behind `defined` or for itself, is that word. */
static void drop_spelling(struct dc_tokens *words)
{
	for (size_t i = 0; i < words->nr; i++) {
		while (i < words->nr && is_spelling(&words->items[i]))
			take_out(words, i);
		if (i + 2 < words->nr && dc_token_is_char(&words->items[i], '(') &&
		    dc_token_is_char(&words->items[i + 2], ')')) {
			take_out(words, i + 2);
			take_out(words, i);
		}
	}
}

/* Whether the parenthesis at `open` closes at the end of the words. */
static bool holds_all(const struct dc_tokens *words, size_t open)
{
	return open < words->nr && dc_token_is_char(&words->items[open], '(') &&
	       dc_tokens_close(words, open) == words->nr - 1;
}

/* `(c)` and `!c` are `c`, where the ! stands for all of it; true when that is the opposite. */
static bool reduce(struct dc_tokens *words)
{
	bool negated = false;

	drop_spelling(words);
	for (;;) {
		bool is_not = words->nr > 1 && dc_token_is_char(&words->items[0], '!');

		if (holds_all(words, 0)) {
			words->nr--;
			take_out(words, 0);
		} else if (is_not && (words->nr == 2 || holds_all(words, 1))) {
			take_out(words, 0);
			negated = !negated;
		} else {
			return negated;
		}
	}
}

static bool is_same(const struct dc_tokens *a, const struct dc_tokens *b)
{
	for (size_t i = 0; i < a->nr && i < b->nr; i++) {
		const struct dc_token *x = &a->items[i], *y = &b->items[i];

		if (x->length != y->length || memcmp(x->text, y->text, x->length))
			return false;
	}
	return a->nr == b->nr;
}

/* The number of a condition; takes the words over. */
static uint32_t add_condition(struct dc_arms *arms, struct dc_tokens words)
{
	for (uint32_t i = 0; i < arms->nr_conditions; i++) {
		if (is_same(&arms->conditions[i].words, &words)) {
			free(words.items);
			return i;
		}
	}
	dc_grow(arms->conditions, arms->nr_conditions, arms->conditions_capacity);
	arms->conditions[arms->nr_conditions] = (struct dc_condition){ .words = words };
	return arms->nr_conditions++;
}

static uint32_t read_condition(struct dc_arms *arms, const char *text, size_t length, bool *negated)
{
	struct dc_tokens words = { 0 };

	dc_tokens_lex(&words, text, length, 0);
	*negated = reduce(&words);
	return add_condition(arms, words);
}

static void reset_decisions(struct dc_arms *arms)
{
	for (size_t i = 0; i < arms->nr_conditions; i++)
		arms->conditions[i].decision = OPEN;
	arms->conditions[NEVER].decision = NO;
	arms->conditions[ALWAYS].decision = YES;
}

/* Arms */

static void add_arm(struct dc_arms *arms, uint32_t group, const struct dc_token *directive,
		    enum word word, struct dc_lexer *rest, size_t from)
{
	struct dc_arm arm = { .group = group, .from = from, .condition = ALWAYS };

	if (directive && word != ELSE)
		arm.condition = read_condition(arms, rest->at, rest->end - rest->at, &arm.negated);
	arm.negated ^= word == IFNDEF;
	dc_grow(arms->items, arms->nr, arms->capacity);
	arms->items[arms->nr++] = arm;
	arms->groups[group].nr++;
}

/* The index of the directive that ends the arm which starts at `i`. */
static size_t arm_end(const struct dc_tokens *in, size_t i)
{
	struct dc_lexer rest;
	size_t nested = 0;

	for (; i < in->nr; i++) {
		enum word word = word_of(&in->items[i], &rest);

		if (word == IF || word == IFDEF || word == IFNDEF)
			nested++;
		else if (word == ENDIF && nested)
			nested--;
		else if (!nested && (word == ENDIF || word == ELSE || word == ELIF))
			return i;
	}
	return in->nr;
}

/* The arms of the #if at `i`, up to an #else: what stands behind that is in no arm. */
static void find_arms(struct dc_arms *arms, const struct dc_tokens *in, size_t i, uint32_t outer)
{
	struct dc_group group = { .outer = outer, .first = arms->nr, .from = i };
	struct dc_lexer rest;
	uint32_t number = arms->nr_groups;
	enum word word = word_of(&in->items[i], &rest), last = OTHER;

	dc_grow(arms->groups, arms->nr_groups, arms->groups_capacity);
	arms->groups[arms->nr_groups++] = group;
	for (;;) {
		size_t end = arm_end(in, i + 1);

		if (last != ELSE) {
			add_arm(arms, number, &in->items[i], word, &rest, i + 1);
			arms->items[arms->nr - 1].to = end;
			last = word;
		}
		i = end;
		word = i < in->nr ? word_of(&in->items[i], &rest) : ENDIF;
		if (word == ENDIF)
			break;
	}
	if (last != ELSE)
		add_arm(arms, number, NULL, ELSE, &rest, i);
	arms->groups[number].to = i < in->nr ? i + 1 : i;
}

static void find_groups(struct dc_arms *arms, const struct dc_tokens *in, size_t from, size_t to,
			uint32_t outer)
{
	struct dc_lexer rest;

	for (size_t i = from; i < to && !arms->too_many;) {
		enum word word = word_of(&in->items[i], &rest);
		uint32_t group = arms->nr_groups;

		if (word != IF && word != IFDEF && word != IFNDEF) {
			i++;
			continue;
		}
		if (group == DC_MAX_GROUPS) {
			arms->too_many = true;
			return;
		}
		find_arms(arms, in, i, outer);
		for (uint32_t k = 0; k < arms->groups[group].nr; k++) {
			uint32_t arm = arms->groups[group].first + k;

			find_groups(arms, in, arms->items[arm].from, arms->items[arm].to, arm);
		}
		i = arms->groups[group].to;
	}
}

void dc_arms_find(struct dc_arms *arms, const struct dc_tokens *in)
{
	bool negated;

	*arms = (struct dc_arms){ 0 };
	read_condition(arms, "0", 1, &negated);
	read_condition(arms, "1", 1, &negated);
	find_groups(arms, in, 0, in->nr, NONE);
}

void dc_arms_free(struct dc_arms *arms)
{
	for (size_t i = 0; i < arms->nr_conditions; i++)
		free(arms->conditions[i].words.items);
	free(arms->conditions);
	free(arms->items);
	free(arms->groups);
	*arms = (struct dc_arms){ 0 };
}

/* Variants */

/* Decides that the condition of an arm holds or not; false when the opposite is decided already. */
static bool decide(struct dc_arms *arms, uint32_t arm, bool holds)
{
	struct dc_condition *condition = &arms->conditions[arms->items[arm].condition];
	enum decision wanted = holds != arms->items[arm].negated ? YES : NO;

	if (condition->decision == OPEN)
		condition->decision = wanted;
	return condition->decision == wanted;
}

static bool is_decided(const struct dc_arms *arms, uint32_t arm, bool holds)
{
	enum decision wanted = holds != arms->items[arm].negated ? YES : NO;

	return arms->conditions[arms->items[arm].condition].decision == wanted;
}

/* Decides all that it takes to get into an arm; false when that contradicts itself. */
static bool aim_at(struct dc_arms *arms, uint32_t arm)
{
	while (arm != NONE) {
		const struct dc_group *group = &arms->groups[arms->items[arm].group];

		for (uint32_t before = group->first; before < arm; before++)
			if (!decide(arms, before, false))
				return false;
		if (!decide(arms, arm, true))
			return false;
		arm = group->outer;
	}
	return true;
}

/* Decides for an arm that no variant had; false when there is none. */
static bool aim(struct dc_arms *arms)
{
	for (uint32_t arm = 0; arm < arms->nr; arm++) {
		if (arms->items[arm].is_seen)
			continue;
		reset_decisions(arms);
		if (aim_at(arms, arm))
			return true;
		/* No configuration has it. */
		arms->items[arm].is_seen = true;
	}
	reset_decisions(arms);
	return false;
}

/* The arm to take: the first new one of those that are left, or else the first. */
static uint32_t choose(struct dc_arms *arms, const struct dc_group *group)
{
	uint32_t chosen = NONE, end = group->first + group->nr;

	for (uint32_t arm = group->first; arm < end; arm++) {
		if (!is_decided(arms, arm, false) && chosen == NONE)
			chosen = arm;
		if (!is_decided(arms, arm, false) && !arms->items[arm].is_seen) {
			chosen = arm;
			break;
		}
		if (is_decided(arms, arm, true))
			break;
	}
	for (uint32_t before = group->first; before < chosen; before++)
		decide(arms, before, false);
	decide(arms, chosen, true);
	arms->items[chosen].is_seen = true;
	return chosen;
}

static void select_range(struct dc_arms *arms, const struct dc_tokens *in, size_t from, size_t to,
			 struct dc_tokens *out, uint32_t *next)
{
	for (size_t i = from; i < to; i++) {
		const struct dc_group *group;
		uint32_t chosen;

		if (*next == arms->nr_groups || i != arms->groups[*next].from) {
			if (in->items[i].kind != DC_TOKEN_DIRECTIVE)
				dc_tokens_add(out, in->items[i]);
			continue;
		}
		group = &arms->groups[*next];
		chosen = choose(arms, group);
		/* Past the groups of the arms before it, and then past those of the arms behind. */
		while (*next < arms->nr_groups &&
		       arms->groups[*next].from < arms->items[chosen].from)
			++*next;
		select_range(arms, in, arms->items[chosen].from, arms->items[chosen].to, out, next);
		while (*next < arms->nr_groups && arms->groups[*next].from < group->to)
			++*next;
		i = group->to - 1;
	}
}

bool dc_arms_next(struct dc_arms *arms, const struct dc_tokens *in, struct dc_tokens *out)
{
	uint32_t group = 0;

	if (arms->too_many || (!aim(arms) && arms->variants))
		return false;
	if (arms->variants == DC_MAX_VARIANTS) {
		arms->too_many = true;
		return false;
	}
	arms->variants++;
	select_range(arms, in, 0, in->nr, out, &group);
	return true;
}
