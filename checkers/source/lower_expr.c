/* SPDX-License-Identifier: GPL-2.0-only */
/* Expressions: what they do becomes steps, what they are is returned. */
#include <stdlib.h>

#include "lowering.h"
#include "table.h"

static dc_index lower_identifier(struct dc_lowering *l, TSNode node)
{
	dc_index name = dc_lower_text(l, node);
	struct dc_spot spot = dc_lower_spot(l, node);
	uint32_t which;

	if (dc_lower_find_local(l, name, &which))
		return dc_build_local(&l->b, spot, which);
	if (dc_tree_is(l->tree, node, "NULL") || dc_tree_is(l->tree, node, "false"))
		return dc_build_number(&l->b, spot, 0);
	if (dc_tree_is(l->tree, node, "true"))
		return dc_build_number(&l->b, spot, 1);
	return dc_build_named(&l->b, DC_EXPR_NAME, spot, 0, name);
}

static dc_index lower_number(struct dc_lowering *l, TSNode node)
{
	struct dc_spot spot = dc_lower_spot(l, node);
	const char *text = dc_tree_text(l->tree, node);
	bool is_binary = text[0] == '0' && (text[1] | ' ') == 'b';
	char *end;
	uint64_t value = is_binary ? strtoull(text + 2, &end, 2) : strtoull(text, &end, 0);

	while (*end == 'u' || *end == 'U' || *end == 'l' || *end == 'L')
		end++;
	if (end != text + dc_tree_length(node))
		return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, 0, 0);
	return dc_build_number(&l->b, spot, value);
}

/* Operators */

/* In the order of enum dc_binary. */
static const char *const operators[] = { "|", "&", "^", "+", "-", "*", "/", "%", "<<", ">>",
					 "==", "!=", "<", "<=", ">", ">=" };

/* `a operator b`; only the first `length` bytes of the operator count. */
static dc_index make_operation(struct dc_lowering *l, struct dc_spot spot, const char *operator,
			       size_t length, dc_index a, dc_index b)
{
	for (size_t op = 0; op < ARRAY_SIZE(operators); op++)
		if (strlen(operators[op]) == length && !memcmp(operator, operators[op], length))
			return dc_build_binary(&l->b, op, spot, a, b);
	return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, a, b);
}

/* Whether the (name) in front of an operator is no variable but a type. */
static bool is_type_name(const struct dc_lowering *l, dc_index name, TSNode operator)
{
	const char *text = dc_facts_string(l->b.facts, name);
	size_t length = strlen(text);
	bool by_name = length > 2 && !strcmp(text + length - 2, "_t");
	bool by_operator = length > 2 && (dc_tree_is(l->tree, operator, "*") ||
					  dc_tree_is(l->tree, operator, "&"));
	uint32_t which;

	return (by_name || by_operator) && !dc_lower_find_local(l, name, &which) &&
	       !dc_name_find(text, length) && strpbrk(text, "abcdefghijklmnopqrstuvwxyz");
}

/* `(type_t)*p`, `(type_t)&x`, `(type_t)-1` read like operations on a type; 0 when it is none. */
static dc_index lower_cast_like(struct dc_lowering *l, TSNode node)
{
	TSNode left = dc_tree_child(node, DC_FIELD_left);
	TSNode right = dc_tree_child(node, DC_FIELD_right);
	TSNode operator = dc_tree_child(node, DC_FIELD_operator);
	enum dc_expr_kind kind = DC_EXPR_UNKNOWN;

	if (!dc_lower_is_cast(left) ||
	    !is_type_name(l, dc_lower_text(l, dc_tree_nth(left, 0)), operator))
		return 0;
	if (dc_tree_is(l->tree, operator, "*"))
		kind = DC_EXPR_DEREF;
	else if (dc_tree_is(l->tree, operator, "&"))
		kind = DC_EXPR_ADDRESS;
	return dc_build_expr(&l->b, kind, dc_lower_spot(l, node), dc_lower_expr(l, right), 0);
}

static dc_index lower_binary(struct dc_lowering *l, TSNode node)
{
	TSNode operator = dc_tree_child(node, DC_FIELD_operator);
	struct dc_spot spot = dc_lower_spot(l, node);
	dc_index a, b;

	if (dc_lower_is_logical(l, node))
		return dc_lower_truth(l, node);
	a = lower_cast_like(l, node);
	if (a)
		return a;
	a = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_left));
	b = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_right));
	return make_operation(l, spot, dc_tree_text(l->tree, operator), dc_tree_length(operator),
			      a, b);
}

