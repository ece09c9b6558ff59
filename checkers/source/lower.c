/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Walks tree-sitter's tree of a function body and writes steps.  Calls, assignments and choices
 * leave the expressions; what remains is pure.
 *
 * Here is the walk's frame; what it writes with is build.h.
 */
#include "lower.h"

#include <ctype.h>
#include <stdlib.h>

#include "lowering.h"

enum { MAX_DEPTH = 400 };

/* Nodes */

void dc_lower_fail(struct dc_lowering *l, TSNode node, enum dc_lower_result why)
{
	if (l->result != DC_LOWER_OK)
		return;
	l->where = dc_tree_token(l->tree, node)->offset;
	l->result = why;
}

bool dc_lower_enter(struct dc_lowering *l, TSNode node)
{
	if (l->depth < MAX_DEPTH) {
		l->depth++;
		return true;
	}
	dc_lower_fail(l, node, DC_LOWER_DEEP);
	return false;
}

struct dc_spot dc_lower_spot(const struct dc_lowering *l, TSNode node)
{
	const struct dc_token *token = dc_tree_token(l->tree, node);

	return (struct dc_spot){ token->offset, token->macro };
}

dc_index dc_lower_text(struct dc_lowering *l, TSNode node)
{
	return dc_facts_intern(l->b.facts, dc_tree_text(l->tree, node), dc_tree_length(node));
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The text that was parsed has a blank after every token. */
dc_index dc_lower_words(struct dc_lowering *l, TSNode node)
{
	const char *at = dc_tree_text(l->tree, node), *end = at + dc_tree_length(node);
	char text[256];
	size_t used = 0;

	for (; at < end && used < sizeof(text) - 1; at++) {
		char before = used ? text[used - 1] : '\0';

		if (*at != ' ' || before == ',' || (is_word(before) && is_word(at[1])))
			text[used++] = *at;
	}
	return dc_facts_intern(l->b.facts, text, used);
}

/* The function */

static void free_lowering(struct dc_lowering *l)
{
	free(l->labels);
	free(l->visible);
	free(l->cleanups);
	free(l->cases);
}

static void lower_function(struct dc_lowering *l, const struct dc_tokens *head)
{
	struct dc_children children = dc_tree_children(ts_tree_root_node(l->tree->tree));
	TSNode each;

	l->b.facts->entry = dc_build_step(&l->b, (struct dc_step){ .kind = DC_STEP_EVALUATE });
	dc_lower_parameters(l, head);
	while (dc_tree_next(&children, &each))
		dc_lower_statement(l, each);
	if (l->b.current)
		dc_build_step(&l->b, (struct dc_step){ .kind = DC_STEP_RETURN });
}

enum dc_lower_result dc_lower(const struct dc_lower_input *input, struct dc_facts *facts,
			      uint32_t *where)
{
	struct dc_tree tree;
	struct dc_lowering l = { .b = { .facts = facts }, .tree = &tree,
				 .derived = input->derived };
	enum dc_lower_result result;
	const char *function = facts->function;
	bool is_mmap = facts->is_mmap;

	dc_facts_reset(facts);
	facts->function = function;
	facts->is_mmap = is_mmap;
	result = dc_tree_parse(&tree, input->body, where);
	if (result != DC_LOWER_OK)
		return result;
	lower_function(&l, input->head);
	if (l.result != DC_LOWER_OK)
		*where = l.where;
	dc_tree_drop(&tree);
	free_lowering(&l);
	return l.result;
}

void dc_lower_shutdown(void)
{
	dc_tree_shutdown();
}
