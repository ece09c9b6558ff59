/* SPDX-License-Identifier: GPL-2.0-only */
/* Cuts a file into top-level items by counting brackets over its tokens. */
#include "split.h"

#include <ctype.h>

#include "memory.h"
#include "names.h"

enum { MAX_NESTED_IFS = 64, MAX_OLD_STYLE_PARAMETERS = 16 };

/* What a token changes and an #else takes back. */
struct state {
	uint32_t depth, parens;
	uint32_t start;
	uint32_t name, name_length;	/* candidate for the function's name */
	bool pending;			/* inside an item */
	bool in_function;
	bool has_value;			/* an = at the top level: no function */
	bool in_declarator;		/* of `int (*f(int a))(void)`: the name stands inside */
};

struct splitter {
	struct dc_lexer lexer;
	struct dc_items *out;
	struct dc_token before, earlier;	/* the tokens before this one */
	struct state now;
	struct state at_if[MAX_NESTED_IFS];
	size_t nr_ifs;
	uint32_t deepest;
	bool relevant, conditional;
	bool by_column;			/* trust the first column, not the count */
	bool lost;			/* the count did not add up */
};

static struct dc_item *add(struct splitter *s, enum dc_item_kind kind, uint32_t start, uint32_t end)
{
	struct dc_item *item;

	/* Both arms of an #if close the function: the longer reading holds both. */
	if (kind == DC_ITEM_FUNCTION && s->out->nr) {
		item = &s->out->items[s->out->nr - 1];
		if (item->kind == DC_ITEM_FUNCTION && item->start == start) {
			s->relevant |= item->relevant;
			s->out->nr--;
		}
	}
	dc_grow(s->out->items, s->out->nr, s->out->capacity);
	item = &s->out->items[s->out->nr++];
	*item = (struct dc_item){ .kind = kind, .start = start, .end = end };
	return item;
}

static void end_item(struct splitter *s, enum dc_item_kind kind, uint32_t end)
{
	struct dc_item *item = add(s, kind, s->now.start, end);

	item->name = s->now.name;
	item->name_length = s->now.name_length;
	item->depth = s->deepest;
	item->relevant = s->relevant;
	item->conditional = s->conditional;
	s->now = (struct state){ 0 };
	s->deepest = 0;
	s->relevant = s->conditional = false;
}

/* `int f(a) int a; {`: the body stands alone, its head is a few declarations above. */
static void adopt_old_style_head(struct splitter *s)
{
	bool relevant = false;

	for (size_t back = 1; back <= MAX_OLD_STYLE_PARAMETERS && back <= s->out->nr; back++) {
		struct dc_item *item = &s->out->items[s->out->nr - back];

		if (item->kind != DC_ITEM_DECLARATION)
			return;
		relevant |= item->relevant;
		if (!item->name_length)
			continue;
		s->relevant |= relevant;
		s->now.start = item->start;
		s->now.name = item->name;
		s->now.name_length = item->name_length;
		s->out->nr -= back;
		return;
	}
}

static bool is_all_capitals(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (islower((unsigned char)text[i]))
			return false;
	return true;
}

static bool may_be_name(const struct dc_token *token)
{
	return token->kind == DC_TOKEN_IDENTIFIER && !dc_name_is_keyword(token) &&
	       !dc_name_is_annotation(token) && !dc_name_is_annotation_call(token) &&
	       !dc_name_is_type_word(token);
}

static struct dc_token next_token(const struct splitter *s)
{
	struct dc_lexer ahead = s->lexer;

	return dc_lexer_next(&ahead);
}

static void take_name(struct splitter *s, const struct dc_token *name)
{
	s->now.name = name->offset;
	s->now.name_length = name->length;
}

/* The name before an opening parenthesis; of SYSCALL_DEFINE1(name, …) the first argument. */
static void consider_name(struct splitter *s)
{
	const struct dc_token *before = &s->before;
	struct dc_token inner = next_token(s);

	s->now.in_declarator = dc_name_is_type_word(before) || dc_token_is_char(before, '*') ||
			       dc_token_is_char(&inner, '*');
	if (s->now.in_declarator || !may_be_name(before))
		return;
	take_name(s, before);
	if (inner.kind == DC_TOKEN_IDENTIFIER && is_all_capitals(before->text, before->length))
		take_name(s, &inner);
}

/* `int (*f(int a))(void)` at the second (, `int (f)(void)` at the first ). */
static void consider_inner_name(struct splitter *s, bool at_end)
{
	struct dc_token next = next_token(s);

	if (!s->now.in_declarator || s->now.name_length || !may_be_name(&s->before))
		return;
	if (!at_end || (dc_token_is_char(&s->earlier, '(') && dc_token_is_char(&next, '(')))
		take_name(s, &s->before);
}

static void open_brace(struct splitter *s, const struct dc_token *token)
{
	struct state *now = &s->now;

	if (s->by_column && token->column0)
		now->depth = now->parens = 0;
	if (now->parens)
		return;
	if (!now->depth && !now->has_value) {
		if (now->start == token->offset)
			adopt_old_style_head(s);
		now->in_function = now->name_length > 0;
	}
	now->depth++;
}

static void close_brace(struct splitter *s, const struct dc_token *token)
{
	struct state *now = &s->now;

	if (s->by_column && token->column0) {
		now->depth = now->depth ? 1 : 0;
		now->parens = 0;
	}
	if (now->parens)
		return;
	if (!now->depth) {
		s->lost = true;
		return;
	}
	if (--now->depth == 0 && now->in_function)
		end_item(s, DC_ITEM_FUNCTION, token->offset + token->length);
}

