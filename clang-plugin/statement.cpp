/* SPDX-License-Identifier: GPL-2.0-only */
/* Statements: blocks, choices, loops, switches and jumps. */
#include "lowering.h"

using namespace clang;

dc_index lowering::label_step(const LabelDecl *label)
{
	dc_index &step = labels[label];

	if (!step)
		step = new_label();
	return step;
}

void lowering::choice(const IfStmt *stmt)
{
	dc_index yes = new_label(), no = new_label(), end = new_label();

	condition(stmt->getCond(), yes, no, false);
	place(yes);
	statement(stmt->getThen());
	jump(end);
	place(no);
	if (stmt->getElse())
		statement(stmt->getElse());
	place(end);
}

/* Loops */

void lowering::loop_body(const Stmt *body, dc_index on_continue, dc_index on_break)
{
	loop outer = around;

	around = { { on_break, scope }, { on_continue, scope } };
	statement(body);
	around = outer;
}

/*
 * A loop that converts the pages of a buffer: that a buffer has no page is no path worth judging,
 * so it runs at least once.
 */
static bool runs_once(const Stmt *body)
{
	const auto *reference = dyn_cast<DeclRefExpr>(body);

	if (reference && isa<FunctionDecl>(reference->getDecl()) &&
	    reference->getDecl()->getName().starts_with("set_memory_"))
		return true;
	for (const Stmt *child : body->children())
		if (child && runs_once(child))
			return true;
	return false;
}

void lowering::do_loop(const DoStmt *stmt)
{
	dc_index body = new_label(), next = new_label(), end = new_label();

	place(body);
	loop_body(stmt->getBody(), next, end);
	place(next);
	condition(stmt->getCond(), body, end, true);
	place(end);
}

/* `while (condition)` is `for (; condition; )`. */
void lowering::for_loop(const Stmt *start, const Expr *question, const Expr *update,
			const Stmt *inside)
{
	dc_index head = new_label(), body = new_label(), next = new_label(), end = new_label();

	if (start)
		statement(start);
	if (!question)
		jump(body);
	else if (runs_once(inside))
		condition(question, body, body, true);
	else
		jump(head);
	place(body);
	loop_body(inside, next, end);
	place(next);
	if (update)
		expression_statement(update);
	place(head);
	if (question)
		condition(question, body, end, true);
	else
		jump(body);
	place(end);
}

/* `case 1:`, `case 1 ... 5:` */
void lowering::case_test(const CaseStmt *label, dc_index value)
{
	dc_spot spot = spot_at(label->getLHS()->getBeginLoc());
	dc_index next = new_label(), limit;

	if (label->getRHS()) {
		dc_index middle = new_label();

		limit = expression(label->getRHS());
		branch(spot, make_binary(DC_BINARY_LE, spot, value, limit), middle, next, false);
		place(middle);
	}
	limit = expression(label->getLHS());
	branch(spot, make_binary(label->getRHS() ? DC_BINARY_GE : DC_BINARY_EQ, spot, value, limit),
	       cases[label], next, false);
	place(next);
}

/* All values are asked first, in their order, then the body is entered at its labels. */
void lowering::switching(const SwitchStmt *stmt)
{
	loop outer = around;
	dc_index end = new_label(), other = end, value = expression(stmt->getCond());
	std::vector<const SwitchCase *> all;

	if (facts->exprs[value].kind == DC_EXPR_UNKNOWN)
		value = keep(spot_at(stmt->getBeginLoc()), value);
	for (const SwitchCase *each = stmt->getSwitchCaseList(); each;
	     each = each->getNextSwitchCase())
		all.insert(all.begin(), each);
	for (const SwitchCase *each : all) {
		cases[each] = new_label();
		if (const auto *label = dyn_cast<CaseStmt>(each))
			case_test(label, value);
		else
			other = cases[each];
	}
	jump(other);
	around.on_break = { end, scope };
	statement(stmt->getBody());
	around = outer;
	place(end);
}

/* Leaving */

void lowering::leave(const target &where, dc_spot spot)
{
	run_cleanups(where.scope, spot);
	if (where.step)
		jump(where.step);
}

void lowering::leave_function(const ReturnStmt *stmt)
{
	dc_spot spot = spot_at(stmt->getBeginLoc());
	dc_step step = {};

	step.kind = DC_STEP_RETURN;
	step.spot = spot;
	if (stmt->getRetValue())
		step.value = expression(stmt->getRetValue());
	if (step.value && !cleanups.empty())
		step.value = keep(spot, step.value);
	run_cleanups(0, spot);
	emit(step);
	b.current = 0;
}

