/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds the definition of a place, and holds each value in it against what was told. */
#include "fixed.h"

#include <stdlib.h>

#include "array.h"

/* The file, and the place that is asked for. */
struct fixed {
	const struct dc_closed *file;
	const struct dc_tokens *tokens;
	const char *key, *name;
	size_t length;			/* of the name */
};

static bool is_one_of(const struct dc_token *token, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (dc_token_is(token, words[i]))
			return true;
	return false;
}

static bool is_char(const struct dc_tokens *tokens, size_t at, char wanted)
{
	return at < tokens->nr && dc_token_is_char(&tokens->items[at], wanted);
}

/* Whether something is told of the place between two tokens; `known` wants to know what. */
static bool is_told(const struct fixed *f, size_t from, size_t to, enum dc_end_kind kind,
		    bool known)
{
	unsigned int first = dc_closed_line(f->file, &f->tokens->items[from]);
	unsigned int last = dc_closed_line(f->file, &f->tokens->items[to]);
	bool any = false;

	for (size_t i = 0; i < f->file->ends->nr; i++) {
		const struct dc_end *end = &f->file->ends->items[i];

		if (end->kind != kind || end->line < first || end->line > last ||
		    strcmp(end->key, f->key) != 0)
			continue;
		if (known && end->symbol[0])
			return false;
		any = true;
	}
	return any;
}

/* Every `return` of a body in which the ways do not multiply. */
static bool are_returns_told(const struct fixed *f, size_t open, size_t close)
{
	static const char *const words[] = { "for", "while", "do", "goto" };
	bool any = false;

	for (size_t i = open; i < close; i++) {
		const struct dc_token *token = &f->tokens->items[i];
		size_t end = i;

		if (token->kind == DC_TOKEN_DIRECTIVE || is_one_of(token, words, ARRAY_SIZE(words)))
			return false;
		if (!dc_token_is(token, "return"))
			continue;
		while (end < close && !is_char(f->tokens, end, ';'))
			end++;
		if (!is_told(f, i, end, DC_END_RETURN, false))
			return false;
		any = true;
	}
	return any;
}

/* `*attrs = X;` among statements that are all reached, and none of which is a call. */
static bool is_target_told(const struct fixed *f, size_t open, size_t close)
{
	static const char *const words[] = { "?", "&&", "||", "goto", "break", "else" };

	for (size_t i = open + 1; i < close; i++) {
		const struct dc_token *token = &f->tokens->items[i];

		/* do { … } while (0) */
		if (dc_token_is(token, "while") && i + 3 < close && dc_token_is(token + 2, "0") &&
		    is_char(f->tokens, i + 3, ')'))
			continue;
		if (token->kind == DC_TOKEN_DIRECTIVE || is_one_of(token, words, ARRAY_SIZE(words)) ||
		    (token->kind == DC_TOKEN_IDENTIFIER && is_char(f->tokens, i + 1, '(')))
			return false;
	}
	return is_told(f, open, close, DC_END_STORE, true);
}

/* In each definition of the function that the file has. */
static bool is_told_by_function(const struct fixed *f, bool is_result)
{
	const struct dc_tokens *tokens = f->tokens;
	bool any = false;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];
		size_t open, close;

		if (token->kind != DC_TOKEN_IDENTIFIER || token->length != f->length ||
		    memcmp(token->text, f->name, f->length) != 0 || !is_char(tokens, i + 1, '('))
			continue;
		open = dc_tokens_close(tokens, i + 1) + 1;
		if (!is_char(tokens, open, '{'))
			continue;
		close = dc_tokens_close(tokens, open);
		if (close >= tokens->nr || !(is_result ? are_returns_told(f, open, close) :
							 is_target_told(f, open, close)))
			return false;
		any = true;
	}
	return any;
}

/* `static const unsigned long` in front of the name. */
static bool is_constant(const struct dc_tokens *tokens, size_t name)
{
	while (name-- && tokens->items[name].kind == DC_TOKEN_IDENTIFIER)
		if (dc_token_is(&tokens->items[name], "const"))
			return true;
	return false;
}

/* Where the value of a constant starts, behind its =; 0 when it is defined never or twice. */
static size_t find_value(const struct fixed *f, bool *is_sized)
{
	const struct dc_tokens *tokens = f->tokens;
	size_t found = 0;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];
		size_t at = i + 1;

		if (token->kind != DC_TOKEN_IDENTIFIER || token->length != f->length ||
		    memcmp(token->text, f->name, f->length) != 0 || !is_constant(tokens, i))
			continue;
		for (; is_char(tokens, at, '['); at = dc_tokens_close(tokens, at) + 1)
			*is_sized |= !is_char(tokens, at + 1, ']');
		if (!is_char(tokens, at, '='))
			continue;
		if (found)
			return 0;
		found = at + 1;
	}
	return found;
}

