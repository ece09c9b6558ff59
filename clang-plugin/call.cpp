/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls: their arguments, functions that are known by heart, and cleanups at the end of a scope. */
#include "lowering.h"

using namespace clang;

static const dc_name *find_row(llvm::StringRef name)
{
	return dc_name_find(name.data(), name.size());
}

/* The function that is called, by the name that the tables have for it. */
static std::string name_of(const Expr *callee)
{
	const auto *reference = dyn_cast<DeclRefExpr>(callee->IgnoreParenImpCasts());
	const auto *function = reference ? dyn_cast<FunctionDecl>(reference->getDecl()) : nullptr;
	llvm::StringRef name = function ? function->getName() : llvm::StringRef();
	llvm::StringRef plain = name;

	/* memcpy() may be a macro for __builtin_memcpy(). */
	if (plain.consume_front("__builtin_") && find_row(plain))
		return plain.str();
	return name.str();
}

/* Whether `stmt` is a call, perhaps by a known macro. */
bool lowering::find_called(const Stmt *stmt, called &found)
{
	const auto *expr = dyn_cast<Expr>(stmt);
	expansion use;

	found = {};
	if (macros.find_known(stmt->getSourceRange(), opened, use) && use.is_call) {
		found.name = use.name;
		found.spot = spot_at(use.place);
		found.body = use.body;
		found.arguments = macros.arguments(use, stmt);
		return true;
	}
	const auto *call = expr ? dyn_cast<CallExpr>(expr->IgnoreParenImpCasts()) : nullptr;

	if (!call || isa<PseudoObjectExpr>(expr))
		return false;
	/* What is around the call may be a macro of its own. */
	if (call != stmt && call->getSourceRange() != stmt->getSourceRange() &&
	    macros.find_known(call->getSourceRange(), opened, use) && use.is_call)
		return find_called(call, found);
	const auto *member = dyn_cast<MemberExpr>(call->getCallee()->IgnoreParenImpCasts());

	found.callee = call->getCallee();
	found.name = name_of(found.callee);
	found.spot = spot_at(member ? member->getMemberLoc() : call->getCallee()->getExprLoc());
	found.arguments.assign(call->arg_begin(), call->arg_end());
	found.is_noreturn = call->getDirectCallee() && call->getDirectCallee()->isNoReturn();
	return true;
}

/* An element of an array, or part of one. */
static bool is_element(const Expr *expr)
{
	const auto *member = dyn_cast<MemberExpr>(expr->IgnoreParenImpCasts());

	if (member && !member->isArrow())
		return is_element(member->getBase());
	return isa<ArraySubscriptExpr>(expr->IgnoreParenImpCasts());
}

/*
 * An element whose index is not known has many values: assigning it gives each a path of its own.
 */
dc_index lowering::argument(const Expr *expr, dc_spot spot)
{
	dc_index value;

	if (!expr)
		return make(DC_EXPR_UNKNOWN, spot);
	value = expression(expr);
	if (!is_element(expr) || !api_call.offset)
		return value;
	return keep(spot_at(expr->getExprLoc()), value);
}

dc_index lowering::call(const called &call, dc_index target, bool result_used)
{
	const dc_name *row = find_row(call.name);
	dc_custom what = dc_custom_find(call.name.data(), call.name.size(), call.arguments.size());
	dc_spot outer = api_call;
	std::vector<dc_index> arguments;
	dc_step step = {};

	if ((row && row->kind == DC_NAME_API) ||
	    dc_derivations_find(&derived, call.name.data(), call.name.size()))
		api_call = call.spot;
	opened.push_back(call.body);
	for (const Expr *each : call.arguments)
		arguments.push_back(argument(each, call.spot));
	opened.pop_back();
	api_call = outer;
	if (what != DC_CUSTOM_NONE)
		return dc_build_custom(&b, what, call.spot, arguments.data());
	step.spot = call.spot;
	step.value = call.name.empty() ? expression(call.callee) :
					 make_named(DC_EXPR_NAME, call.spot, 0, call.name);
	step.target = target ? target : make_temporary(call.spot);
	step.result_used = result_used;
	dc_build_call(&b, step, arguments.data(), arguments.size());
	if (call.is_noreturn)
		b.current = 0;
	return step.target;
}

/* Of scopes deeper than `scope`, last first; they stay registered. */
void lowering::run_cleanups(size_t deepest, dc_spot spot)
{
	for (size_t i = cleanups.size(); i-- > 0 && cleanups[i].scope > deepest;) {
		dc_index variable = make_local(spot, cleanups[i].local);
		dc_step step = {};

		if (cleanups[i].by_address)
			variable = make(DC_EXPR_ADDRESS, spot, variable);
		step.spot = spot;
		step.value = make_named(DC_EXPR_NAME, spot, 0, cleanups[i].function);
		step.target = make_temporary(spot);
		dc_build_call(&b, step, &variable, 1);
	}
}