/* Blocks */

/* `value`, when given, becomes that of the last expression. */
void lowering::block(const CompoundStmt *block, dc_index *value)
{
	size_t nr_cleanups = cleanups.size();

	scope++;
	for (const Stmt *each : block->body()) {
		const auto *expr = dyn_cast<Expr>(each);

		if (value && expr && each == block->body_back())
			*value = expression(expr);
		else
			statement(each);
	}
	scope--;
	if (cleanups.size() > nr_cleanups && b.current)
		run_cleanups(scope, spot_at(block->getEndLoc()));
	cleanups.resize(nr_cleanups);
}

void lowering::expression_statement(const Expr *expr)
{
	const auto *cast = dyn_cast<CStyleCastExpr>(expr->IgnoreParens());
	called found;

	if (cast && cast->getType()->isVoidType()) {
		expression_statement(cast->getSubExpr());
		return;
	}
	if (!find_called(expr, found)) {
		expression(expr);
		return;
	}
	if (dc_custom_same(dc_custom_find(found.name.data(), found.name.size(),
					  found.arguments.size())) >= 0) {
		/* WARN_ON(f()) looks at the result. */
		dc_step step = {};

		step.kind = DC_STEP_EVALUATE;
		step.spot = found.spot;
		step.value = call(found, 0, true);
		emit(step);
	} else {
		call(found, 0, false);
	}
}

void lowering::assembly(const GCCAsmStmt *stmt)
{
	dc_spot spot = spot_at(stmt->getBeginLoc());

	for (unsigned int i = 0; i < stmt->getNumInputs(); i++)
		expression(stmt->getInputExpr(i));
	for (unsigned int i = 0; i < stmt->getNumOutputs(); i++)
		assign(spot, expression(stmt->getOutputExpr(i)), make(DC_EXPR_UNKNOWN, spot));
}

void lowering::dispatch_statement(const Stmt *stmt)
{
	if (const auto *expr = dyn_cast<Expr>(stmt)) {
		expression_statement(expr);
	} else if (const auto *block = dyn_cast<CompoundStmt>(stmt)) {
		this->block(block, nullptr);
	} else if (const auto *declarations = dyn_cast<DeclStmt>(stmt)) {
		for (const Decl *each : declarations->decls())
			if (const auto *variable = dyn_cast<VarDecl>(each))
				declaration(variable);
	} else if (const auto *choice = dyn_cast<IfStmt>(stmt)) {
		this->choice(choice);
	} else if (const auto *loop = dyn_cast<DoStmt>(stmt)) {
		do_loop(loop);
	} else if (const auto *loop = dyn_cast<WhileStmt>(stmt)) {
		for_loop(nullptr, loop->getCond(), nullptr, loop->getBody());
	} else if (const auto *loop = dyn_cast<ForStmt>(stmt)) {
		for_loop(loop->getInit(), loop->getCond(), loop->getInc(), loop->getBody());
	} else if (const auto *choice = dyn_cast<SwitchStmt>(stmt)) {
		switching(choice);
	} else if (const auto *label = dyn_cast<SwitchCase>(stmt)) {
		place(cases[label]);
		statement(label->getSubStmt());
	} else if (const auto *label = dyn_cast<LabelStmt>(stmt)) {
		place(label_step(label->getDecl()));
		statement(label->getSubStmt());
	} else if (const auto *jump = dyn_cast<GotoStmt>(stmt)) {
		this->jump(label_step(jump->getLabel()));
	} else if (isa<BreakStmt>(stmt)) {
		leave(around.on_break, spot_at(stmt->getBeginLoc()));
	} else if (isa<ContinueStmt>(stmt)) {
		leave(around.on_continue, spot_at(stmt->getBeginLoc()));
	} else if (const auto *leaving = dyn_cast<ReturnStmt>(stmt)) {
		leave_function(leaving);
	} else if (const auto *attributed = dyn_cast<AttributedStmt>(stmt)) {
		statement(attributed->getSubStmt());
	} else if (const auto *code = dyn_cast<GCCAsmStmt>(stmt)) {
		assembly(code);
	} else if (isa<IndirectGotoStmt>(stmt)) {
		failure = "jumps to a computed label";
	}
}

void lowering::statement(const Stmt *stmt)
{
	called found;

	if (!enter())
		return;
	/* A macro like swap() is no expression. */
	if (!isa<Expr>(stmt) && find_called(stmt, found))
		call(found, 0, false);
	else
		dispatch_statement(stmt);
	depth--;
}