static dc_index lower_conditional(struct dc_lowering *l, TSNode node)
{
	TSNode condition = dc_tree_child(node, DC_FIELD_condition);
	TSNode consequence = dc_tree_child(node, DC_FIELD_consequence);
	TSNode alternative = dc_tree_child(node, DC_FIELD_alternative);
	struct dc_spot spot = dc_lower_spot(l, node);
	dc_index result = dc_build_temporary(&l->b, spot);
	dc_index yes = dc_build_label(&l->b), no = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	if (ts_node_is_null(consequence)) {
		/* `a ?: b` */
		dc_index value = dc_lower_expr(l, condition);

		dc_build_assign(&l->b, spot, result, value);
		dc_build_branch(&l->b, spot, value, yes, no, false);
		dc_build_place(&l->b, yes);
	} else {
		dc_lower_condition(l, condition, yes, no, false);
		dc_build_place(&l->b, yes);
		dc_build_assign(&l->b, dc_lower_spot(l, consequence), result,
				dc_lower_expr(l, consequence));
	}
	dc_build_jump(&l->b, end);
	dc_build_place(&l->b, no);
	dc_build_assign(&l->b, dc_lower_spot(l, alternative), result,
			dc_lower_expr(l, alternative));
	dc_build_place(&l->b, end);
	return result;
}

/* What an assignment writes to: of `sg_dma_address(sg) = dma;` it is what the macro leads to. */
static dc_index lower_target(struct dc_lowering *l, TSNode node)
{
	dc_index target;

	while (dc_tree_is_parenthesis(node))
		node = dc_tree_nth(node, 0);
	target = dc_lower_expr(l, node);
	if (dc_tree_kind(node) == DC_NODE_call_expression &&
	    l->b.facts->exprs[target].kind == DC_EXPR_LOCAL)
		target = dc_build_expr(&l->b, DC_EXPR_DEREF, dc_lower_spot(l, node), target, 0);
	return target;
}

static dc_index lower_assignment(struct dc_lowering *l, TSNode node)
{
	TSNode operator = dc_tree_child(node, DC_FIELD_operator);
	TSNode right = dc_tree_child(node, DC_FIELD_right);
	dc_index target = lower_target(l, dc_tree_child(node, DC_FIELD_left)), value;
	struct dc_spot spot = dc_lower_spot(l, node);

	if (dc_tree_is(l->tree, operator, "=")) {
		dc_lower_assign_node(l, spot, target, right);
		return target;
	}
	value = dc_lower_expr(l, right);
	/* Without its = the operator is that of an expression. */
	value = make_operation(l, spot, dc_tree_text(l->tree, operator),
			       dc_tree_length(operator) - 1, target, value);
	dc_build_assign(&l->b, spot, target, value);
	return target;
}

static dc_index lower_update(struct dc_lowering *l, TSNode node)
{
	dc_index target = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_argument));
	struct dc_spot spot = dc_lower_spot(l, node);
	bool up = dc_tree_is(l->tree, dc_tree_child(node, DC_FIELD_operator), "++");
	bool prefix = *dc_tree_text(l->tree, node) == (up ? '+' : '-');
	dc_index result = prefix ? target : dc_build_keep(&l->b, spot, target);
	dc_index one = dc_build_number(&l->b, spot, 1);

	dc_build_assign(
		&l->b, spot, target,
		dc_build_binary(&l->b, up ? DC_BINARY_ADD : DC_BINARY_SUB, spot, target, one));
	return result;
}

static dc_index lower_unary(struct dc_lowering *l, TSNode node)
{
	dc_index operand = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_argument));
	struct dc_spot spot = dc_lower_spot(l, node);

	switch (*dc_tree_text(l->tree, node)) {
	case '!':
		return dc_build_expr(&l->b, DC_EXPR_NOT, spot, operand, 0);
	case '~':
		return dc_build_expr(&l->b, DC_EXPR_COMPLEMENT, spot, operand, 0);
	case '-':
		return dc_build_expr(&l->b, DC_EXPR_NEGATE, spot, operand, 0);
	case '*':
		return dc_build_expr(&l->b, DC_EXPR_DEREF, spot, operand, 0);
	case '&':
		return dc_build_expr(&l->b, DC_EXPR_ADDRESS, spot, operand, 0);
	default:
		return operand;
	}
}

/* Parts of things */

static dc_index lower_field(struct dc_lowering *l, TSNode node)
{
	bool arrow = dc_tree_is(l->tree, dc_tree_child(node, DC_FIELD_operator), "->");
	dc_index base = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_argument));

	return dc_build_named(&l->b, arrow ? DC_EXPR_ARROW : DC_EXPR_FIELD, dc_lower_spot(l, node),
			      base, dc_lower_text(l, dc_tree_child(node, DC_FIELD_field)));
}

