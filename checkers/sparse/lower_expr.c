/* SPDX-License-Identifier: GPL-2.0-only */
/* Expressions: what they do becomes steps, what they are is returned. */
#include "lowering.h"

#include <stdio.h>
#include <string.h>

#include <token.h>

#include "memory.h"
#include "types.h"

struct expression *dc_lower_bare(struct expression *expr)
{
	while (expr && ((expr->type == EXPR_PREOP && expr->op == '(') ||
			((expr->type == EXPR_CAST || expr->type == EXPR_FORCE_CAST) &&
			 expr->cast_expression && expr->cast_expression->type != EXPR_INITIALIZER)))
		expr = expr->type == EXPR_PREOP ? expr->unop : expr->cast_expression;
	return expr;
}

static dc_index unknown(struct dc_lowering *l, struct dc_spot spot)
{
	return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, 0, 0);
}

/* Names and numbers */

static void note_callee(struct dc_lowering *l, struct symbol *symbol)
{
	struct dc_callees *callees = l->callees;

	if (!callees || !symbol->ctype.base_type || symbol->ctype.base_type->type != SYM_FN)
		return;
	for (size_t i = 0; i < callees->nr; i++)
		if (callees->items[i] == symbol)
			return;
	dc_grow(callees->items, callees->nr, callees->capacity);
	callees->items[callees->nr++] = symbol;
}

static dc_index lower_symbol(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	uint32_t mark = expr->symbol ? dc_lower_marked(l, expr->symbol) : 0;

	if (mark)
		return dc_build_local(&l->b, spot, mark - 1);
	if (expr->symbol)
		note_callee(l, expr->symbol);
	if (!expr->symbol_name)
		return unknown(l, spot);
	return dc_build_named(&l->b, DC_EXPR_NAME, spot, 0, dc_lower_ident(l, expr->symbol_name));
}

/* An enumerator is a number to Sparse; its name still stands in the text. */
static dc_index lower_value(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	const struct dc_unit_name *name = expr->flags & CEF_ENUM ?
					  dc_unit_name_at(l->in->unit, expr->pos) : NULL;

	if (name && (!name->name || name->name->kind == DC_NAME_DIR))
		return dc_build_named(&l->b, DC_EXPR_NAME, spot, 0,
				      dc_lower_ident(l, name->ident));
	return dc_build_number(&l->b, spot, expr->value);
}

/* Operators */

/* In the order of enum dc_binary: as an operator, as an assignment. */
static const struct {
	int op, assignment;
} operators[] = {
	[DC_BINARY_OR] = { '|', SPECIAL_OR_ASSIGN },
	[DC_BINARY_AND] = { '&', SPECIAL_AND_ASSIGN },
	[DC_BINARY_XOR] = { '^', SPECIAL_XOR_ASSIGN },
	[DC_BINARY_ADD] = { '+', SPECIAL_ADD_ASSIGN },
	[DC_BINARY_SUB] = { '-', SPECIAL_SUB_ASSIGN },
	[DC_BINARY_MUL] = { '*', SPECIAL_MUL_ASSIGN },
	[DC_BINARY_DIV] = { '/', SPECIAL_DIV_ASSIGN },
	[DC_BINARY_MOD] = { '%', SPECIAL_MOD_ASSIGN },
	[DC_BINARY_SHL] = { SPECIAL_LEFTSHIFT, SPECIAL_SHL_ASSIGN },
	[DC_BINARY_SHR] = { SPECIAL_RIGHTSHIFT, SPECIAL_SHR_ASSIGN },
	[DC_BINARY_EQ] = { SPECIAL_EQUAL, 0 },
	[DC_BINARY_NE] = { SPECIAL_NOTEQUAL, 0 },
	[DC_BINARY_LT] = { '<', 0 },
	[DC_BINARY_LE] = { SPECIAL_LTE, 0 },
	[DC_BINARY_GT] = { '>', 0 },
	[DC_BINARY_GE] = { SPECIAL_GTE, 0 },
};

