/* SPDX-License-Identifier: GPL-2.0-only */
/* Conditions: && || ! and the macros around them become branches. */
#include "lowering.h"

using namespace clang;

dc_index lowering::truth(const Expr *expr)
{
	dc_spot spot = spot_at(expr->getExprLoc());
	dc_index result = make_temporary(spot);
	dc_index yes = new_label(), no = new_label(), end = new_label();

	condition(expr, yes, no, false);
	place(yes);
	assign(spot, result, make_number(spot, 1));
	jump(end);
	place(no);
	assign(spot, result, make_number(spot, 0));
	place(end);
	return result;
}

void lowering::branch(dc_spot spot, dc_index value, dc_index yes, dc_index no, bool is_loop)
{
	dc_build_branch(&b, api_call.offset ? api_call : spot, value, yes, no, is_loop);
}

/*
 * The value that is asked for when a call is the whole condition.  That of a question is its text,
 * so that the same question agrees.
 */
dc_index lowering::asked_call(const Expr *expr, const called &asked)
{
	dc_spot spot = spot_at(expr->getExprLoc());
	dc_index all = 0, value = call(asked, 0, true);

	if (asked.name.empty() || !dc_custom_is_question(asked.name.c_str()) || !b.current)
		return value;
	/* When something that it was given changes so may the answer. */
	const dc_step step = facts->steps[b.current];

	for (uint32_t i = 0; step.kind == DC_STEP_CALL && i < step.nr_arguments; i++)
		all = make(DC_EXPR_UNKNOWN, spot, facts->arguments[step.arguments + i], all);
	return make_named(DC_EXPR_UNKNOWN, spot, all, words(expr));
}

void lowering::dispatch_condition(const Expr *expr, dc_index yes, dc_index no, bool is_loop)
{
	const Expr *bare = expr->IgnoreParenImpCasts();
	const auto *binary = dyn_cast<BinaryOperator>(bare);
	const auto *unary = dyn_cast<UnaryOperator>(bare);
	dc_spot spot = spot_at(bare->getExprLoc());
	dc_index value;
	called asked;

	if (find_called(expr, asked)) {
		int same = dc_custom_same(dc_custom_find(asked.name.data(), asked.name.size(),
							 asked.arguments.size()));

		if (same >= 0 && asked.arguments[same]) {
			opened.push_back(asked.body);
			condition(asked.arguments[same], yes, no, is_loop);
			opened.pop_back();
		} else {
			value = asked_call(bare, asked);
			branch(spot, value, yes, no, is_loop);
		}
		return;
	}
	value = constant(expr);
	if (value) {
		branch(spot, value, yes, no, is_loop);
	} else if (unary && unary->getOpcode() == UO_LNot) {
		condition(unary->getSubExpr(), no, yes, is_loop);
	} else if (binary && binary->getOpcode() == BO_Comma) {
		expression(binary->getLHS());
		condition(binary->getRHS(), yes, no, is_loop);
	} else if (binary && binary->isLogicalOp()) {
		bool both = binary->getOpcode() == BO_LAnd;
		dc_index middle = new_label();

		condition(binary->getLHS(), both ? middle : yes, both ? no : middle, is_loop);
		place(middle);
		condition(binary->getRHS(), yes, no, is_loop);
	} else {
		value = expression(expr);
		branch(spot, value, yes, no, is_loop);
	}
}

void lowering::condition(const Expr *expr, dc_index yes, dc_index no, bool is_loop)
{
	if (!enter())
		return;
	dispatch_condition(expr, yes, no, is_loop);
	depth--;
}
