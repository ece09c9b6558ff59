/* SPDX-License-Identifier: GPL-2.0-only */
/* Which functions are read, and when: after those that they call, whose rows are known then. */
#include "reading.h"

#include <stdlib.h>
#include <string.h>

#include "expand.h"
#include "hash.h"
#include "initial.h"
#include "memory.h"
#include "names.h"

enum {
	MAX_NESTING = 200,		/* brackets within brackets in one function */
	MAX_FUNCTION = 1 << 20,		/* bytes */
	MAX_CALLS = 100,		/* functions within functions */
};

/* Names something relevant, directly, by a macro or by a wrapper. */
static bool is_relevant(struct dc_reading *r, const struct dc_item *item,
			const struct dc_tokens *tokens)
{
	if (item->relevant || (!r->ask_scope && !r->derived.nr))
		return item->relevant;
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind != DC_TOKEN_IDENTIFIER)
			continue;
		if (dc_derivations_find(&r->derived, token->text, token->length) ||
		    (r->ask_scope &&
		     dc_expand_is_relevant(&r->scope, token->text, token->length)))
			return true;
	}
	return false;
}

static void consider(struct dc_reading *r, const struct dc_item *item,
		     const struct dc_tokens *tokens)
{
	bool *is_read = &r->is_read[item - r->items.items];

	r->result->coverage.functions_relevant += !*is_read;
	*is_read = true;
	if (item->depth > MAX_NESTING)
		dc_reading_gap(r, item, item->start, "nested too deeply");
	else if (item->end - item->start > MAX_FUNCTION)
		dc_reading_gap(r, item, item->start, "longer than 1 MiB");
	else
		dc_reading_function(r, item, tokens);
}

uint32_t *dc_reading_bucket(const struct dc_reading *r, const char *name, size_t length)
{
	for (size_t i = dc_hash(name, length);; i++) {
		uint32_t *bucket = &r->buckets[i & (r->nr_buckets - 1)];
		const struct dc_item *item = *bucket ? &r->items.items[*bucket - 1] : NULL;

		if (!item || (item->name_length == length &&
			      !memcmp(r->file->text + item->name, name, length)))
			return bucket;
	}
}

void dc_reading_index(struct dc_reading *r)
{
	r->nr_buckets = 16;
	while (r->nr_buckets < 2 * r->items.nr)
		r->nr_buckets *= 2;
	r->buckets = dc_memory_resize(NULL, r->nr_buckets * sizeof(*r->buckets));
	memset(r->buckets, 0, r->nr_buckets * sizeof(*r->buckets));
	r->is_visited = dc_memory_resize(NULL, r->items.nr + 1);
	memset(r->is_visited, 0, r->items.nr + 1);
	r->is_read = dc_memory_resize(NULL, r->items.nr + 1);
	memset(r->is_read, 0, r->items.nr + 1);
	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind == DC_ITEM_FUNCTION)
			*dc_reading_bucket(r, r->file->text + item->name, item->name_length) = i + 1;
	}
}

const struct dc_item *dc_reading_declaration(const struct dc_reading *r, const char *name,
					     size_t length)
{
	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind == DC_ITEM_DECLARATION && item->name_length == length &&
		    !memcmp(r->file->text + item->name, name, length))
			return item;
	}
	return NULL;
}

/* A wrapper of another file, unless this file means its own function by the name. */
static void learn_name(struct dc_reading *r, const struct dc_token *token)
{
	const struct dc_definition *other;
	const struct dc_item *declared;
	const struct dc_derived *row;

	if (!r->file->known || dc_name_find(token->text, token->length) ||
	    dc_derivations_find(&r->derived, token->text, token->length) ||
	    *dc_reading_bucket(r, token->text, token->length))
		return;
	row = dc_exported_find(r->file->known, token->text, token->length, r->file->path);
	other = dc_reading_elsewhere(r, token->text, token->length);
	if (!row && !(other && other->row->asks))
		return;
	declared = dc_reading_declaration(r, token->text, token->length);
	if (declared && dc_reading_is_static(r->file->text, declared))
		return;
	if (row)
		dc_derivations_add(&r->derived, row);
	else
		dc_asked_add_row(&r->asked, other->row);
}

