/* SPDX-License-Identifier: GPL-2.0-only */
/* One function, in each variant that #if arms and macros give it. */
#include "reading.h"

#include <stdlib.h>
#include <string.h>

#include "arms.h"
#include "expand.h"
#include "initial.h"
#include "lower.h"
#include "mend.h"

static struct dc_facts facts;

char *dc_reading_name(const struct dc_reading *r, const struct dc_item *item)
{
	char *name = item ? strndup(r->file->text + item->name, item->name_length) : strdup("");

	if (!name)
		abort();
	return name;
}

/* A function that is read again has its gap already, be it for another reason. */
static bool has_gap(const struct dc_reading *r, const struct dc_item *item, const char *function)
{
	const struct dc_coverage *coverage = &r->result->coverage;
	unsigned int first = dc_reading_line(r, item->start) + 1, last = dc_reading_line(r, item->end) + 1;

	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (gap->line >= first && gap->line <= last && gap->function &&
		    !strcmp(gap->function, function))
			return true;
	}
	return false;
}

void dc_reading_gap(struct dc_reading *r, const struct dc_item *item, uint32_t offset,
		    const char *reason)
{
	/* what a variable starts with is read, too */
	char *name = dc_reading_name(r, item->kind == DC_ITEM_FUNCTION ? item : NULL);
	unsigned int line = dc_reading_line(r, offset) + 1;

	if (!has_gap(r, item, name) &&
	    !dc_coverage_gap(&r->result->coverage, r->file->path, name, line, reason))
		abort();
	free(name);
}

/* Where the body's { stands in a function's tokens; their number when there is none. */
static size_t find_body(const struct dc_tokens *tokens)
{
	for (size_t i = 0; i < tokens->nr; i++) {
		if (dc_token_is_char(&tokens->items[i], '('))
			i = dc_tokens_close(tokens, i);
		else if (dc_token_is_char(&tokens->items[i], '{'))
			return i;
	}
	return tokens->nr;
}

static bool has_word(const struct dc_tokens *tokens, const char *word)
{
	for (size_t i = 0; i < tokens->nr; i++)
		if (dc_token_is(&tokens->items[i], word))
			return true;
	return false;
}

static const char *reason_of(enum dc_lower_result result)
{
	switch (result) {
	case DC_LOWER_DEEP:
		return "nested too deeply";
	case DC_LOWER_SLOW:
		return "the parser took too long";
	default:
		return "not understood as C";
	}
}

static const struct dc_struct *find_struct_named(void *context, struct dc_words words)
{
	const struct dc_struct *found;
	const char *path;
	char *name = strndup(words.text, words.length);

	if (!name)
		abort();
	found = dc_reading_struct(context, name, &path);
	free(name);
	return found;
}

/* The name before the parameters, for the caller to free. */
static char *name_in(const struct dc_tokens *head)
{
	const struct dc_token *name = NULL;
	char *copy;

	for (size_t i = 0; i + 1 < head->nr && !name; i++)
		if (head->items[i].kind == DC_TOKEN_IDENTIFIER &&
		    dc_token_is_char(&head->items[i + 1], '('))
			name = &head->items[i];
	copy = name ? strndup(name->text, name->length) : strdup("");
	if (!copy)
		abort();
	return copy;
}

/* One definition, all that macros stand for put in; false with the reason when it can't be read. */
static const char *read_definition(struct dc_reading *r, const struct dc_tokens *head,
				   const struct dc_tokens *body, uint32_t *where)
{
	struct dc_flow_input flow = {
		.facts = &facts, .kernel = r->file->kernel, .is_core = r->is_core,
		.findings = &r->result->findings, .ends = &r->result->ends,
		.derived = &r->derived, .engine = DC_ENGINE_SOURCE,
	};
	struct dc_tokens mended = { 0 };
	struct dc_lower_input input = {
		.body = &mended, .head = head, .derived = &r->derived,
	};
	enum dc_lower_result result;
	const char *reason = NULL;

	dc_reading_answer(r, &flow);
	flow.is_static = has_word(head, "static");
	dc_mend(body, &mended);
	result = dc_lower(&input, &facts, where);
	if (result != DC_LOWER_OK) {
		reason = reason_of(result);
		r->result->by_chance |= result == DC_LOWER_SLOW;
	} else if (!dc_flow_run(&flow)) {
		reason = "too many paths";
		*where = head->nr ? head->items[0].offset : 0;
	}
	free(mended.items);
	return reason;
}