static dc_index lower_binary(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	dc_index a = dc_lower_expr(l, expr->left), b = dc_lower_expr(l, expr->right);

	for (size_t op = 0; op < ARRAY_SIZE(operators); op++)
		if (operators[op].op == expr->op)
			return dc_build_binary(&l->b, op, spot, a, b);
	return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, a, b);
}

static dc_index lower_conditional(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	dc_index result = dc_build_temporary(&l->b, spot), value;
	dc_index yes = dc_build_label(&l->b), no = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	if (!expr->cond_true) {
		/* `a ?: b` */
		value = dc_lower_expr(l, expr->conditional);
		dc_build_assign(&l->b, spot, result, value);
		dc_build_branch(&l->b, spot, value, yes, no, false);
		dc_build_place(&l->b, yes);
	} else {
		dc_lower_condition(l, expr->conditional, yes, no, false);
		dc_build_place(&l->b, yes);
		value = dc_lower_expr(l, expr->cond_true);
		dc_build_assign(&l->b, dc_lower_spot(expr->cond_true->pos), result, value);
	}
	dc_build_jump(&l->b, end);
	dc_build_place(&l->b, no);
	value = dc_lower_expr(l, expr->cond_false);
	dc_build_assign(&l->b, spot, result, value);
	dc_build_place(&l->b, end);
	return result;
}

static dc_index lower_assignment(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	dc_index target = dc_lower_expr(l, expr->left), value;

	if (expr->op == '=') {
		dc_lower_store(l, spot, target, NULL, expr->right);
		return target;
	}
	value = dc_lower_expr(l, expr->right);
	for (size_t op = 0; op < ARRAY_SIZE(operators); op++)
		if (operators[op].assignment == expr->op)
			value = dc_build_binary(&l->b, op, spot, target, value);
	dc_build_assign(&l->b, spot, target, value);
	return target;
}

static dc_index lower_update(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	dc_index target = dc_lower_expr(l, expr->unop);
	dc_index result = expr->type == EXPR_PREOP ? target : dc_build_keep(&l->b, spot, target);
	enum dc_binary op = expr->op == SPECIAL_INCREMENT ? DC_BINARY_ADD : DC_BINARY_SUB;
	dc_index one = dc_build_number(&l->b, spot, 1);

	dc_build_assign(&l->b, spot, target, dc_build_binary(&l->b, op, spot, target, one));
	return result;
}

/* `a[b]`, which Sparse's parser makes *(a + b) of without the parentheses; NULL when it is none. */
static struct expression *subscript_of(const struct expression *expr)
{
	if (expr->type != EXPR_PREOP || expr->op != '*' || !expr->unop ||
	    expr->unop->type != EXPR_BINOP || expr->unop->op != '+')
		return NULL;
	return expr->unop;
}

static dc_index lower_unary(struct dc_lowering *l, struct expression *expr)
{
	struct expression *subscript = subscript_of(expr);
	struct dc_spot spot = dc_lower_spot(expr->pos);
	enum dc_expr_kind kind;
	dc_index a, b;

	if (subscript) {
		a = dc_lower_expr(l, subscript->left);
		b = dc_lower_expr(l, subscript->right);
		return dc_build_expr(&l->b, DC_EXPR_INDEX, spot, a, b);
	}
	a = dc_lower_expr(l, expr->unop);
	switch (expr->op) {
	case '!':
		kind = DC_EXPR_NOT;
		break;
	case '~':
		kind = DC_EXPR_COMPLEMENT;
		break;
	case '-':
		kind = DC_EXPR_NEGATE;
		break;
	case '*':
		kind = DC_EXPR_DEREF;
		break;
	case '&':
		kind = DC_EXPR_ADDRESS;
		break;
	default:
		return a;
	}
	return dc_build_expr(&l->b, kind, spot, a, 0);
}