static void punctuation(struct splitter *s, const struct dc_token *token)
{
	struct state *now = &s->now;

	if (token->length != 1)
		return;
	switch (token->text[0]) {
	case '(':
		if (!now->depth && !now->parens)
			consider_name(s);
		else if (!now->depth && now->parens == 1)
			consider_inner_name(s, false);
		now->parens++;
		break;
	case ')':
		if (!now->depth && now->parens == 1)
			consider_inner_name(s, true);
		if (now->parens)
			now->parens--;
		break;
	case '{':
		open_brace(s, token);
		break;
	case '}':
		close_brace(s, token);
		return;
	case '=':
		if (!now->depth && !now->parens)
			now->has_value = true;
		break;
	case ';':
		if (!now->depth && !now->parens)
			end_item(s, DC_ITEM_DECLARATION, token->offset + 1);
		return;
	}
	if (now->depth + now->parens > s->deepest)
		s->deepest = now->depth + now->parens;
}

/* The word after the #, and where its argument starts. */
static struct dc_token directive_word(const struct dc_token *token, struct dc_lexer *rest)
{
	*rest = dc_lexer_start(token->text + 1, token->length - 1);
	return dc_lexer_next(rest);
}

static bool is_if(const struct dc_token *word)
{
	return dc_token_is(word, "if") || dc_token_is(word, "ifdef") || dc_token_is(word, "ifndef");
}

/* After `#if 0`: on to the matching #else, #elif or #endif; true when it was #endif. */
static bool skip_dead_arm(struct splitter *s)
{
	size_t nested = 0;

	for (;;) {
		struct dc_token token = dc_lexer_next(&s->lexer), word;
		struct dc_lexer rest;

		if (token.kind == DC_TOKEN_END)
			return true;
		if (token.kind != DC_TOKEN_DIRECTIVE)
			continue;
		word = directive_word(&token, &rest);
		if (is_if(&word))
			nested++;
		else if (dc_token_is(&word, "endif") && nested-- == 0)
			return true;
		else if (!nested && (dc_token_is(&word, "else") || dc_token_is(&word, "elif")))
			return false;
	}
}

static void start_if(struct splitter *s, const struct dc_token *word, struct dc_lexer *rest)
{
	struct dc_token condition = dc_lexer_next(rest);
	bool dead = dc_token_is(word, "if") && dc_token_is_char(&condition, '0') &&
		    dc_lexer_next(rest).kind == DC_TOKEN_END;

	if (dead && !s->now.pending && skip_dead_arm(s))
		return;
	if (s->nr_ifs < MAX_NESTED_IFS)
		s->at_if[s->nr_ifs] = s->now;
	s->nr_ifs++;
}

static void next_arm(struct splitter *s)
{
	struct state saved;

	if (!s->nr_ifs || s->nr_ifs > MAX_NESTED_IFS)
		return;
	saved = s->at_if[s->nr_ifs - 1];
	/* An item that began in the first arm and still runs is the same item in the second. */
	if (!saved.pending && s->now.pending)
		saved.start = s->now.start, saved.pending = true;
	s->now = saved;
}

static void directive(struct splitter *s, const struct dc_token *token)
{
	struct dc_lexer rest;
	struct dc_token word = directive_word(token, &rest);
	uint32_t end = token->offset + token->length;

	if (dc_token_is(&word, "define"))
		add(s, DC_ITEM_DEFINE, token->offset, end);
	else if (dc_token_is(&word, "undef"))
		add(s, DC_ITEM_UNDEF, token->offset, end);
	else if (dc_token_is(&word, "include"))
		add(s, DC_ITEM_INCLUDE, token->offset, end);
	else if (is_if(&word))
		start_if(s, &word, &rest);
	else if (dc_token_is(&word, "else") || dc_token_is(&word, "elif"))
		next_arm(s);
	else if (dc_token_is(&word, "endif") && s->nr_ifs)
		s->nr_ifs--;
	if (s->now.pending)
		s->conditional = true;
}

static void run(struct splitter *s)
{
	for (;;) {
		struct dc_token token = dc_lexer_next(&s->lexer);

		if (token.kind == DC_TOKEN_END)
			break;
		if (token.kind == DC_TOKEN_DIRECTIVE) {
			directive(s, &token);
			continue;
		}
		if (!s->now.pending) {
			s->now.pending = true;
			s->now.start = token.offset;
		}
		if (token.kind == DC_TOKEN_IDENTIFIER)
			s->relevant |= dc_name_is_relevant(token.text, token.length);
		else if (token.kind == DC_TOKEN_PUNCTUATION)
			punctuation(s, &token);
		s->earlier = s->before;
		s->before = token;
	}
	if (s->now.pending) {
		s->lost |= s->now.depth || s->now.parens;
		end_item(s, s->now.in_function ? DC_ITEM_FUNCTION : DC_ITEM_DECLARATION,
			 s->lexer.end - s->lexer.text);
	}
}

void dc_split(const char *text, size_t length, struct dc_items *items)
{
	struct splitter s = { .lexer = dc_lexer_start(text, length), .out = items };
	size_t before = items->nr;

	run(&s);
	if (!s.lost)
		return;
	items->nr = before;
	s = (struct splitter){ .lexer = dc_lexer_start(text, length), .out = items,
			       .by_column = true };
	run(&s);
}
