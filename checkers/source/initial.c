/* SPDX-License-Identifier: GPL-2.0-only */
/* Copies a declaration and gives the elements of its lists their names. */
#include "initial.h"

enum { MAX_DEPTH = 32 };

struct copier {
	const struct dc_tokens *in;
	struct dc_tokens *out;
	dc_find_struct *find;
	void *context;
};

/* What a list in braces is for. */
struct aggregate {
	struct dc_words tag;		/* of its struct, or of its elements' */
	unsigned int dimensions;	/* of an array */
};

static bool is_char(const struct copier *c, size_t at, char wanted)
{
	return at < c->in->nr && dc_token_is_char(&c->in->items[at], wanted);
}

static void put(struct copier *c, size_t at)
{
	dc_tokens_add(c->out, c->in->items[at]);
}

static void put_made_up(struct copier *c, const char *text, size_t length, uint8_t kind,
			size_t place)
{
	struct dc_token token = c->in->items[place];

	token.text = text;
	token.length = length;
	token.kind = kind;
	token.column0 = false;
	token.macro = 0;
	dc_tokens_add(c->out, token);
}

/* The member that an element without designator is for; false when nobody knows. */
static bool put_designator(struct copier *c, const struct aggregate *list, size_t position,
			   size_t at, struct dc_words *name)
{
	const struct dc_struct *type =
		list->tag.text && !list->dimensions ? c->find(c->context, list->tag) : NULL;

	if (!type || !dc_struct_name_at(type, position, name))
		return false;
	put_made_up(c, ".", 1, DC_TOKEN_PUNCTUATION, at);
	put_made_up(c, name->text, name->length, DC_TOKEN_IDENTIFIER, at);
	put_made_up(c, "=", 1, DC_TOKEN_PUNCTUATION, at);
	return true;
}

static struct aggregate element_of(struct copier *c, const struct aggregate *list,
				   struct dc_words name)
{
	struct aggregate element = { list->tag, list->dimensions - 1 };
	const struct dc_struct *type;
	struct dc_member member;
	char text[128];

	if (list->dimensions)
		return element;
	element = (struct aggregate){ 0 };
	type = list->tag.text && name.text && name.length < sizeof(text) ?
	       c->find(c->context, list->tag) : NULL;
	if (!type)
		return element;
	memcpy(text, name.text, name.length);
	text[name.length] = '\0';
	if (dc_struct_member(type, text, &member))
		element = (struct aggregate){ member.tag, member.is_array };
	return element;
}

/* `.name =` or `[index] =` up to the value; `.a.b =` has no name that is known. */
static size_t copy_designator(struct copier *c, size_t at, size_t end, struct dc_words *name)
{
	if (is_char(c, at, '.') && is_char(c, at + 2, '='))
		*name = (struct dc_words){ c->in->items[at + 1].text,
					   c->in->items[at + 1].length };
	while (at < end && !is_char(c, at, '='))
		put(c, at++);
	if (at < end)
		put(c, at++);
	return at;
}

static void copy_list(struct copier *c, size_t open, const struct aggregate *list,
		      unsigned int depth);

/* An element's value up to its comma; returns where that is. */
static size_t copy_value(struct copier *c, size_t at, size_t end, const struct aggregate *element,
			 unsigned int depth)
{
	if (is_char(c, at, '{')) {
		copy_list(c, at, element, depth + 1);
		at = dc_tokens_close(c->in, at) + 1;
	}
	for (; at < end && !is_char(c, at, ','); at++) {
		size_t close = at;

		if (is_char(c, at, '(') || is_char(c, at, '{') || is_char(c, at, '['))
			close = dc_tokens_close(c->in, at);
		for (; at < close && at < end; at++)
			put(c, at);
		if (at < end)
			put(c, at);
	}
	return at;
}

static void copy_list(struct copier *c, size_t open, const struct aggregate *list,
		      unsigned int depth)
{
	size_t close = dc_tokens_close(c->in, open), at = open + 1, position = 0;
	bool counts = true;		/* positions tell members until a designator jumps */

	put(c, open);
	while (at < close) {
		struct dc_words name = { 0 };
		struct aggregate element = { 0 };

		if (is_char(c, at, '.') || is_char(c, at, '[')) {
			at = copy_designator(c, at, close, &name);
			counts = false;
		} else if (counts && depth < MAX_DEPTH) {
			put_designator(c, list, position++, at, &name);
		}
		if (depth < MAX_DEPTH)
			element = element_of(c, list, name);
		at = copy_value(c, at, close, &element, depth);
		if (at < close)
			put(c, at++);
	}
	if (close < c->in->nr)
		put(c, close);
}

bool dc_initial_has_value(const struct dc_tokens *tokens)
{
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (dc_token_is_char(token, '='))
			return true;
		if (dc_token_is_char(token, '(') || dc_token_is_char(token, '{') ||
		    dc_token_is_char(token, '['))
			i = dc_tokens_close(tokens, i);
	}
	return false;
}

void dc_initial_body(const struct dc_tokens *tokens, dc_find_struct *find, void *context,
		     struct dc_tokens *body)
{
	struct copier c = { tokens, body, find, context };
	struct aggregate what = { 0 };

	put_made_up(&c, "{", 1, DC_TOKEN_PUNCTUATION, 0);
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		/* The first value of a static variable counts for a function's only once. */
		if (dc_token_is(token, "static"))
			continue;
		if (i && token->kind == DC_TOKEN_IDENTIFIER && dc_token_is(token - 1, "struct"))
			what.tag = (struct dc_words){ token->text, token->length };
		else if (dc_token_is_char(token, '['))
			what.dimensions++;
		else if (dc_token_is_char(token, ',') || dc_token_is_char(token, '*'))
			what.dimensions = 0;
		if (dc_token_is_char(token, '{') && i && dc_token_is_char(token - 1, '=')) {
			copy_list(&c, i, &what, 0);
			i = dc_tokens_close(tokens, i);
		} else {
			put(&c, i);
		}
	}
	put_made_up(&c, "}", 1, DC_TOKEN_PUNCTUATION, tokens->nr - 1);
}
