// SPDX-License-Identifier: GPL-2.0-only
/* Promises of the engine's modules, each held on what the one before it made of the text. */
#include <stdlib.h>

#include "arms.h"
#include "expand.h"
#include "fuzz.h"
#include "lower.h"
#include "mend.h"
#include "names.h"
#include "split.h"

enum { MAX_NESTING = 200, MAX_STEPS = 1 << 20 };

static struct dc_facts facts;

static bool is_directive(const struct dc_token *token)
{
	return token->kind == DC_TOKEN_DIRECTIVE;
}

static bool is_relevant(const struct dc_token *token)
{
	return token->kind == DC_TOKEN_IDENTIFIER &&
	       dc_name_is_relevant(token->text, token->length);
}

static void hold_tokens(const char *text, size_t length, const struct dc_tokens *tokens)
{
	size_t end = 0;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		hold(token->kind != DC_TOKEN_END && token->length, "no token is empty");
		hold(token->offset >= end && token->offset + token->length <= length,
		     "tokens follow each other");
		hold(token->text == text + token->offset, "a token is a part of the text");
		hold(!token->column0 || !token->offset || text[token->offset - 1] == '\n',
		     "the first column is behind a newline");
		hold(!token->macro, "no token of a file is from a macro");
		end = token->offset + token->length;
	}
}

/* `tokens` is sorted by offset. */
static bool names_something(const struct dc_tokens *tokens, uint32_t start, uint32_t end)
{
	for (size_t i = 0; i < tokens->nr && tokens->items[i].offset < end; i++)
		if (tokens->items[i].offset >= start && is_relevant(&tokens->items[i]))
			return true;
	return false;
}

static void hold_items(size_t length, const struct dc_tokens *tokens, const struct dc_items *items)
{
	for (size_t i = 0; i < items->nr; i++) {
		const struct dc_item *item = &items->items[i];

		hold(item->start < item->end && item->end <= length, "an item lies in the text");
		hold(!item->relevant || names_something(tokens, item->start, item->end),
		     "a relevant item names something");
		if (item->kind != DC_ITEM_FUNCTION)
			continue;
		hold(item->name_length > 0, "a function has a name");
		hold(item->name >= item->start && item->name + item->name_length <= item->end,
		     "a function's name lies in it");
	}
}

/* Whether a token is among `tokens`, by its place; they need not be sorted. */
static void mark(uint8_t *seen, const struct dc_tokens *tokens, uint32_t start)
{
	for (size_t i = 0; i < tokens->nr; i++)
		seen[tokens->items[i].offset - start] = 1;
}

/* What comes out of an expansion or a mending points at the function that went in. */
static void hold_origin(const struct dc_tokens *tokens, const struct dc_item *item,
			size_t nr_macros)
{
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		hold(token->offset >= item->start && token->offset < item->end,
		     "a token keeps its place");
		hold(token->macro <= nr_macros, "a token's macro is known");
		hold(token->length > 0, "no token is empty");
	}
}

static void hold_expr(const struct dc_expr *expr, dc_index index, const struct dc_item *item)
{
	/* Children come first, so walks over expressions end. */
	hold(expr->a < index && expr->b < index, "an expression is made of earlier ones");
	hold(expr->name < facts.nr_strings || !expr->name, "an expression's name is a string");
	hold(expr->kind != DC_EXPR_LOCAL || expr->value < facts.nr_locals, "a local is declared");
	hold(expr->kind != DC_EXPR_BINARY || expr->op <= DC_BINARY_GE, "an operator is known");
	hold(!expr->spot.offset ||
		     (expr->spot.offset >= item->start && expr->spot.offset < item->end),
	     "an expression's place is in its function");
}

static void hold_step(const struct dc_step *step, const struct dc_item *item)
{
	bool ends = step->kind == DC_STEP_RETURN;

	hold(step->kind <= DC_STEP_EVALUATE, "a step's kind is known");
	hold(step->next[0] < facts.nr_steps && step->next[1] < facts.nr_steps,
	     "a step leads to steps");
	hold(!ends || (!step->next[0] && !step->next[1]), "nothing follows a return");
	hold(step->kind == DC_STEP_BRANCH || !step->next[1], "only a branch has two ways");
	hold(step->kind != DC_STEP_BRANCH || step->value, "a branch asks for something");
	hold(step->target < facts.nr_exprs && step->value < facts.nr_exprs,
	     "a step reads expressions");
	hold(step->kind != DC_STEP_ASSIGN || step->target, "an assignment has a target");
	hold(step->arguments + step->nr_arguments <= facts.nr_arguments,
	     "a call's arguments are there");
	hold(!step->spot.offset ||
		     (step->spot.offset >= item->start && step->spot.offset < item->end),
	     "a step's place is in its function");
}

static void hold_facts(const struct dc_item *item)
{
	char text[64];

	hold(facts.entry && facts.entry < facts.nr_steps, "facts have an entry");
	hold(facts.nr_steps < MAX_STEPS, "facts are of a size with their text");
	for (dc_index i = 1; i < facts.nr_exprs; i++) {
		hold_expr(&facts.exprs[i], i, item);
		dc_facts_print(&facts, i, text, sizeof(text));
	}
	for (dc_index i = 1; i < facts.nr_steps; i++)
		hold_step(&facts.steps[i], item);
	for (uint32_t i = 0; i < facts.nr_arguments; i++)
		hold(facts.arguments[i] < facts.nr_exprs, "an argument is an expression");
	for (uint32_t i = 0; i < facts.nr_locals; i++)
		hold(facts.locals[i].name < facts.nr_strings &&
			     facts.locals[i].type < facts.nr_strings,
		     "a local's name and type are strings");
}