static dc_index lower_subscript(struct dc_lowering *l, TSNode node)
{
	dc_index base = dc_lower_expr(l, dc_tree_child(node, DC_FIELD_argument));

	return dc_build_expr(&l->b, DC_EXPR_INDEX, dc_lower_spot(l, node), base,
			     dc_lower_expr(l, dc_tree_child(node, DC_FIELD_index)));
}

static dc_index lower_compound_literal(struct dc_lowering *l, TSNode node)
{
	dc_index result = dc_build_temporary(&l->b, dc_lower_spot(l, node));

	l->b.facts->locals[l->b.facts->exprs[result].value].is_array = true;
	dc_lower_initializer(l, result, dc_tree_child(node, DC_FIELD_value));
	return result;
}

/* A list in braces where nothing can be said of its target. */
static dc_index lower_list(struct dc_lowering *l, TSNode node)
{
	struct dc_children children = dc_tree_children(node);
	TSNode each;

	while (dc_tree_next(&children, &each))
		dc_lower_expr(l, each);
	return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, dc_lower_spot(l, node), 0, 0);
}

static dc_index lower_parenthesized(struct dc_lowering *l, TSNode node)
{
	TSNode inner = dc_tree_nth(node, 0);
	dc_index value = 0;

	if (ts_node_is_null(inner))
		return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, dc_lower_spot(l, node), 0, 0);
	if (dc_tree_kind(inner) != DC_NODE_compound_statement)
		return dc_lower_expr(l, inner);
	dc_lower_block(l, inner, &value);
	return value ? value : dc_build_expr(&l->b, DC_EXPR_UNKNOWN, dc_lower_spot(l, node), 0, 0);
}

static dc_index dispatch_expr(struct dc_lowering *l, TSNode node)
{
	struct dc_spot spot = dc_lower_spot(l, node);

	switch (dc_tree_kind(node)) {
	case DC_NODE_identifier:
	case DC_NODE_true:
	case DC_NODE_false:
	case DC_NODE_null:
		return lower_identifier(l, node);
	case DC_NODE_number_literal:
		return lower_number(l, node);
	case DC_NODE_string_literal:
	case DC_NODE_concatenated_string:
		return dc_build_named(&l->b, DC_EXPR_STRING, spot, 0,
				      dc_facts_intern(l->b.facts, "\"\"", 2));
	case DC_NODE_parenthesized_expression:
		return lower_parenthesized(l, node);
	case DC_NODE_comma_expression:
		dc_lower_expr(l, dc_tree_child(node, DC_FIELD_left));
		return dc_lower_expr(l, dc_tree_child(node, DC_FIELD_right));
	case DC_NODE_assignment_expression:
		return lower_assignment(l, node);
	case DC_NODE_update_expression:
		return lower_update(l, node);
	case DC_NODE_binary_expression:
		return lower_binary(l, node);
	case DC_NODE_unary_expression:
	case DC_NODE_pointer_expression:
		return lower_unary(l, node);
	case DC_NODE_cast_expression:
		return dc_build_named(&l->b, DC_EXPR_CAST, spot,
				      dc_lower_expr(l, dc_tree_child(node, DC_FIELD_value)),
				      dc_lower_text(l, dc_tree_child(node, DC_FIELD_type)));
	case DC_NODE_call_expression:
		return dc_lower_call(l, node, 0, true);
	case DC_NODE_field_expression:
		return lower_field(l, node);
	case DC_NODE_subscript_expression:
		return lower_subscript(l, node);
	case DC_NODE_conditional_expression:
		return lower_conditional(l, node);
	case DC_NODE_compound_literal_expression:
		return lower_compound_literal(l, node);
	case DC_NODE_initializer_list:
		return lower_list(l, node);
	case DC_NODE_initializer_pair:
		return dc_lower_expr(l, dc_tree_child(node, DC_FIELD_value));
	case DC_NODE_compound_statement:
		dc_lower_block(l, node, NULL);
		return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, 0, 0);
	case DC_NODE_sizeof_expression:
	case DC_NODE_char_literal:
	case DC_NODE_alignof_expression:
	case DC_NODE_offsetof_expression:
	case DC_NODE_generic_expression:
	case DC_NODE_gnu_asm_expression:
		return dc_build_named(&l->b, DC_EXPR_UNKNOWN, spot, 0, dc_lower_words(l, node));
	default:
		if (!ts_node_is_null(node))
			dc_lower_fail(l, node, DC_LOWER_SYNTAX);
		return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, 0, 0);
	}
}

dc_index dc_lower_expr(struct dc_lowering *l, TSNode node)
{
	dc_index value;

	if (!dc_lower_enter(l, node))
		return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, (struct dc_spot){ 0 }, 0, 0);
	value = dispatch_expr(l, node);
	l->depth--;
	return value;
}
