/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Walks tree-sitter's tree of a function body and writes steps.  Calls, assignments and choices
 * leave the expressions; what remains is pure.
 *
 * Here is the walk's frame, and all that it writes with.
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
	return dc_facts_intern(l->facts, dc_tree_text(l->tree, node), dc_tree_length(node));
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
	return dc_facts_intern(l->facts, text, used);
}

/* Steps */

static void link_to(struct dc_lowering *l, dc_index step)
{
	if (l->current)
		l->facts->steps[l->current].next[0] = step;
}

dc_index dc_lower_emit(struct dc_lowering *l, struct dc_step step)
{
	dc_index index = dc_facts_step(l->facts, step);

	link_to(l, index);
	l->current = index;
	return index;
}

dc_index dc_lower_new_label(struct dc_lowering *l)
{
	return dc_facts_step(l->facts, (struct dc_step){ .kind = DC_STEP_EVALUATE });
}

void dc_lower_place(struct dc_lowering *l, dc_index label)
{
	link_to(l, label);
	l->current = label;
}

void dc_lower_jump(struct dc_lowering *l, dc_index label)
{
	link_to(l, label);
	l->current = 0;
}

void dc_lower_assign(struct dc_lowering *l, struct dc_spot spot, dc_index target, dc_index value)
{
	dc_lower_emit(l, (struct dc_step){ .kind = DC_STEP_ASSIGN, .spot = spot,
					   .target = target, .value = value });
}

dc_index dc_lower_keep(struct dc_lowering *l, struct dc_spot spot, dc_index value)
{
	dc_index kept = dc_lower_make_temporary(l, spot);

	dc_lower_assign(l, spot, kept, value);
	return kept;
}

/* Expressions without a tree behind them */

dc_index dc_lower_make(struct dc_lowering *l, enum dc_expr_kind kind, struct dc_spot spot,
		       dc_index a, dc_index b)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = kind, .spot = spot, .a = a,
							 .b = b });
}

dc_index dc_lower_make_number(struct dc_lowering *l, struct dc_spot spot, uint64_t value)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = DC_EXPR_NUMBER, .spot = spot,
							 .value = value });
}

dc_index dc_lower_make_local(struct dc_lowering *l, struct dc_spot spot, uint32_t which)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = DC_EXPR_LOCAL, .spot = spot,
							 .value = which });
}

dc_index dc_lower_make_temporary(struct dc_lowering *l, struct dc_spot spot)
{
	return dc_lower_make_local(l, spot, dc_facts_local(l->facts, (struct dc_local){ 0 }));
}

dc_index dc_lower_make_named(struct dc_lowering *l, enum dc_expr_kind kind, struct dc_spot spot,
			     dc_index a, dc_index name)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = kind, .spot = spot, .a = a,
							 .name = name });
}

dc_index dc_lower_make_binary(struct dc_lowering *l, enum dc_binary op, struct dc_spot spot,
			      dc_index a, dc_index b)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = DC_EXPR_BINARY, .op = op,
							 .spot = spot, .a = a, .b = b });
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

	l->facts->entry = dc_lower_emit(l, (struct dc_step){ .kind = DC_STEP_EVALUATE });
	dc_lower_parameters(l, head);
	while (dc_tree_next(&children, &each))
		dc_lower_statement(l, each);
	if (l->current)
		dc_lower_emit(l, (struct dc_step){ .kind = DC_STEP_RETURN });
}

enum dc_lower_result dc_lower(const struct dc_lower_input *input, struct dc_facts *facts,
			      uint32_t *where)
{
	struct dc_tree tree;
	struct dc_lowering l = { .facts = facts, .tree = &tree, .derived = input->derived };
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