static void visit(struct dc_reading *r, size_t i, unsigned int depth)
{
	const struct dc_item *item = &r->items.items[i];
	struct dc_tokens tokens = { 0 };

	r->is_visited[i] = true;
	dc_tokens_lex(&tokens, r->file->text + item->start, item->end - item->start, item->start);
	for (size_t k = 0; k < tokens.nr && depth < MAX_CALLS; k++) {
		const struct dc_token *token = &tokens.items[k];
		uint32_t callee;

		if (token->kind != DC_TOKEN_IDENTIFIER)
			continue;
		learn_name(r, token);
		callee = *dc_reading_bucket(r, token->text, token->length);
		if (callee && !r->is_visited[callee - 1])
			visit(r, callee - 1, depth + 1);
	}
	if (is_relevant(r, item, &tokens))
		consider(r, item, &tokens);
	free(tokens.items);
}

static void read_initializer(struct dc_reading *r, const struct dc_item *item,
			     const struct dc_tokens *tokens)
{
	if (dc_initial_has_value(tokens) && item->depth <= MAX_NESTING)
		dc_reading_function(r, item, tokens);
}

void dc_reading_initializers(struct dc_reading *r)
{
	struct dc_tokens tokens = { 0 };

	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind != DC_ITEM_DECLARATION || (!item->relevant && !r->ask_scope))
			continue;
		tokens.nr = 0;
		dc_tokens_lex(&tokens, r->file->text + item->start, item->end - item->start,
			      item->start);
		if (is_relevant(r, item, &tokens))
			read_initializer(r, item, &tokens);
	}
	free(tokens.items);
}

/* A table's elements need not name the member that is asked for: there the variable counts. */
static bool mentions_asked(const struct dc_reading *r, size_t from, const struct dc_item *item,
			   const struct dc_tokens *tokens)
{
	bool is_variable = item->kind == DC_ITEM_DECLARATION;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind == DC_TOKEN_IDENTIFIER &&
		    (dc_asked_has(&r->asked, from, token->text, token->length) ||
		     (is_variable &&
		      dc_asked_is_in(&r->asked, from, token->text, token->length))))
			return true;
	}
	return false;
}

/* Functions and initializers that may tell what those read so far want to know. */
void dc_reading_asked(struct dc_reading *r)
{
	struct dc_tokens tokens = { 0 };
	size_t from = 0;

	dc_asked_add(&r->asked, &r->result->ends);
	for (; from < r->asked.nr; dc_asked_add(&r->asked, &r->result->ends)) {
		size_t nr = r->asked.nr;

		for (size_t i = 0; i < r->items.nr; i++) {
			const struct dc_item *item = &r->items.items[i];

			if (item->kind != DC_ITEM_FUNCTION && item->kind != DC_ITEM_DECLARATION)
				continue;
			tokens.nr = 0;
			dc_tokens_lex(&tokens, r->file->text + item->start,
				      item->end - item->start, item->start);
			if (!mentions_asked(r, from, item, &tokens))
				continue;
			if (item->kind == DC_ITEM_FUNCTION)
				consider(r, item, &tokens);
			else
				read_initializer(r, item, &tokens);
		}
		from = nr;
	}
	free(tokens.items);
}

/* Those that matter for sure, and then, when a name may stand for them, all others. */
void dc_reading_functions(struct dc_reading *r)
{
	for (int pass = 0; pass < 2; pass++) {
		bool may_matter = r->ask_scope || r->derived.nr || r->file->known;

		for (size_t i = 0; i < r->items.nr; i++) {
			const struct dc_item *item = &r->items.items[i];

			if (item->kind != DC_ITEM_FUNCTION)
				continue;
			r->result->coverage.functions += pass == 0;
			if (!r->is_visited[i] && (pass ? may_matter : item->relevant))
				visit(r, i, 0);
		}
	}
}