static dc_index lower_preop(struct dc_lowering *l, struct expression *expr)
{
	if (expr->op == SPECIAL_INCREMENT || expr->op == SPECIAL_DECREMENT)
		return lower_update(l, expr);
	if (expr->op == '!' && dc_lower_bare(expr->unop) &&
	    dc_lower_is_logical(dc_lower_bare(expr->unop)))
		return dc_lower_truth(l, expr);
	return lower_unary(l, expr);
}

/* Parts of things */

/* The parser makes (*a).b of `a->b`. */
static dc_index lower_member(struct dc_lowering *l, struct expression *expr)
{
	struct expression *base = expr->deref;
	bool arrow = base->type == EXPR_PREOP && base->op == '*' && !subscript_of(base);
	dc_index a = dc_lower_expr(l, arrow ? base->unop : base);

	return dc_build_named(&l->b, arrow ? DC_EXPR_ARROW : DC_EXPR_FIELD,
			      dc_lower_spot(expr->pos), a, dc_lower_ident(l, expr->member));
}

static dc_index lower_cast(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	const struct symbol *type;
	char words[DC_MAX_TEXT];
	dc_index value;

	if (!expr->cast_expression)
		return unknown(l, spot);
	if (expr->cast_expression->type == EXPR_INITIALIZER) {
		value = dc_build_temporary(&l->b, spot);
		l->b.facts->locals[l->b.facts->exprs[value].value].is_array =
			dc_type_is_aggregate(expr->cast_type);
		dc_lower_store(l, spot, value, expr->cast_type, expr->cast_expression);
		return value;
	}
	value = dc_lower_expr(l, expr->cast_expression);
	type = dc_type_struct(expr->cast_type);
	if (!type)
		return value;
	snprintf(words, sizeof(words), "struct %.*s *", type->ident->len, type->ident->name);
	return dc_build_named(&l->b, DC_EXPR_CAST, spot, value,
			      dc_facts_intern(l->b.facts, words, strlen(words)));
}

static dc_index lower_block_value(struct dc_lowering *l, struct expression *expr)
{
	dc_index value = 0;

	dc_lower_block(l, expr->statement, &value);
	return value ? value : unknown(l, dc_lower_spot(expr->pos));
}

/* Initializers */

/* What a list in braces is for, and the type of that, NULL when unknown. */
struct part {
	dc_index target;
	const struct symbol *type;
};

/* What an element is for; `position` is where it stands without a designator. */
static struct part part_of(struct dc_lowering *l, struct part whole,
			   const struct expression *element, uint64_t position)
{
	struct dc_spot spot = dc_lower_spot(element->pos);
	const struct ident *name = element->type == EXPR_IDENTIFIER ? element->expr_ident : NULL;
	struct part part = { .type = dc_type_element(whole.type, name, position) };
	bool is_index = element->type == EXPR_INDEX;

	if (!name && !is_index && part.type && !dc_type_is_array(whole.type))
		name = part.type->ident;
	if (name)
		part.target = dc_build_named(&l->b, DC_EXPR_FIELD, spot, whole.target,
					     dc_lower_ident(l, name));
	else
		part.target = dc_build_expr(&l->b, DC_EXPR_INDEX, spot, whole.target,
					    dc_build_number(&l->b, spot, is_index ?
							    element->idx_from : position));
	return part;
}

static void lower_list(struct dc_lowering *l, struct dc_spot spot, struct part whole,
		       struct expression *list);

static void lower_element(struct dc_lowering *l, struct part whole, struct expression *element,
			  uint64_t position)
{
	struct part part = part_of(l, whole, element, position);
	struct dc_spot spot = dc_lower_spot(element->pos);

	/* `.a.b = ` and `.a[1] = ` go on. */
	for (;;) {
		if (element->type == EXPR_IDENTIFIER)
			element = element->ident_expression;
		else if (element->type == EXPR_INDEX)
			element = element->idx_expression;
		if (!element || (element->type != EXPR_IDENTIFIER && element->type != EXPR_INDEX))
			break;
		part = part_of(l, part, element, 0);
	}
	if (element && element->type == EXPR_INITIALIZER)
		lower_list(l, spot, part, element);
	else if (element)
		dc_lower_store(l, spot, part.target, part.type, element);
}