/* From `from` to the comma or bracket behind an element; `close` when there is none. */
static size_t element_end(const struct dc_tokens *tokens, size_t from, size_t close)
{
	size_t at = from;

	for (; at < close && !is_char(tokens, at, ','); at++)
		if (is_char(tokens, at, '(') || is_char(tokens, at, '{') || is_char(tokens, at, '['))
			at = dc_tokens_close(tokens, at);
	return at < close ? at : close;
}

/* `{ .attrs = X, .other = Y }` */
static enum dc_fixed find_member(const struct fixed *f, size_t open, const char *member)
{
	const struct dc_tokens *tokens = f->tokens;
	size_t close = dc_tokens_close(tokens, open), end;
	enum dc_fixed found = DC_FIXED_CLEARED;

	for (size_t at = open + 1; at < close; at = end + 1) {
		end = element_end(tokens, at, close);
		if (!is_char(tokens, at, '.') || !is_char(tokens, at + 2, '='))
			return DC_FIXED_NOT;
		if (!dc_token_is(&tokens->items[at + 1], member))
			continue;
		if (!is_told(f, at, end, DC_END_STORE, false))
			return DC_FIXED_NOT;
		found = DC_FIXED_GIVEN;
	}
	return found;
}

/* `{ X, Y }`: one element, or with a negative position any. */
static enum dc_fixed find_element(const struct fixed *f, size_t open, long position)
{
	const struct dc_tokens *tokens = f->tokens;
	size_t close = dc_tokens_close(tokens, open), end;
	enum dc_fixed found = position < 0 ? DC_FIXED_GIVEN : DC_FIXED_CLEARED;
	long i = 0;

	for (size_t at = open + 1; at < close; at = end + 1, i++) {
		end = element_end(tokens, at, close);
		if (is_char(tokens, at, '.') || is_char(tokens, at, '[') ||
		    is_char(tokens, at, '{') || tokens->items[at].kind == DC_TOKEN_DIRECTIVE)
			return DC_FIXED_NOT;
		if (position >= 0 && i != position)
			continue;
		if (!is_told(f, at, end, DC_END_STORE, false))
			return DC_FIXED_NOT;
		found = DC_FIXED_GIVEN;
	}
	return found;
}

static enum dc_fixed find_constant(const struct fixed *f, const char *rest)
{
	bool is_sized = false;
	size_t value = find_value(f, &is_sized), end = value;
	enum dc_fixed found;
	char *number_end;
	long position = -1;

	if (!value || strpbrk(*rest ? rest + 1 : rest, ".["))
		return DC_FIXED_NOT;
	if (!is_char(f->tokens, value, '{')) {
		while (end + 1 < f->tokens->nr && !is_char(f->tokens, end, ';'))
			end++;
		return !*rest && is_told(f, value, end, DC_END_STORE, false) ? DC_FIXED_GIVEN :
									       DC_FIXED_NOT;
	}
	if (*rest == '.')
		return find_member(f, value, rest + 1);
	if (*rest) {
		position = strtol(rest + 1, &number_end, 0);
		if (number_end == rest + 1 || strcmp(number_end, "]") != 0 || position < 0)
			return DC_FIXED_NOT;
	}
	found = find_element(f, value, position);
	return found == DC_FIXED_GIVEN && position < 0 && is_sized ? DC_FIXED_CLEARED : found;
}

enum dc_fixed dc_fixed_find(const struct dc_closed *file, const struct dc_tokens *tokens,
			    const char *key, const char *text)
{
	struct fixed f = { file, tokens, key, text, 0 };
	const char *rest;

	while (text[f.length] && !strchr(" .[(", text[f.length]))
		f.length++;
	rest = text + f.length;
	if (!strncmp(rest, "() result ", strlen("() result ")) ||
	    !strncmp(rest, "() target ", strlen("() target ")))
		return is_told_by_function(&f, rest[3] == 'r') ? DC_FIXED_GIVEN : DC_FIXED_NOT;
	return *rest == '\0' || *rest == '.' || *rest == '[' ? find_constant(&f, rest) :
								DC_FIXED_NOT;
}