static bool has_call(const struct dc_token *token)
{
	for (dc_index i = 1; i < facts.nr_steps; i++)
		if (facts.steps[i].kind == DC_STEP_CALL &&
		    facts.steps[i].spot.offset == token->offset &&
		    facts.steps[i].spot.macro == token->macro)
			return true;
	return false;
}

/* What is named in the parentheses of these is not called, or not by C. */
static bool has_operands(const struct dc_tokens *body)
{
	static const char *const words[] = {
		"sizeof", "__alignof__", "_Alignof",   "_Generic", "asm",    "__asm__",
		"__asm",  "typeof",	 "__typeof__", "offsetof", "__free", "__attribute__",
	};

	for (size_t i = 0; i < body->nr; i++)
		for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
			if (dc_token_is(&body->items[i], words[w]))
				return true;
	return false;
}

/* Silence never means "did not look": what was read without complaint was read in full. */
static void hold_calls(const struct dc_tokens *body)
{
	if (has_operands(body))
		return;
	for (size_t i = 0; i + 1 < body->nr; i++)
		hold(!is_relevant(&body->items[i]) || body->items[i].text[0] == 'D' ||
			     !dc_token_is_char(&body->items[i + 1], '(') ||
			     has_call(&body->items[i]),
		     "a call in a function that was read is among its facts");
}

static size_t find_body(const struct dc_tokens *tokens)
{
	size_t i = 0;

	while (i < tokens->nr && !dc_token_is_char(&tokens->items[i], '{'))
		i++;
	return i;
}

static void hold_variant(struct dc_scope *scope, const struct dc_item *item,
			 const struct dc_tokens *variant)
{
	struct dc_tokens expanded = { 0 }, mended = { 0 };
	uint32_t where = item->start;
	size_t open;

	if (dc_expand(scope, variant, &expanded))
		goto out;
	hold_origin(&expanded, item, scope->nr_used);
	open = find_body(&expanded);
	if (open < expanded.nr) {
		struct dc_tokens head = { .items = expanded.items, .nr = open };
		struct dc_tokens body = { .items = expanded.items + open,
					  .nr = expanded.nr - open };
		struct dc_lower_input input = { .body = &mended, .head = &head };

		dc_mend(&body, &mended);
		hold_origin(&mended, item, scope->nr_used);
		facts.function = "f";
		if (dc_lower(&input, &facts, &where) == DC_LOWER_OK) {
			hold_facts(item);
			hold_calls(&body);
		} else {
			hold(where >= item->start && where < item->end,
			     "a failure lies in its function");
		}
	}
out:
	free(expanded.items);
	free(mended.items);
}

static void hold_choices(struct dc_scope *scope, const struct dc_item *item,
			 const struct dc_tokens *variant)
{
	scope->choice = 0;
	scope->nr_choices = 1;
	do {
		hold_variant(scope, item, variant);
		hold(scope->nr_choices <= DC_MAX_CHOICES, "there is a last choice");
	} while (++scope->choice < scope->nr_choices);
}

static void hold_function(struct dc_scope *scope, const char *text, const struct dc_item *item)
{
	struct dc_tokens tokens = { 0 }, variant = { 0 };
	struct dc_arms arms;
	uint32_t length = item->end - item->start;
	uint8_t *seen = calloc(length, 1);

	hold(seen != NULL, "memory");
	dc_tokens_lex(&tokens, text + item->start, length, item->start);
	dc_arms_find(&arms, &tokens);
	for (; dc_arms_next(&arms, &tokens, &variant); variant.nr = 0) {
		hold(arms.variants <= DC_MAX_VARIANTS, "there is a last variant");
		mark(seen, &variant, item->start);
		for (size_t k = 1; k < variant.nr; k++)
			hold(variant.items[k - 1].offset < variant.items[k].offset,
			     "a variant is in order");
		hold_choices(scope, item, &variant);
	}
	hold(arms.variants || arms.too_many, "there is a first variant");
	hold(!variant.nr, "no variant leaves no tokens");
	dc_arms_free(&arms);
	free(variant.items);
	for (size_t i = 0; i < tokens.nr; i++)
		hold(!is_directive(&tokens.items[i]) || !seen[tokens.items[i].offset - item->start],
		     "a variant has no directives");
	free(tokens.items);
	free(seen);
}

void hold_modules(const char *text, size_t length)
{
	struct dc_tokens tokens = { 0 };
	struct dc_items items = { 0 };
	struct dc_macros *own;
	struct dc_scope scope;

	dc_tokens_lex(&tokens, text, length, 0);
	hold_tokens(text, length, &tokens);
	dc_split(text, length, &items);
	hold_items(length, &tokens, &items);
	own = dc_macros_read("fuzz.c", text, &items);
	dc_scope_open(&scope, "no/such/folder/fuzz.c", NULL, text, &items, own, NULL);
	for (size_t i = 0; i < items.nr; i++)
		if (items.items[i].kind == DC_ITEM_FUNCTION && items.items[i].depth <= MAX_NESTING)
			hold_function(&scope, text, &items.items[i]);
	dc_scope_close(&scope);
	dc_macros_free(own);
	dc_facts_free(&facts);
	free(items.items);
	free(tokens.items);
}
