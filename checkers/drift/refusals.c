/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the entry points refuse: attributes and gfp flags that end a function of
 * kernel/dma/mapping.c early.  The rules build on it, judge.c has it as code.
 */
#include <stdio.h>

#include "array.h"
#include "compare.h"
#include "prototype.h"

static const char code[] = "kernel/dma/mapping.c";

/* What the conditions before an early return look at. */
struct refusal {
	uint32_t attrs;		/* that are named */
	unsigned int gfp;	/* enum dc_gfp_flag, joined */
	bool is_others;		/* everything but those attributes */
};

static const struct {
	const char *function;
	struct refusal refusal;
	unsigned int since;	/* what an older kernel refuses is in the row before */
} rows[] = {
	{ "dma_alloc_attrs", { .gfp = DC_GFP_COMP }, DC_VERSION(6, 2) },
	{ "dma_alloc_attrs", { .attrs = DC_CC_SHARED | DC_ALLOC_CC_SHARED, .gfp = DC_GFP_COMP },
	  DC_VERSION(7, 3) },
	{ "__dma_alloc_pages", { .gfp = DC_GFP_ZONES }, DC_VERSION(5, 12) },
	{ "__dma_alloc_pages", { .gfp = DC_GFP_ZONES | DC_GFP_COMP }, DC_VERSION(6, 2) },
	{ "dma_alloc_noncontiguous", { .attrs = DC_ALLOC_SINGLE_PAGES, .is_others = true },
	  DC_VERSION(5, 12) },
	{ "dma_alloc_noncontiguous",
	  { .attrs = DC_ALLOC_SINGLE_PAGES, .is_others = true, .gfp = DC_GFP_COMP },
	  DC_VERSION(6, 2) },
	{ "dma_map_page_attrs", { .attrs = DC_MMIO }, DC_VERSION(6, 18) },
	{ "dma_unmap_page_attrs", { .attrs = DC_MMIO }, DC_VERSION(6, 18) },
	{ "dma_map_phys", { .attrs = DC_REQUIRE_COHERENT }, DC_VERSION(7, 0) },
	{ "dma_map_phys", { .attrs = DC_REQUIRE_COHERENT | DC_CC_SHARED }, DC_VERSION(7, 1) },
	{ "dma_unmap_phys", { .attrs = DC_CC_SHARED }, DC_VERSION(7, 1) },
	{ "__dma_map_sg_attrs", { .attrs = DC_REQUIRE_COHERENT }, DC_VERSION(7, 0) },
};

/* Reading: `if (condition) return …;`, or a block that ends so */

/* `return DMA_MAPPING_ERROR;`: what is worked out first is no refusal. */
static bool is_plain_return(const struct dc_tokens *tokens, size_t at)
{
	if (!dc_token_is(&tokens->items[at], "return"))
		return false;
	for (; at < tokens->nr && !dc_token_is_char(&tokens->items[at], ';'); at++)
		if (dc_token_is_char(&tokens->items[at], '('))
			return false;
	return true;
}

/* Whether what follows the condition, from `at` on, leaves the function. */
static bool returns(const struct dc_tokens *tokens, size_t at)
{
	size_t close;

	if (at >= tokens->nr)
		return false;
	if (!dc_token_is_char(&tokens->items[at], '{'))
		return is_plain_return(tokens, at);
	close = dc_tokens_close(tokens, at);
	if (close >= tokens->nr)
		return false;
	/* The last statement: behind the ; before the last one. */
	for (size_t i = close - 1; i > at; i--)
		if (dc_token_is_char(&tokens->items[i - 1], ';') ||
		    dc_token_is_char(&tokens->items[i - 1], '{'))
			return is_plain_return(tokens, i);
	return false;
}

/* Attributes that a local stands for: `bool is_mmio = attrs & DMA_ATTR_MMIO;` */
static uint32_t attrs_of_name(const struct dc_tokens *tokens, const struct dc_token *name)
{
	for (size_t i = 0; i + 1 < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];
		size_t end = i;

		if (token->kind != DC_TOKEN_IDENTIFIER || token->length != name->length ||
		    memcmp(token->text, name->text, name->length) ||
		    !dc_token_is_char(&tokens->items[i + 1], '='))
			continue;
		while (end < tokens->nr && !dc_token_is_char(&tokens->items[end], ';'))
			end++;
		return dc_attrs_among(tokens, i, end);
	}
	return 0;
}

