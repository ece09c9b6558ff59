/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads definitions from a file's items. */
#include "macro.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "names.h"
#include "table.h"

static uint32_t *bucket_of(const struct dc_macros *macros, const char *name, size_t length,
			   uint32_t hash)
{
	for (size_t i = hash;; i++) {
		uint32_t *bucket = &macros->buckets[i & (macros->nr_buckets - 1)];
		const struct dc_macro *macro = *bucket ? &macros->items[*bucket - 1] : NULL;

		if (!macro || (macro->name_length == length && !memcmp(macro->name, name, length)))
			return bucket;
	}
}

static uint32_t *bucket_of_item(const struct dc_macros *macros, const struct dc_macro *macro)
{
	return bucket_of(macros, macro->name, macro->name_length,
			 dc_hash(macro->name, macro->name_length));
}

struct dc_macro *dc_macros_find(const struct dc_macros *macros, const char *name, size_t length,
				uint32_t hash)
{
	uint32_t bucket = macros->nr ? *bucket_of(macros, name, length, hash) : 0;

	return bucket ? &macros->items[bucket - 1] : NULL;
}

static void grow_buckets(struct dc_macros *macros)
{
	size_t size;

	if (macros->nr_buckets >= 2 * (macros->nr + 1))
		return;
	macros->nr_buckets = macros->nr_buckets ? 2 * macros->nr_buckets : 16;
	size = macros->nr_buckets * sizeof(*macros->buckets);
	macros->buckets = memset(dc_memory_resize(macros->buckets, size), 0, size);
	for (size_t i = 0; i < macros->nr; i++)
		*bucket_of_item(macros, &macros->items[i]) = i + 1;
}

static bool names_something(const char *text, size_t length)
{
	struct dc_lexer lexer = dc_lexer_start_inside(text, length);

	for (;;) {
		struct dc_token token = dc_lexer_next(&lexer);

		if (token.kind == DC_TOKEN_END)
			return false;
		if (token.kind == DC_TOKEN_IDENTIFIER &&
		    dc_name_is_relevant(token.text, token.length))
			return true;
	}
}

static bool is_same_text(const char *a, uint32_t a_length, const char *b, uint32_t b_length)
{
	return !a == !b && a_length == b_length && (!a || !memcmp(a, b, a_length));
}

/* Whether one of the definitions from `i` on, which all have the same name, says the same. */
static bool is_repeated(const struct dc_macros *macros, const struct dc_macro *macro, uint32_t i)
{
	for (; i; i = macros->items[i - 1].other) {
		const struct dc_macro *old = &macros->items[i - 1];

		if (old->until == UINT32_MAX &&
		    is_same_text(old->parameters, old->parameters_length, macro->parameters,
				 macro->parameters_length) &&
		    is_same_text(old->body, old->body_length, macro->body, macro->body_length))
			return true;
	}
	return false;
}

static void add(struct dc_macros *macros, struct dc_macro macro)
{
	uint32_t *bucket;

	/* The tables know better what these stand for than any definition of theirs. */
	if (!macro.name_length || dc_name_find(macro.name, macro.name_length))
		return;
	grow_buckets(macros);
	bucket = bucket_of_item(macros, &macro);
	if (is_repeated(macros, &macro, *bucket))
		return;
	macro.relevant = names_something(macro.body, macro.body_length);
	macros->has_relevant |= macro.relevant;
	macro.until = UINT32_MAX;
	macro.other = *bucket;
	dc_grow(macros->items, macros->nr, macros->capacity);
	macros->items[macros->nr++] = macro;
	*bucket = macros->nr;
}

static void end_definitions(struct dc_macros *macros, const char *text, size_t length,
			    uint32_t offset)
{
	struct dc_lexer lexer = dc_lexer_start(text + 1, length - 1);
	struct dc_token name;
	uint32_t i;

	dc_lexer_next(&lexer);
	name = dc_lexer_next(&lexer);
	if (!macros->nr)
		return;
	i = *bucket_of(macros, name.text, name.length, dc_hash(name.text, name.length));
	for (; i && macros->items[i - 1].until == UINT32_MAX; i = macros->items[i - 1].other)
		macros->items[i - 1].until = offset;
}

