/* SPDX-License-Identifier: GPL-2.0-only */
/* Holds the mentions of a name against what was told of them. */
#include "closed.h"

#include <stdio.h>
#include <stdlib.h>

#include "array.h"
#include "fixed.h"
#include "memory.h"

/* The file, and one place of it. */
struct place {
	const struct dc_closed *file;
	const struct dc_tokens *tokens;
	const char *key, *name;
	size_t length;			/* of the name */
	bool is_member;
	bool is_cleared;		/* it may hold nothing but zero, too */
};

static bool is_one_of(const struct dc_token *token, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (dc_token_is(token, words[i]))
			return true;
	return false;
}

unsigned int dc_closed_line(const struct dc_closed *file, const struct dc_token *token)
{
	unsigned int line = 1;

	for (const char *at = file->text; at < file->text + token->offset; at++)
		line += *at == '\n';
	return line;
}

/* A store into a member of that name of another struct is none into this one. */
static bool is_of(const struct place *place, const struct dc_end *end)
{
	size_t length = strlen(end->key);

	if (!place->is_member)
		return (end->kind == DC_END_PASS || end->kind == DC_END_WRAPPED) &&
		       !strcmp(end->key, place->key);
	return end->kind == DC_END_STORE && length > place->length &&
	       end->key[length - place->length - 1] == '.' &&
	       !strcmp(end->key + length - place->length, place->name);
}

static bool is_told(const struct place *place, const struct dc_token *token)
{
	unsigned int line = dc_closed_line(place->file, token);

	for (size_t i = 0; i < place->file->ends->nr; i++)
		if (place->file->ends->items[i].line == line &&
		    is_of(place, &place->file->ends->items[i]))
			return true;
	return false;
}

/* `static void foo(`: a definition or a declaration, no call. */
static bool is_declared(const struct place *place, size_t at)
{
	static const char *const words[] = { "return", "else", "do" };
	const struct dc_token *before = &place->tokens->items[at ? at - 1 : at];

	return at && before->kind == DC_TOKEN_IDENTIFIER &&
	       !is_one_of(before, words, ARRAY_SIZE(words));
}

static bool is_harmless_call(const struct place *place, size_t at)
{
	const struct dc_token *token = &place->tokens->items[at];

	if (at + 1 == place->tokens->nr || !dc_token_is_char(token + 1, '('))
		return false;		/* its address is taken */
	return is_declared(place, at) || is_told(place, token);
}

/* `&ring->rx[i].attrs`: where the expression that ends with the token begins. */
static size_t start_of(const struct dc_tokens *tokens, size_t at)
{
	static const char *const joints[] = { ".", "->" };

	while (at >= 2 && is_one_of(&tokens->items[at - 1], joints, ARRAY_SIZE(joints))) {
		for (at -= 2; at && dc_token_is_char(&tokens->items[at], ']'); at--)
			while (at && !dc_token_is_char(&tokens->items[at], '['))
				at--;
	}
	return at;
}

static bool is_harmless_member(const struct place *place, size_t at)
{
	static const char *const stores[] = { "=", "|=", "&=", "^=", "+=", "-=", "<<=", ">>=",
					      "++", "--" };
	static const char *const joints[] = { ".", "->" };
	const struct dc_tokens *tokens = place->tokens;
	size_t start;

	if (!at || !is_one_of(&tokens->items[at - 1], joints, ARRAY_SIZE(joints)))
		return true;
	start = start_of(tokens, at);
	if (start && dc_token_is_char(&tokens->items[start - 1], '&') &&
	    !(start > 1 && (tokens->items[start - 2].kind == DC_TOKEN_IDENTIFIER ||
			    dc_token_is_char(&tokens->items[start - 2], ')') ||
			    dc_token_is_char(&tokens->items[start - 2], ']'))))
		return false;		/* its address is taken */
	if (start && is_one_of(&tokens->items[start - 1], stores + 8, 2))
		return false;
	return at + 1 == tokens->nr ||
	       !is_one_of(&tokens->items[at + 1], stores, ARRAY_SIZE(stores)) ||
	       is_told(place, &tokens->items[at]);
}

static bool has_word(const struct dc_token *directive, const char *word, size_t length)
{
	return memmem(directive->text, directive->length, word, length);
}