/* Takes the first definition off `rest`; false when there is none. */
static bool next_definition(struct dc_tokens *rest, struct dc_tokens *head, struct dc_tokens *body)
{
	size_t open = find_body(rest), end = open;

	if (open == rest->nr)
		return false;
	end = dc_tokens_close(rest, open);
	end += end < rest->nr;
	*head = (struct dc_tokens){ .items = rest->items, .nr = open };
	*body = (struct dc_tokens){ .items = rest->items + open, .nr = end - open };
	while (end < rest->nr && dc_token_is_char(&rest->items[end], ';'))
		end++;
	*rest = (struct dc_tokens){ .items = rest->items + end, .nr = rest->nr - end };
	return true;
}

/*
 * One variant of a function, its #if arms chosen.  Macros in front of it, `DEFINE_GETTER(foo)`, may
 * stand for functions of their own.
 */
static const char *read_variant(struct dc_reading *r, const struct dc_item *item,
				const struct dc_tokens *tokens, uint32_t *where)
{
	const char *own_name = facts.function;
	struct dc_tokens expanded = { 0 }, listed = { 0 }, rest, head, body;
	const char *reason = dc_expand(&r->scope, tokens, &expanded);

	if (!reason && item->kind == DC_ITEM_DECLARATION) {
		dc_initial_body(&expanded, find_struct_named, r, &listed);
		free(expanded.items);
		expanded = listed;
	}
	for (rest = expanded; !reason && rest.nr;) {
		char *name;

		if (!next_definition(&rest, &head, &body)) {
			reason = "no body found";
			break;
		}
		name = rest.nr ? name_in(&head) : NULL;
		facts.function = name ? name : own_name;
		reason = read_definition(r, &head, &body, where);
		facts.function = own_name;
		free(name);
	}
	free(expanded.items);
	return reason;
}

/* The same with each of the definitions that a macro may have. */
static const char *read_choices(struct dc_reading *r, const struct dc_item *item,
				const struct dc_tokens *tokens, uint32_t *where)
{
	const char *reason = NULL;

	r->scope.choice = 0;
	r->scope.nr_choices = 1;
	do {
		const char *failure = read_variant(r, item, tokens, where);

		if (!reason)
			reason = failure;
	} while (++r->scope.choice < r->scope.nr_choices);
	return reason;
}

void dc_reading_function(struct dc_reading *r, const struct dc_item *item,
			 const struct dc_tokens *tokens)
{
	struct dc_tokens variant = { 0 };
	struct dc_arms arms;
	uint32_t where = item->start;
	const char *reason = NULL;
	char *name = item->kind == DC_ITEM_FUNCTION ? dc_reading_name(r, item) : strdup("");

	facts.function = name;
	facts.is_mmap = dc_declared_callback(&r->declared, name, "mmap");
	dc_arms_find(&arms, tokens);
	while (dc_arms_next(&arms, tokens, &variant)) {
		const char *failure = read_choices(r, item, &variant, &where);

		if (failure && !reason)
			reason = failure;
		variant.nr = 0;
	}
	if (arms.too_many && !reason)
		reason = "too many #if arms";
	if (reason)
		dc_reading_gap(r, item, where, reason);
	dc_arms_free(&arms);
	free(variant.items);
	free(name);
}

void dc_reading_shutdown(void)
{
	dc_facts_free(&facts);
}
