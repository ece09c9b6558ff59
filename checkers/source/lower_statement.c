/* SPDX-License-Identifier: GPL-2.0-only */
/* Statements: blocks, choices, loops, switches and jumps. */
#include "lowering.h"
#include "memory.h"
#include "mend.h"

static dc_index label_step(struct dc_lowering *l, TSNode label)
{
	dc_index name = dc_lower_text(l, label);

	for (size_t i = 0; i < l->nr_labels; i++)
		if (l->labels[i].name == name)
			return l->labels[i].step;
	dc_grow(l->labels, l->nr_labels, l->labels_capacity);
	l->labels[l->nr_labels] = (struct dc_label){ name, dc_build_label(&l->b) };
	return l->labels[l->nr_labels++].step;
}

static void lower_labeled(struct dc_lowering *l, TSNode node)
{
	struct dc_children children = dc_tree_children(node);
	TSNode each;

	dc_build_place(&l->b, label_step(l, dc_tree_child(node, DC_FIELD_label)));
	while (dc_tree_next(&children, &each))
		if (!dc_tree_is_field(&children, DC_FIELD_label))
			dc_lower_statement(l, each);
}

static void lower_if(struct dc_lowering *l, TSNode node)
{
	TSNode alternative = dc_tree_child(node, DC_FIELD_alternative);
	dc_index yes = dc_build_label(&l->b), no = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	dc_lower_condition(l, dc_tree_child(node, DC_FIELD_condition), yes, no, false);
	dc_build_place(&l->b, yes);
	dc_lower_statement(l, dc_tree_child(node, DC_FIELD_consequence));
	dc_build_jump(&l->b, end);
	dc_build_place(&l->b, no);
	if (!ts_node_is_null(alternative))
		dc_lower_statement(l, dc_tree_nth(alternative, 0));
	dc_build_place(&l->b, end);
}

/* Loops */

static void lower_body(struct dc_lowering *l, TSNode body, dc_index on_continue, dc_index on_break)
{
	dc_index outer_continue = l->on_continue, outer_break = l->on_break;

	l->on_continue = on_continue;
	l->on_break = on_break;
	dc_lower_statement(l, body);
	l->on_continue = outer_continue;
	l->on_break = outer_break;
}

/*
 * A loop that converts the pages of a buffer: that a buffer has no page is no path worth judging,
 * so it runs at least once.
 */
static bool runs_once(const struct dc_lowering *l, TSNode body)
{
	static const char piece[] = "set_memory_";

	return memmem(dc_tree_text(l->tree, body), dc_tree_length(body), piece, sizeof(piece) - 1);
}

static void lower_do(struct dc_lowering *l, TSNode node)
{
	dc_index body = dc_build_label(&l->b), next = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	dc_build_place(&l->b, body);
	lower_body(l, dc_tree_child(node, DC_FIELD_body), next, end);
	dc_build_place(&l->b, next);
	dc_lower_condition(l, dc_tree_child(node, DC_FIELD_condition), body, end, true);
	dc_build_place(&l->b, end);
}

/* `while (condition)` is `for (; condition; )`. */
static void lower_for(struct dc_lowering *l, TSNode node)
{
	TSNode start = dc_tree_child(node, DC_FIELD_initializer);
	TSNode condition = dc_tree_child(node, DC_FIELD_condition);
	TSNode update = dc_tree_child(node, DC_FIELD_update);
	TSNode inside = dc_tree_child(node, DC_FIELD_body);
	dc_index head = dc_build_label(&l->b), body = dc_build_label(&l->b);
	dc_index next = dc_build_label(&l->b), end = dc_build_label(&l->b);
	size_t nr_visible = l->nr_visible;

	if (!ts_node_is_null(start))
		dc_lower_statement(l, start);
	if (ts_node_is_null(condition))
		dc_build_jump(&l->b, body);
	else if (runs_once(l, inside))
		dc_lower_condition(l, condition, body, body, true);
	else
		dc_build_jump(&l->b, head);
	dc_build_place(&l->b, body);
	lower_body(l, inside, next, end);
	dc_build_place(&l->b, next);
	if (!ts_node_is_null(update))
		dc_lower_expr(l, update);
	dc_build_place(&l->b, head);
	if (ts_node_is_null(condition))
		dc_build_jump(&l->b, body);
	else
		dc_lower_condition(l, condition, body, end, true);
	dc_build_place(&l->b, end);
	l->nr_visible = nr_visible;
}

