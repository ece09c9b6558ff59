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
	dc_index result = dc_lower_make_temporary(l, spot);
	dc_index yes = dc_lower_new_label(l), no = dc_lower_new_label(l);
	dc_index end = dc_lower_new_label(l);

	dc_lower_condition(l, node, yes, no, false);
	dc_lower_place(l, yes);
	dc_lower_assign(l, spot, result, dc_lower_make_number(l, spot, 1));
	dc_lower_jump(l, end);
	dc_lower_place(l, no);
	dc_lower_assign(l, spot, result, dc_lower_make_number(l, spot, 0));
	dc_lower_place(l, end);
	return result;
}

void dc_lower_branch(struct dc_lowering *l, struct dc_spot spot, dc_index value, dc_index yes,
		     dc_index no, bool is_loop)
{
	dc_lower_emit(l, (struct dc_step){ .kind = DC_STEP_BRANCH, .value = value,
					   .spot = l->call.offset ? l->call : spot,
					   .next = { yes, no }, .is_loop = is_loop });
	l->current = 0;
}

static void lower_logical(struct dc_lowering *l, TSNode node, dc_index yes, dc_index no,
			  bool is_loop)
{
	bool both = dc_tree_is(l->tree, dc_tree_child(node, DC_FIELD_operator), "&&");
	dc_index middle = dc_lower_new_label(l);

	dc_lower_condition(l, dc_tree_child(node, DC_FIELD_left), both ? middle : yes,
			   both ? no : middle, is_loop);
	dc_lower_place(l, middle);
	dc_lower_condition(l, dc_tree_child(node, DC_FIELD_right), yes, no, is_loop);
}

/* What the call that was just emitted reads: when one of these changes so may the answer. */
static dc_index arguments_of(struct dc_lowering *l)
{
	const struct dc_step call = l->facts->steps[l->current];
	dc_index all = 0;

	for (uint32_t i = 0; call.kind == DC_STEP_CALL && i < call.nr_arguments; i++) {
		dc_index argument = l->facts->arguments[call.arguments + i];

		all = dc_lower_make(l, DC_EXPR_UNKNOWN, l->facts->exprs[argument].spot, argument, all);
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

	if (dc_tree_kind(callee) != DC_NODE_identifier || dc_lower_is_transparent(l, callee) ||
	    !strcmp(dc_facts_string(l->facts, name), DC_EACH) ||
	    !dc_custom_is_question(dc_facts_string(l->facts, name)))
		return dc_lower_expr(l, node);
	dc_lower_call(l, node, 0, true);
	return dc_lower_make_named(l, DC_EXPR_UNKNOWN, dc_lower_spot(l, node), arguments_of(l),
				   dc_lower_words(l, node));
}

/* Of `(a)` and `likely(a)` it is `a` that counts; a null node when it is neither. */
static TSNode find_wrapped(const struct dc_lowering *l, TSNode node)
{
	enum dc_node kind = dc_tree_kind(node);
	TSNode none = { 0 };

	if (dc_tree_is_parenthesis(node))
		return dc_tree_nth(node, 0);
	if (kind == DC_NODE_call_expression &&
	    dc_lower_is_transparent(l, dc_tree_child(node, DC_FIELD_function)))
		return dc_tree_nth(dc_tree_child(node, DC_FIELD_arguments), 0);
	return none;
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