/* The position behind an element: a designator moves it. */
static uint64_t position_after(const struct symbol *type, const struct expression *element,
			       uint64_t position)
{
	if (element->type == EXPR_INDEX)
		return element->idx_to + 1ull;
	if (element->type == EXPR_IDENTIFIER)
		return dc_type_position(type, element->expr_ident) + 1ull;
	return position + 1;
}

static void lower_list(struct dc_lowering *l, struct dc_spot spot, struct part whole,
		       struct expression *list)
{
	struct expression *each;
	uint64_t position = 0;

	if (!dc_lower_enter(l))
		return;
	/* What no element names is zero. */
	dc_build_assign(&l->b, spot, whole.target, dc_build_number(&l->b, spot, 0));
	FOR_EACH_PTR(list->expr_list, each) {
		lower_element(l, whole, each, position);
		position = position_after(whole.type, each, position);
	} END_FOR_EACH_PTR(each);
	l->depth--;
}

void dc_lower_store(struct dc_lowering *l, struct dc_spot spot, dc_index target,
		    const struct symbol *type, struct expression *value)
{
	dc_index result;

	while (value && value->type == EXPR_PREOP && value->op == '(')
		value = value->unop;
	if (value && (value->type == EXPR_CAST || value->type == EXPR_FORCE_CAST) &&
	    value->cast_expression && value->cast_expression->type == EXPR_INITIALIZER) {
		type = value->cast_type;
		value = value->cast_expression;
	}
	if (value && value->type == EXPR_INITIALIZER) {
		lower_list(l, spot, (struct part){ target, type }, value);
		return;
	}
	result = value && value->type == EXPR_CALL ? dc_lower_call(l, value, target, true) :
						     dc_lower_expr(l, value);
	if (result != target)
		dc_build_assign(&l->b, spot, target, result);
}

static dc_index lower_comma(struct dc_lowering *l, struct expression *expr)
{
	dc_lower_expr(l, expr->left);
	return dc_lower_expr(l, expr->right);
}

static dc_index dispatch_expr(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);

	switch (expr->type) {
	case EXPR_VALUE:
		return lower_value(l, expr);
	case EXPR_STRING:
		return dc_build_named(&l->b, DC_EXPR_STRING, spot, 0,
				      dc_facts_intern(l->b.facts, "\"\"", 2));
	case EXPR_SYMBOL:
		return lower_symbol(l, expr);
	case EXPR_BINOP:
	case EXPR_COMPARE:
		return lower_binary(l, expr);
	case EXPR_LOGICAL:
		return dc_lower_truth(l, expr);
	case EXPR_ASSIGNMENT:
		return lower_assignment(l, expr);
	case EXPR_PREOP:
		return lower_preop(l, expr);
	case EXPR_POSTOP:
		return lower_update(l, expr);
	case EXPR_DEREF:
		return lower_member(l, expr);
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
		return lower_cast(l, expr);
	case EXPR_CONDITIONAL:
		return lower_conditional(l, expr);
	case EXPR_STATEMENT:
		return lower_block_value(l, expr);
	case EXPR_CALL:
		return dc_lower_call(l, expr, 0, true);
	case EXPR_COMMA:
		return lower_comma(l, expr);
	default:
		/* sizeof, offsetof, _Generic: nothing is done, and nobody asks for the number */
		return dc_build_named(&l->b, DC_EXPR_UNKNOWN, spot, 0, dc_lower_words(l, expr));
	}
}

dc_index dc_lower_expr(struct dc_lowering *l, struct expression *expr)
{
	dc_index value;

	/* What the parser did not understand is told of the function. */
	if (!expr || !dc_lower_enter(l))
		return unknown(l, (struct dc_spot){ 0 });
	value = dispatch_expr(l, expr);
	l->depth--;
	return value;
}