bool dc_macro_read(struct dc_macro *macro, const char *text, size_t length)
{
	struct dc_lexer lexer = dc_lexer_start(text + 1, length - 1);
	struct dc_token name;
	const char *at;

	dc_lexer_next(&lexer);
	name = dc_lexer_next(&lexer);
	if (name.kind != DC_TOKEN_IDENTIFIER)
		return false;
	macro->name = name.text;
	macro->name_length = name.length;
	at = name.text + name.length;
	if (at < text + length && *at == '(') {
		const char *close = memchr(at, ')', text + length - at);

		if (!close)
			return false;
		macro->parameters = at + 1;
		macro->parameters_length = close - at - 1;
		at = close + 1;
	}
	macro->body = at;
	macro->body_length = text + length - at;
	return true;
}

/* `enum { NAME = …, }`: each name that has a value. */
static void add_enumerators(struct dc_macros *macros, struct dc_macro macro,
			    const struct dc_tokens *tokens, size_t i)
{
	while (i < tokens->nr && !dc_token_is_char(&tokens->items[i], '{'))
		i++;
	for (i++; i + 2 < tokens->nr; i++) {
		const struct dc_token *name = &tokens->items[i];
		size_t end = i + 2;

		if (name->kind != DC_TOKEN_IDENTIFIER || !dc_token_is_char(name + 1, '='))
			continue;
		while (end < tokens->nr && !dc_token_is_char(&tokens->items[end], ',') &&
		       !dc_token_is_char(&tokens->items[end], '}'))
			end = dc_token_is_char(&tokens->items[end], '(') ?
				dc_tokens_close(tokens, end) + 1 : end + 1;
		if (end >= tokens->nr)
			return;
		macro.name = name->text;
		macro.name_length = name->length;
		macro.body = name[2].text;
		macro.body_length = tokens->items[end].text - macro.body;
		add(macros, macro);
		i = end;
	}
}

/* `static const unsigned long NAME = …;` */
static void add_constant(struct dc_macros *macros, struct dc_macro macro,
			 const struct dc_tokens *tokens)
{
	bool is_const = false;

	for (size_t i = 0; i + 1 < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];
		const struct dc_token *last = &tokens->items[tokens->nr - 1];

		is_const |= dc_token_is(token, "const");
		if (token->kind == DC_TOKEN_PUNCTUATION && !dc_token_is_char(token, '='))
			return;
		if (!dc_token_is_char(token, '='))
			continue;
		if (!is_const || !i || dc_token_is_char(token + 1, '{'))
			return;
		macro.name = token[-1].text;
		macro.name_length = token[-1].length;
		macro.body = token[1].text;
		macro.body_length = last->text - macro.body;
		add(macros, macro);
		return;
	}
}

static void add_declaration(struct dc_macros *macros, struct dc_macro macro, const char *text,
			    size_t length)
{
	struct dc_tokens tokens = { 0 };

	dc_tokens_lex(&tokens, text, length, 0);
	for (size_t i = 0; i < tokens.nr && i < 3; i++) {
		if (dc_token_is(&tokens.items[i], "enum")) {
			add_enumerators(macros, macro, &tokens, i);
			goto out;
		}
	}
	add_constant(macros, macro, &tokens);
out:
	free(tokens.items);
}

struct dc_macros *dc_macros_read(const char *path, const char *text, const struct dc_items *items)
{
	struct dc_macros *macros = dc_memory_resize(NULL, sizeof(*macros));

	memset(macros, 0, sizeof(*macros));
	for (size_t i = 0; i < items->nr; i++) {
		const struct dc_item *item = &items->items[i];
		struct dc_macro macro = { .file = path, .file_text = text };

		if (item->kind == DC_ITEM_DEFINE) {
			if (dc_macro_read(&macro, text + item->start, item->end - item->start))
				add(macros, macro);
		} else if (item->kind == DC_ITEM_DECLARATION && item->relevant) {
			add_declaration(macros, macro, text + item->start, item->end - item->start);
		} else if (item->kind == DC_ITEM_UNDEF) {
			end_definitions(macros, text + item->start, item->end - item->start,
					item->start);
		}
	}
	return macros;
}

void dc_macros_free(struct dc_macros *macros)
{
	if (!macros)
		return;
	free(macros->items);
	free(macros->buckets);
	free(macros);
}

