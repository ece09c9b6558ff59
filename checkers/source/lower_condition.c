/* SPDX-License-Identifier: GPL-2.0-only */
/* Conditions: && || ! and the macros around them become branches. */
#include "custom.h"
#include "lowering.h"
#include "mend.h"

bool dc_lower_is_logical(const struct dc_lowering *l, TSNode node)
{
	TSNode operator;

	if (dc_tree_kind(node) != DC_NODE_binary_expression)
		return false;
	operator = dc_tree_child(node, DC_FIELD_operator);
	return dc_tree_is(l->tree, operator, "&&") || dc_tree_is(l->tree, operator, "||");
}

dc_index dc_lower_truth(struct dc_lowering *l, TSNode node)
{
	struct dc_spot spot = dc_lower_spot(l, node);
	dc_index result = dc_build_temporary(&l->b, spot);
	dc_index yes = dc_build_label(&l->b), no = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	dc_lower_condition(l, node, yes, no, false);
	dc_build_place(&l->b, yes);
	dc_build_assign(&l->b, spot, result, dc_build_number(&l->b, spot, 1));
	dc_build_jump(&l->b, end);
	dc_build_place(&l->b, no);
	dc_build_assign(&l->b, spot, result, dc_build_number(&l->b, spot, 0));
	dc_build_place(&l->b, end);
	return result;
}

void dc_lower_branch(struct dc_lowering *l, struct dc_spot spot, dc_index value, dc_index yes,
		     dc_index no, bool is_loop)
{
	dc_build_branch(&l->b, l->call.offset ? l->call : spot, value, yes, no, is_loop);
}

static void lower_logical(struct dc_lowering *l, TSNode node, dc_index yes, dc_index no,
			  bool is_loop)
{
	bool both = dc_tree_is(l->tree, dc_tree_child(node, DC_FIELD_operator), "&&");
	dc_index middle = dc_build_label(&l->b);

	dc_lower_condition(l, dc_tree_child(node, DC_FIELD_left), both ? middle : yes,
			   both ? no : middle, is_loop);
	dc_build_place(&l->b, middle);
	dc_lower_condition(l, dc_tree_child(node, DC_FIELD_right), yes, no, is_loop);
}

/* What the call that was just emitted reads: when one of these changes so may the answer. */
static dc_index arguments_of(struct dc_lowering *l)
{
	const struct dc_step call = l->b.facts->steps[l->b.current];
	dc_index all = 0;

	for (uint32_t i = 0; call.kind == DC_STEP_CALL && i < call.nr_arguments; i++) {
		dc_index argument = l->b.facts->arguments[call.arguments + i];

		all = dc_build_expr(&l->b, DC_EXPR_UNKNOWN, l->b.facts->exprs[argument].spot,
				    argument, all);
	}
	return all;
}

/*
 * The value that is asked for when a call is the whole condition.  A predicate's is its text, so
 * that the same question agrees.
 */
static dc_index lower_asked_call(struct dc_lowering *l, TSNode node)
{
	TSNode callee = dc_tree_child(node, DC_FIELD_function);
	dc_index name = dc_lower_text(l, callee);

	if (dc_tree_kind(callee) != DC_NODE_identifier || dc_lower_transparent(l, callee) >= 0 ||
	    !strcmp(dc_facts_string(l->b.facts, name), DC_EACH) ||
	    !dc_custom_is_question(dc_facts_string(l->b.facts, name)))
		return dc_lower_expr(l, node);
	dc_lower_call(l, node, 0, true);
	return dc_build_named(&l->b, DC_EXPR_UNKNOWN, dc_lower_spot(l, node), arguments_of(l),
			      dc_lower_words(l, node));
}

/* Of `(a)` and `likely(a)` it is `a` that counts; a null node when it is neither. */
static TSNode find_wrapped(const struct dc_lowering *l, TSNode node)
{
	enum dc_node kind = dc_tree_kind(node);
	TSNode none = { 0 };
	int position = -1;

	if (dc_tree_is_parenthesis(node))
		return dc_tree_nth(node, 0);
	if (kind == DC_NODE_call_expression)
		position = dc_lower_transparent(l, dc_tree_child(node, DC_FIELD_function));
	return position < 0 ? none :
			      dc_tree_nth(dc_tree_child(node, DC_FIELD_arguments), position);
}

static void dispatch_condition(struct dc_lowering *l, TSNode node, dc_index yes, dc_index no,
			       bool is_loop)
{
	enum dc_node kind = dc_tree_kind(node);
	TSNode wrapped = find_wrapped(l, node);
	dc_index value;

	if (!ts_node_is_null(wrapped)) {
		dc_lower_condition(l, wrapped, yes, no, is_loop);
	} else if (kind == DC_NODE_unary_expression && *dc_tree_text(l->tree, node) == '!') {
		dc_lower_condition(l, dc_tree_child(node, DC_FIELD_argument), no, yes, is_loop);
	} else if (kind == DC_NODE_comma_expression) {
		dc_lower_expr(l, dc_tree_child(node, DC_FIELD_left));
		dc_lower_condition(l, dc_tree_child(node, DC_FIELD_right), yes, no, is_loop);
	} else if (dc_lower_is_logical(l, node)) {
		lower_logical(l, node, yes, no, is_loop);
	} else {
		value = kind == DC_NODE_call_expression ? lower_asked_call(l, node) :
							  dc_lower_expr(l, node);
		dc_lower_branch(l, dc_lower_spot(l, node), value, yes, no, is_loop);
	}
}

void dc_lower_condition(struct dc_lowering *l, TSNode node, dc_index yes, dc_index no, bool is_loop)
{
	if (!dc_lower_enter(l, node))
		return;
	dispatch_condition(l, node, yes, no, is_loop);
	l->depth--;
}
