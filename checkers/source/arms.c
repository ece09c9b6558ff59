/* SPDX-License-Identifier: GPL-2.0-only */
/* Chooses arms of #if groups so that a few variants cover all. */
#include "arms.h"


enum { MAX_CONDITION = 96 };

enum word { OTHER, IF, IFDEF, IFNDEF, ELIF, ELSE, ENDIF };

/* A condition that was decided in this variant. */
struct decision {
	char condition[MAX_CONDITION];
	unsigned int arm;
};

struct selection {
	struct dc_arms *arms;
	const struct dc_tokens *in;
	struct dc_tokens *out;
	struct decision decisions[DC_MAX_GROUPS];
	size_t nr_decisions;
	size_t group;		/* number of the next #if in the text */
	bool fresh;		/* an arm was taken that no variant had */
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

/*
 * The condition without spelling: #ifdef X, #if defined(X), #if defined X and #if IS_ENABLED(X)
 * ask the same.  Tells whether it asks for the opposite.
 */
static bool normalise(enum word word, struct dc_lexer *rest, char condition[MAX_CONDITION])
{
	bool negated = word == IFNDEF;
	size_t used = 0;

	for (;;) {
		struct dc_token token = dc_lexer_next(rest);

		if (token.kind == DC_TOKEN_END)
			break;
		if (!used && dc_token_is_char(&token, '!')) {
			negated = !negated;
			continue;
		}
		if (dc_token_is(&token, "defined") || dc_token_is(&token, "IS_ENABLED") ||
		    dc_token_is_char(&token, '(') || dc_token_is_char(&token, ')'))
			continue;
		for (size_t i = 0; i < token.length && used < MAX_CONDITION - 1; i++)
			condition[used++] = token.text[i];
	}
	condition[used] = '\0';
	return negated;
}

/* The index of the directive that ends the arm which starts after `i`. */
static size_t arm_end(const struct dc_tokens *in, size_t i)
{
	struct dc_lexer rest;
	size_t nested = 0;

	for (i++; i < in->nr; i++) {
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

static unsigned int count_arms(const struct dc_tokens *in, size_t i)
{
	unsigned int nr = 1;
	struct dc_lexer rest;

	for (;;) {
		enum word word;

		i = arm_end(in, i);
		word = i < in->nr ? word_of(&in->items[i], &rest) : ENDIF;
		if (word == ENDIF)
			return nr + 1;
		if (word == ELSE)
			return nr + 1;
		nr++;
	}
}

static unsigned int lowest_unseen(uint32_t seen, unsigned int nr)
{
	for (unsigned int arm = 0; arm < nr && arm < 32; arm++)
		if (!(seen >> arm & 1))
			return arm;
	return 0;
}

static unsigned int decide(struct selection *s, const struct dc_token *directive, unsigned int nr)
{
	struct dc_lexer rest;
	enum word word = word_of(directive, &rest);
	char condition[MAX_CONDITION];
	bool negated = normalise(word, &rest, condition);
	size_t group = s->group++;
	unsigned int arm;

	if (!strcmp(condition, "0") || !strcmp(condition, "1"))
		return (condition[0] == '1') != negated ? 0 : 1;
	if (group >= DC_MAX_GROUPS)
		return 0;
	for (size_t i = 0; i < s->nr_decisions; i++) {
		if (!strcmp(s->decisions[i].condition, condition)) {
			arm = s->decisions[i].arm;
			if (nr == 2 && negated)
				arm = arm == 0;
			goto out;
		}
	}
	arm = lowest_unseen(s->arms->seen[group], nr);
	if (s->nr_decisions < DC_MAX_GROUPS) {
		struct decision *decision = &s->decisions[s->nr_decisions++];

		memcpy(decision->condition, condition, sizeof(condition));
		decision->arm = nr == 2 && negated ? arm == 0 : arm;
	}
out:
	if (arm < 32 && !(s->arms->seen[group] >> arm & 1)) {
		s->arms->seen[group] |= 1u << arm;
		s->fresh = true;
	}
	return arm;
}

static void select_range(struct selection *s, size_t from, size_t to);

/* Takes one arm of the group that starts at `i`; returns the index behind its #endif. */
static size_t select_group(struct selection *s, size_t i)
{
	unsigned int nr = count_arms(s->in, i);
	unsigned int chosen = decide(s, &s->in->items[i], nr);

	for (unsigned int arm = 0;; arm++) {
		size_t end = arm_end(s->in, i);
		struct dc_lexer rest;
		size_t group = s->group;

		if (arm == chosen)
			select_range(s, i + 1, end);
		/* Groups in arms not taken keep their numbers. */
		for (size_t j = i + 1; arm != chosen && j < end; j++) {
			enum word word = word_of(&s->in->items[j], &rest);

			group += word == IF || word == IFDEF || word == IFNDEF;
		}
		if (arm != chosen)
			s->group = group;
		if (end >= s->in->nr || word_of(&s->in->items[end], &rest) == ENDIF)
			return end + 1;
		i = end;
	}
}

static void select_range(struct selection *s, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		struct dc_lexer rest;
		enum word word = word_of(&s->in->items[i], &rest);

		if (word == IF || word == IFDEF || word == IFNDEF) {
			i = select_group(s, i);
			continue;
		}
		if (s->in->items[i].kind != DC_TOKEN_DIRECTIVE)
			dc_tokens_add(s->out, s->in->items[i]);
		i++;
	}
}

bool dc_arms_next(struct dc_arms *arms, const struct dc_tokens *in, struct dc_tokens *out)
{
	struct selection s = { .arms = arms, .in = in, .out = out };
	size_t before = out->nr;

	if (arms->variants == DC_MAX_VARIANTS)
		return false;
	select_range(&s, 0, in->nr);
	if (!s.fresh && arms->variants) {
		out->nr = before;
		return false;
	}
	arms->variants++;
	return true;
}
