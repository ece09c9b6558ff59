/* SPDX-License-Identifier: GPL-2.0-only */
/* One pass over the tokens of a file's declarations. */
#include "declared.h"

#include <stdlib.h>

#include "memory.h"
#include "names.h"

static struct dc_words words_of(const struct dc_token *token)
{
	return (struct dc_words){ token->text, token->length };
}

static struct dc_words between(const struct dc_token *first, const struct dc_token *last)
{
	return (struct dc_words){ first->text, last->text + last->length - first->text };
}

static bool is_same(struct dc_words words, const char *text, size_t length)
{
	return words.length == length && !memcmp(words.text, text, length);
}

static void add_struct(struct dc_declared *d, const struct dc_tokens *tokens, size_t brace)
{
	const struct dc_token *open = &tokens->items[brace];
	size_t close = dc_tokens_close(tokens, brace);
	const struct dc_token *end = &tokens->items[close < tokens->nr ? close : tokens->nr - 1];

	dc_grow(d->structs, d->nr_structs, d->structs_capacity);
	d->structs[d->nr_structs++] = (struct dc_struct){ words_of(open - 1), between(open, end) };
}

static void add_typedef(void *context, struct dc_typedef what, struct dc_words body)
{
	struct dc_declared *d = context;

	dc_grow(d->typedefs, d->nr_typedefs, d->typedefs_capacity);
	d->typedefs[d->nr_typedefs++] = what;
	if (what.tag.text != what.name.text)
		return;
	dc_grow(d->structs, d->nr_structs, d->structs_capacity);
	d->structs[d->nr_structs++] = (struct dc_struct){ what.tag, body };
}

static void add_callback(struct dc_declared *d, const struct dc_token *function, uint32_t offset)
{
	dc_grow(d->callbacks, d->nr_callbacks, d->callbacks_capacity);
	d->callbacks[d->nr_callbacks++] = (struct dc_callback){
		words_of(function), words_of(function - 2), offset,
	};
}

static void add_array(struct dc_declared *d, const struct dc_token *name)
{
	dc_grow(d->arrays, d->nr_arrays, d->arrays_capacity);
	d->arrays[d->nr_arrays++] = words_of(name);
}

static bool is_tag(const struct dc_token *token)
{
	return token->kind == DC_TOKEN_IDENTIFIER && dc_token_is(token - 1, "struct");
}

bool dc_typedef_read(const struct dc_tokens *tokens, dc_found_typedef *found, void *context)
{
	struct dc_words tag = { 0 }, body = { 0 };
	size_t at = 1;

	if (!tokens->nr || !dc_token_is(&tokens->items[0], "typedef"))
		return false;
	while (at < tokens->nr && (dc_token_is(&tokens->items[at], "const") ||
				   dc_token_is(&tokens->items[at], "volatile")))
		at++;
	if (at + 1 >= tokens->nr || !dc_token_is(&tokens->items[at], "struct"))
		return false;
	if (tokens->items[++at].kind == DC_TOKEN_IDENTIFIER)
		tag = words_of(&tokens->items[at++]);
	if (at < tokens->nr && dc_token_is_char(&tokens->items[at], '{')) {
		size_t close = dc_tokens_close(tokens, at);

		if (close >= tokens->nr)
			return false;
		body = between(&tokens->items[at], &tokens->items[close]);
		at = close + 1;
	}
	for (; at < tokens->nr && !dc_token_is_char(&tokens->items[at], '('); at++) {
		const struct dc_token *token = &tokens->items[at];

		if (at + 1 < tokens->nr && dc_name_is_annotation_call(token)) {
			at = dc_tokens_close(tokens, at + 1);
			continue;
		}
		if (token->kind != DC_TOKEN_IDENTIFIER || dc_name_is_annotation(token))
			continue;
		if (!tag.text)
			tag = words_of(token);
		found(context, (struct dc_typedef){ words_of(token), tag }, body);
	}
	return true;
}