static void read_condition(const struct dc_tokens *tokens, size_t from, size_t to,
			   struct refusal *found)
{
	for (size_t i = from; i < to; i++) {
		const struct dc_token *token = &tokens->items[i];
		uint32_t attr = dc_attr_of_token(token);
		const struct dc_name *name;

		if (token->kind != DC_TOKEN_IDENTIFIER)
			continue;
		found->is_others |= attr && i && dc_token_is_char(token - 1, '~');
		found->attrs |= attr ? attr : attrs_of_name(tokens, token);
		name = dc_name_find(token->text, token->length);
		if (name && name->kind == DC_NAME_GFP)
			found->gfp |= name->gfp;
	}
}

static struct refusal read_refusal(const struct dc_prototype *function)
{
	const struct dc_tokens *tokens = &function->tokens;
	struct refusal found = { 0 };

	for (size_t i = function->body; i + 1 < tokens->nr; i++) {
		size_t close;

		if (!dc_token_is(&tokens->items[i], "if") ||
		    !dc_token_is_char(&tokens->items[i + 1], '('))
			continue;
		close = dc_tokens_close(tokens, i + 1);
		if (returns(tokens, close + 1))
			read_condition(tokens, i + 2, close, &found);
	}
	return found;
}

/* Comparing */

static const char *print(struct dc_drift *drift, const struct refusal *refusal)
{
	char text[256];

	snprintf(text, sizeof(text), "%s%s%s%s%s%s", refusal->is_others ? "all but " : "",
		 dc_drift_attrs(drift, refusal->attrs),
		 refusal->gfp & DC_GFP_COMP ? ", __GFP_COMP" : "",
		 refusal->gfp & DC_GFP_DMA ? ", __GFP_DMA" : "",
		 refusal->gfp & DC_GFP_DMA32 ? ", __GFP_DMA32" : "",
		 refusal->gfp & DC_GFP_HIGHMEM ? ", __GFP_HIGHMEM" : "");
	return dc_arena_copy(&drift->arena, text, strlen(text));
}

static bool is_named(const struct dc_item *item, const struct dc_tree_file *file, const char *name)
{
	return item->name_length == strlen(name) &&
	       !memcmp(file->text + item->name, name, item->name_length);
}

/* The last row of the function that this kernel is new enough for. */
static struct refusal expected(const struct dc_drift *drift, const struct dc_tree_file *file,
			       const struct dc_item *item)
{
	struct refusal refusal = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].since <= drift->kernel.version &&
		    is_named(item, file, rows[i].function))
			refusal = rows[i].refusal;
	return refusal;
}

static bool is_empty(const struct refusal *refusal)
{
	return !refusal->attrs && !refusal->gfp;
}

static void compare_function(struct dc_drift *drift, const struct dc_tree_file *file,
			     const struct dc_item *item)
{
	const char *name = file->text + item->name;
	struct refusal want = expected(drift, file, item), found = { 0 };
	struct dc_prototype function;
	int length = (int)item->name_length;

	if (dc_prototype_read(&function, file->text + item->start, item->end - item->start, name,
			      item->name_length))
		found = read_refusal(&function);
	dc_prototype_free(&function);
	if (is_empty(&want) && is_empty(&found))
		return;
	if (want.attrs == found.attrs && want.gfp == found.gfp && want.is_others == found.is_others)
		dc_drift_say(drift, file, name, DC_DRIFT_SAME, "%.*s refuses %s", length, name,
			     print(drift, &found));
	else
		dc_drift_say(drift, file, name, DC_DRIFT_CHANGED,
			     "%.*s refuses %s, the table has %s", length, name,
			     print(drift, &found), print(drift, &want));
}

static void look_for(struct dc_drift *drift, const struct dc_tree_file *file, const char *function)
{
	for (size_t i = 0; i < file->items.nr; i++)
		if (file->items.items[i].kind == DC_ITEM_FUNCTION &&
		    is_named(&file->items.items[i], file, function))
			return;
	dc_drift_say(drift, file, NULL, DC_DRIFT_GONE, "%s, which refuses attributes", function);
}

void dc_drift_refusals(struct dc_drift *drift)
{
	struct dc_tree_file file;

	/* That it is missing has been told. */
	if (!dc_tree_file_open(drift, &file, code))
		return;
	for (size_t i = 0; i < file.items.nr; i++)
		if (file.items.items[i].kind == DC_ITEM_FUNCTION && file.items.items[i].name_length)
			compare_function(drift, &file, &file.items.items[i]);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].since <= drift->kernel.version &&
		    (!i || strcmp(rows[i].function, rows[i - 1].function)))
			look_for(drift, &file, rows[i].function);
	dc_tree_file_close(&file);
}