/* Switches: all values are asked first, in their order, then the body is entered at its labels. */

struct switching {
	dc_index value;
	dc_index other;		/* the default label */
};

static dc_index case_step(const struct dc_lowering *l, TSNode node)
{
	for (size_t i = 0; i < l->nr_cases; i++)
		if (l->cases[i].node == node.id)
			return l->cases[i].step;
	return 0;
}

static void lower_test(struct dc_lowering *l, TSNode node, struct switching *s)
{
	TSNode value = dc_tree_child(node, DC_FIELD_value);
	dc_index label = dc_build_label(&l->b), next, equal;
	struct dc_spot spot;

	dc_grow(l->cases, l->nr_cases, l->cases_capacity);
	l->cases[l->nr_cases++] = (struct dc_case){ node.id, label };
	if (ts_node_is_null(value)) {
		s->other = label;
		return;
	}
	spot = dc_lower_spot(l, value);
	next = dc_build_label(&l->b);
	equal = dc_build_binary(&l->b, DC_BINARY_EQ, spot, s->value, dc_lower_expr(l, value));
	dc_lower_branch(l, spot, equal, label, next, false);
	dc_build_place(&l->b, next);
}

/* The tests of all cases below `node`, those of switches within excluded. */
static void lower_tests(struct dc_lowering *l, TSNode node, struct switching *s)
{
	struct dc_children children;
	TSNode each;

	if (!dc_lower_enter(l, node))
		return;
	children = dc_tree_children(node);
	while (dc_tree_next(&children, &each)) {
		switch (dc_tree_kind(each)) {
		case DC_NODE_case_statement:
			lower_test(l, each, s);
			/* fall through */
		case DC_NODE_compound_statement:
		case DC_NODE_labeled_statement:
		case DC_NODE_if_statement:
		case DC_NODE_else_clause:
		case DC_NODE_while_statement:
		case DC_NODE_do_statement:
		case DC_NODE_for_statement:
			lower_tests(l, each, s);
			break;
		default:
			break;
		}
	}
	l->depth--;
}

static void lower_switch(struct dc_lowering *l, TSNode node)
{
	TSNode body = dc_tree_child(node, DC_FIELD_body);
	dc_index end = dc_build_label(&l->b);
	struct switching s = { .value = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_condition)) };

	if (l->b.facts->exprs[s.value].kind == DC_EXPR_UNKNOWN)
		s.value = dc_build_keep(&l->b, dc_lower_spot(l, node), s.value);
	lower_tests(l, body, &s);
	dc_build_jump(&l->b, s.other ? s.other : end);
	lower_body(l, body, l->on_continue, end);
	dc_build_place(&l->b, end);
}

static void lower_case(struct dc_lowering *l, TSNode node)
{
	struct dc_children children = dc_tree_children(node);
	dc_index label = case_step(l, node);
	TSNode each;

	if (label)
		dc_build_place(&l->b, label);
	while (dc_tree_next(&children, &each))
		if (!dc_tree_is_field(&children, DC_FIELD_value))
			dc_lower_statement(l, each);
}

/* Leaving the function */

static void leave(struct dc_lowering *l, struct dc_spot spot, dc_index value)
{
	dc_lower_run_cleanups(l, 0, spot);
	dc_build_step(&l->b,
		      (struct dc_step){ .kind = DC_STEP_RETURN, .spot = spot, .value = value });
	l->b.current = 0;
}

static void lower_return(struct dc_lowering *l, TSNode node)
{
	TSNode what = dc_tree_nth(node, 0);
	struct dc_spot spot = dc_lower_spot(l, node);
	dc_index value = ts_node_is_null(what) ? 0 : dc_lower_expr(l, what);

	if (value && l->nr_cleanups)
		value = dc_build_keep(&l->b, spot, value);
	leave(l, spot, value);
}

/* `return_ptr(p);` */
static void lower_return_ptr(struct dc_lowering *l, TSNode call)
{
	TSNode list = dc_tree_child(call, DC_FIELD_arguments);
	struct dc_spot spot = dc_lower_spot(l, call);
	dc_index pointer = dc_lower_expr(l, dc_tree_nth(list, 0));
	dc_index kept = dc_build_keep(&l->b, spot, pointer);

	dc_build_assign(&l->b, spot, pointer, dc_build_number(&l->b, spot, 0));
	leave(l, spot, kept);
}

/* Blocks */