static bool is_harmless(const struct place *place, size_t at)
{
	const struct dc_token *token = &place->tokens->items[at];

	if (token->kind == DC_TOKEN_DIRECTIVE)
		return !has_word(token, place->name, place->length);
	if (token->kind != DC_TOKEN_IDENTIFIER || token->length != place->length ||
	    memcmp(token->text, place->name, place->length) != 0)
		return true;
	return place->is_member ? is_harmless_member(place, at) : is_harmless_call(place, at);
}

/* Whether a struct or a typedef of it is meant. */
static bool is_struct(const struct dc_closed *file, const struct dc_token *token, const char *tag,
		      size_t length)
{
	const struct dc_words *meant = dc_declared_typedef(file->declared, token->text,
							   token->length);

	return (meant && meant->length == length && !memcmp(meant->text, tag, length)) ||
	       (dc_token_is(token - 1, "struct") && token->length == length &&
		!memcmp(token->text, tag, length));
}

/* `struct ring r = { 1, 2 }`, `(ring_t){ … }`: members without their names. */
static bool is_listed(const struct place *place, const char *tag, size_t length)
{
	const struct dc_tokens *tokens = place->tokens;

	for (size_t i = 1; i < tokens->nr; i++) {
		size_t brace = i;

		if (!is_struct(place->file, &tokens->items[i], tag, length))
			continue;
		while (brace < tokens->nr && !dc_token_is_char(&tokens->items[brace], '{') &&
		       !dc_token_is_char(&tokens->items[brace], ';') &&
		       !dc_token_is_char(&tokens->items[brace], ','))
			brace++;
		if (brace + 1 < tokens->nr && brace > i + 1 &&
		    dc_token_is_char(&tokens->items[brace], '{') &&
		    (dc_token_is_char(&tokens->items[brace - 1], '=') ||
		     dc_token_is_char(&tokens->items[i + 1], ')')) &&
		    !dc_token_is_char(&tokens->items[brace + 1], '}'))
			return true;
	}
	return false;
}

/* `struct ring.attrs` of a struct that this file defines. */
static bool read_member(struct place *place, const char *text)
{
	const char *tag = text + strlen("struct "), *dot;

	if (strncmp(text, "struct ", strlen("struct ")) != 0)
		return false;
	dot = strchr(tag, '.');
	if (!dot || strpbrk(dot + 1, ".["))
		return false;
	place->is_member = true;
	place->name = dot + 1;
	place->length = strlen(dot + 1);
	return dc_declared_struct(place->file->declared, tag, dot - tag) &&
	       !is_listed(place, tag, dot - tag);
}

/* `foo() parameter 2`; its scope is the file only when the function is static. */
static bool read_parameter(struct place *place, const char *text)
{
	const char *open = strstr(text, "() parameter ");

	place->is_member = false;
	place->name = text;
	place->length = open ? open - text : 0;
	return open;
}

static bool is_closed(const struct dc_closed *file, const struct dc_tokens *tokens,
		      const char *key, struct place *place)
{
	size_t length = strlen(file->path);
	const char *text = key + length + 2;
	enum dc_fixed fixed;

	*place = (struct place){ .file = file, .tokens = tokens, .key = key };
	if (strncmp(key, file->path, length) != 0 || strncmp(key + length, ": ", 2) != 0)
		return false;
	if (!read_member(place, text) && !read_parameter(place, text)) {
		fixed = dc_fixed_find(file, tokens, key, text);
		place->is_cleared = fixed == DC_FIXED_CLEARED;
		return fixed != DC_FIXED_NOT;
	}
	/* Memory for a struct comes cleared; a parameter has only what it is given. */
	place->is_cleared = place->is_member;
	for (size_t i = 0; i < tokens->nr; i++)
		if (!is_harmless(place, i))
			return false;
	return true;
}

static void tell(const struct dc_closed *file, const struct place *place)
{
	static char none[] = "";
	struct dc_end end = {
		.kind = DC_END_CLOSED, .key = (char *)place->key, .symbol = none,
		.clear = UINT64_MAX, .file = (char *)file->path, .function = none,
		.source_line = none, .guard = none,
	};

	end.set = place->is_cleared ? 0 : UINT64_MAX;
	if (!dc_ends_add(file->ends, &end))
		abort();
}

void dc_closed_tell(const struct dc_closed *file, const struct dc_asked *asked)
{
	struct dc_tokens tokens = { 0 };
	struct place place;

	if (!asked->nr)
		return;
	dc_tokens_lex(&tokens, file->text, file->length, 0);
	for (size_t i = 0; i < asked->nr; i++)
		if (is_closed(file, &tokens, asked->keys[i], &place))
			tell(file, &place);
	free(tokens.items);
}