static void read_declaration(struct dc_declared *d, const struct dc_tokens *tokens, uint32_t offset)
{
	size_t depth = 0;
	bool in_value = false;		/* what follows an = declares nothing */

	for (size_t i = 1; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind == DC_TOKEN_IDENTIFIER && i > 2 &&
		    dc_token_is_char(token - 1, '=') && dc_token_is_char(token - 3, '.'))
			add_callback(d, token, offset);
		if (token->kind != DC_TOKEN_PUNCTUATION || token->length != 1)
			continue;
		if (token->text[0] == '{' && i > 1 && is_tag(token - 1))
			add_struct(d, tokens, i);
		else if (token->text[0] == '[' && !depth && !in_value &&
			 token[-1].kind == DC_TOKEN_IDENTIFIER)
			add_array(d, token - 1);
		if (!depth && (token->text[0] == '=' || token->text[0] == ','))
			in_value = token->text[0] == '=';
		depth += token->text[0] == '{' || token->text[0] == '(';
		depth -= depth && (token->text[0] == '}' || token->text[0] == ')');
	}
}

void dc_declared_read(struct dc_declared *declared, const char *text, const struct dc_items *items)
{
	struct dc_tokens tokens = { 0 };

	if (declared->is_known)
		return;
	declared->is_known = true;
	for (size_t i = 0; i < items->nr; i++) {
		const struct dc_item *item = &items->items[i];

		if (item->kind != DC_ITEM_DECLARATION)
			continue;
		tokens.nr = 0;
		dc_tokens_lex(&tokens, text + item->start, item->end - item->start, item->start);
		dc_typedef_read(&tokens, add_typedef, declared);
		read_declaration(declared, &tokens, item->start);
	}
	free(tokens.items);
}

void dc_declared_free(struct dc_declared *declared)
{
	free(declared->structs);
	free(declared->typedefs);
	free(declared->callbacks);
	free(declared->arrays);
	*declared = (struct dc_declared){ 0 };
}

const struct dc_struct *dc_declared_struct(const struct dc_declared *declared, const char *name,
					   size_t length)
{
	for (size_t i = 0; i < declared->nr_structs; i++)
		if (is_same(declared->structs[i].name, name, length))
			return &declared->structs[i];
	return NULL;
}

const struct dc_words *dc_declared_typedef(const struct dc_declared *declared, const char *name,
					   size_t length)
{
	for (size_t i = 0; i < declared->nr_typedefs; i++)
		if (is_same(declared->typedefs[i].name, name, length))
			return &declared->typedefs[i].tag;
	return NULL;
}

const struct dc_callback *dc_declared_callback(const struct dc_declared *declared,
					       const char *function, const char *member)
{
	size_t length = strlen(function);

	for (size_t i = 0; i < declared->nr_callbacks; i++) {
		const struct dc_callback *callback = &declared->callbacks[i];

		if (is_same(callback->function, function, length) &&
		    (!member || is_same(callback->member, member, strlen(member))))
			return callback;
	}
	return NULL;
}

bool dc_declared_is_array(const struct dc_declared *declared, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < declared->nr_arrays; i++)
		if (is_same(declared->arrays[i], name, length))
			return true;
	return false;
}

/* From the brace that was just read up to the one that closes it, which is read. */
static struct dc_words take_body(struct dc_lexer *lexer, const struct dc_token *open)
{
	struct dc_words body = { open->text, open->length };
	struct dc_token token;
	size_t depth = 1;

	do {
		token = dc_lexer_next(lexer);
		depth += dc_token_is_char(&token, '{');
		depth -= dc_token_is_char(&token, '}');
	} while (depth && token.kind != DC_TOKEN_END);
	body.length = token.text + token.length - open->text;
	return body;
}

/* What one declaration says of the member that is looked for. */
struct declaration {
	struct dc_member member;
	struct dc_words body;		/* of a struct or union that is defined there */
	bool is_named;			/* the member that is looked for */
	bool is_anonymous;		/* its members are those of what it lies in */
};

