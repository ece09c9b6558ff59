/* SPDX-License-Identifier: GPL-2.0-only */
/* Conditions: && || ! and the macros around them become branches. */
#include "lowering.h"

#include <token.h>

#include "custom.h"

bool dc_lower_is_logical(const struct expression *expr)
{
	return expr->type == EXPR_LOGICAL;
}

dc_index dc_lower_truth(struct dc_lowering *l, struct expression *expr)
{
	struct dc_spot spot = dc_lower_spot(expr->pos);
	dc_index result = dc_build_temporary(&l->b, spot);
	dc_index yes = dc_build_label(&l->b), no = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	dc_lower_condition(l, expr, yes, no, false);
	dc_build_place(&l->b, yes);
	dc_build_assign(&l->b, spot, result, dc_build_number(&l->b, spot, 1));
	dc_build_jump(&l->b, end);
	dc_build_place(&l->b, no);
	dc_build_assign(&l->b, spot, result, dc_build_number(&l->b, spot, 0));
	dc_build_place(&l->b, end);
	return result;
}

static void lower_logical(struct dc_lowering *l, struct expression *expr, dc_index yes, dc_index no,
			  bool is_loop)
{
	bool both = expr->op == SPECIAL_LOGICAL_AND;
	dc_index middle = dc_build_label(&l->b);

	dc_lower_condition(l, expr->left, both ? middle : yes, both ? no : middle, is_loop);
	dc_build_place(&l->b, middle);
	dc_lower_condition(l, expr->right, yes, no, is_loop);
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
 * The value that is asked for when a call is the whole condition.  A question's is its text, so
 * that the same question agrees.
 */
static dc_index lower_asked_call(struct dc_lowering *l, struct expression *call)
{
	const struct ident *callee = dc_lower_callee(call);
	dc_index name = callee ? dc_lower_ident(l, callee) : 0;

	if (!callee || dc_lower_transparent(call) ||
	    !dc_custom_is_question(dc_facts_string(l->b.facts, name)))
		return dc_lower_expr(l, call);
	dc_lower_call(l, call, 0, true);
	return dc_build_named(&l->b, DC_EXPR_UNKNOWN, dc_lower_spot(call->pos), arguments_of(l),
			      dc_lower_words(l, call));
}

static void dispatch_condition(struct dc_lowering *l, struct expression *expr, dc_index yes,
			       dc_index no, bool is_loop)
{
	dc_index value;

	if (expr->type == EXPR_PREOP && expr->op == '!') {
		dc_lower_condition(l, expr->unop, no, yes, is_loop);
	} else if (expr->type == EXPR_CALL && dc_lower_transparent(expr)) {
		dc_lower_condition(l, dc_lower_transparent(expr), yes, no, is_loop);
	} else if (expr->type == EXPR_COMMA) {
		dc_lower_expr(l, expr->left);
		dc_lower_condition(l, expr->right, yes, no, is_loop);
	} else if (dc_lower_is_logical(expr)) {
		lower_logical(l, expr, yes, no, is_loop);
	} else {
		struct dc_spot spot = dc_lower_spot(expr->pos);

		value = expr->type == EXPR_CALL ? lower_asked_call(l, expr) :
						  dc_lower_expr(l, expr);
		dc_build_branch(&l->b, l->call.offset ? l->call : spot, value, yes, no, is_loop);
	}
}

void dc_lower_condition(struct dc_lowering *l, struct expression *expr, dc_index yes, dc_index no,
			bool is_loop)
{
	while (expr && expr->type == EXPR_PREOP && expr->op == '(')
		expr = expr->unop;
	if (!expr) {
		dc_build_jump(&l->b, yes);
		return;
	}
	if (!dc_lower_enter(l))
		return;
	dispatch_condition(l, expr, yes, no, is_loop);
	l->depth--;
}