static void lower_call_statement(struct dc_lowering *l, TSNode call)
{
	TSNode callee = dc_tree_child(call, DC_FIELD_function);

	if (dc_tree_is(l->tree, callee, DC_CLEANUP)) {
		dc_lower_cleanup(l, dc_tree_child(call, DC_FIELD_arguments));
	} else if (dc_tree_is(l->tree, callee, "return_ptr")) {
		lower_return_ptr(l, call);
	} else if (dc_lower_transparent(l, callee) >= 0) {
		/* WARN_ON(f()) looks at the result. */
		dc_build_step(&l->b, (struct dc_step){ .kind = DC_STEP_EVALUATE,
						       .spot = dc_lower_spot(l, call),
						       .value = dc_lower_call(l, call, 0, true) });
	} else {
		dc_lower_call(l, call, 0, false);
	}
}

static void lower_expression_statement(struct dc_lowering *l, TSNode node)
{
	TSNode what = dc_tree_nth(node, 0);

	while (!ts_node_is_null(what) && dc_tree_kind(what) == DC_NODE_cast_expression &&
	       dc_tree_is(l->tree, dc_tree_child(what, DC_FIELD_type), "void"))
		what = dc_tree_child(what, DC_FIELD_value);
	if (ts_node_is_null(what))
		return;
	if (dc_tree_kind(what) == DC_NODE_call_expression)
		lower_call_statement(l, what);
	else
		dc_lower_expr(l, what);
}

static void lower_in_block(struct dc_lowering *l, TSNode node, dc_index *value)
{
	TSNode what;

	if (!value || dc_tree_kind(node) != DC_NODE_expression_statement) {
		dc_lower_statement(l, node);
		return;
	}
	/* Inside of a statement expression a call's value may be the result. */
	what = dc_tree_nth(node, 0);
	*value = ts_node_is_null(what) ? 0 : dc_lower_expr(l, what);
}

void dc_lower_block(struct dc_lowering *l, TSNode node, dc_index *value)
{
	size_t nr_visible = l->nr_visible, nr_cleanups = l->nr_cleanups;
	struct dc_children children = dc_tree_children(node);
	TSNode each;

	l->scope++;
	while (dc_tree_next(&children, &each))
		lower_in_block(l, each, value);
	l->scope--;
	if (l->nr_cleanups > nr_cleanups && l->b.current)
		dc_lower_run_cleanups(l, l->scope, dc_lower_spot(l, node));
	l->nr_visible = nr_visible;
	l->nr_cleanups = nr_cleanups;
}

static void dispatch_statement(struct dc_lowering *l, TSNode node)
{
	uint32_t nr = dc_tree_count(node);

	switch (dc_tree_kind(node)) {
	case DC_NODE_compound_statement:
		dc_lower_block(l, node, NULL);
		break;
	case DC_NODE_expression_statement:
		lower_expression_statement(l, node);
		break;
	case DC_NODE_declaration:
		dc_lower_declaration(l, node);
		break;
	case DC_NODE_if_statement:
		lower_if(l, node);
		break;
	case DC_NODE_do_statement:
		lower_do(l, node);
		break;
	case DC_NODE_while_statement:
	case DC_NODE_for_statement:
		lower_for(l, node);
		break;
	case DC_NODE_switch_statement:
		lower_switch(l, node);
		break;
	case DC_NODE_case_statement:
		lower_case(l, node);
		break;
	case DC_NODE_labeled_statement:
		lower_labeled(l, node);
		break;
	case DC_NODE_goto_statement:
		dc_build_jump(&l->b, label_step(l, dc_tree_child(node, DC_FIELD_label)));
		break;
	case DC_NODE_break_statement:
		if (l->on_break)
			dc_build_jump(&l->b, l->on_break);
		break;
	case DC_NODE_continue_statement:
		if (l->on_continue)
			dc_build_jump(&l->b, l->on_continue);
		break;
	case DC_NODE_return_statement:
		lower_return(l, node);
		break;
	case DC_NODE_attributed_statement:
		dc_lower_statement(l, dc_tree_nth(node, nr - 1));
		break;
	case DC_NODE_enum_specifier:
		dc_lower_enumeration(l, node);
		break;
	case DC_NODE_type_definition:
	case DC_NODE_struct_specifier:
	case DC_NODE_union_specifier:
		break;
	default:
		dc_lower_expr(l, node);
	}
}

void dc_lower_statement(struct dc_lowering *l, TSNode node)
{
	if (ts_node_is_null(node) || !dc_lower_enter(l, node))
		return;
	dispatch_statement(l, node);
	l->depth--;
}