static void read_token(struct declaration *d, const struct dc_token *before,
		       const struct dc_token *token, const char *name, size_t length)
{
	bool is_word = token->kind == DC_TOKEN_IDENTIFIER;

	if (is_word && !d->member.type.text && !dc_token_is(token, "const") &&
	    !dc_token_is(token, "volatile"))
		d->member.type = words_of(token);
	if (is_word && dc_token_is(before, "struct"))
		d->member.tag = words_of(token);
	else if (dc_token_is(token, "dma_addr_t") || dc_token_is(token, "DEFINE_DMA_UNMAP_ADDR"))
		d->member.is_handle = true;
	else if (dc_token_is(token, "phys_addr_t") || dc_token_is(token, "resource_size_t"))
		d->member.is_address = true;
	else if (is_word && is_same(words_of(token), name, length))
		d->is_named = true;
	else if (is_word && strncmp(token->text, "__", 2) != 0)
		d->is_anonymous = false;
	else if (dc_token_is_char(token, '[') && before->kind == DC_TOKEN_IDENTIFIER &&
		 is_same(words_of(before), name, length))
		d->member.is_array = true;
}

static bool find_member(struct dc_words members, const char *path, struct dc_member *member)
{
	struct dc_lexer lexer = dc_lexer_start(members.text, members.length);
	struct dc_token token = dc_lexer_next(&lexer), before;
	struct declaration d = { 0 };
	size_t length = strcspn(path, ".");

	for (;;) {
		before = token;
		token = dc_lexer_next(&lexer);
		if (token.kind == DC_TOKEN_END)
			return false;
		if (dc_token_is_char(&token, '{')) {
			d.body = take_body(&lexer, &token);
			d.is_anonymous = true;
			continue;
		}
		read_token(&d, &before, &token, path, length);
		if (!dc_token_is_char(&token, ';'))
			continue;
		*member = d.member;
		if (d.is_named && !path[length])
			return true;
		if (d.body.text && (d.is_named || d.is_anonymous) &&
		    find_member(d.body, d.is_named ? path + length + 1 : path, member))
			return true;
		d = (struct declaration){ 0 };
	}
}

bool dc_struct_member(const struct dc_struct *in, const char *path, struct dc_member *member)
{
	return find_member(in->members, path, member);
}

/* `unsigned long attrs[2] : 4,` up to its end: the name, none for an anonymous struct. */
static bool read_name(const struct dc_tokens *tokens, size_t *at, struct dc_words *name)
{
	bool is_named = false;		/* what comes now is a size or a width */

	*name = (struct dc_words){ 0 };
	for (; *at < tokens->nr; ++*at) {
		const struct dc_token *token = &tokens->items[*at];

		if (token->kind == DC_TOKEN_DIRECTIVE)
			return false;
		if (token->kind == DC_TOKEN_IDENTIFIER && !is_named)
			*name = words_of(token);
		if (dc_token_is_char(token, ',') || dc_token_is_char(token, ';'))
			break;
		is_named |= dc_token_is_char(token, ':') || dc_token_is_char(token, '[');
		/* A pointer to a function, or an annotation. */
		if (dc_token_is_char(token, '('))
			return false;
		if (dc_token_is_char(token, '{')) {
			*at = dc_tokens_close(tokens, *at);
			*name = (struct dc_words){ 0 };
		}
	}
	return name->text && *at < tokens->nr;
}

bool dc_struct_name_at(const struct dc_struct *in, size_t position, struct dc_words *name)
{
	struct dc_tokens tokens = { 0 };
	size_t at = 1;
	bool ok;

	dc_tokens_lex(&tokens, in->members.text, in->members.length, 0);
	do {
		ok = read_name(&tokens, &at, name);
		at++;
	} while (ok && position--);
	free(tokens.items);
	return ok;
}
