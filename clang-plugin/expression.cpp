/* SPDX-License-Identifier: GPL-2.0-only */
/* Expressions: what they do becomes steps, what they are is returned. */
#include "clang/Lex/Lexer.h"

#include "lowering.h"

using namespace clang;

/* Words */

std::string lowering::words(const Expr *expr) const
{
	CharSourceRange range = Lexer::makeFileCharRange(
		CharSourceRange::getTokenRange(expr->getSourceRange()),
		context.getSourceManager(), context.getLangOpts());
	std::string text;

	if (range.isValid()) {
		llvm::raw_string_ostream(text) << Lexer::getSourceText(
			range, context.getSourceManager(), context.getLangOpts());
	} else {
		llvm::raw_string_ostream out(text);

		expr->printPretty(out, nullptr, context.getPrintingPolicy());
	}
	return text.substr(0, DC_MAX_TEXT - 1);
}

std::string lowering::type_words(QualType type) const
{
	if (is_called(type, "dma_addr_t"))
		return "dma_addr_t";
	type = type.getCanonicalType().getUnqualifiedType();
	return type.getAsString(context.getPrintingPolicy());
}

/* Constants */

/* Whether a constant that is known by its name takes part. */
bool lowering::names_constant(const Stmt *stmt) const
{
	const auto *reference = dyn_cast<DeclRefExpr>(stmt);
	expansion use;

	if (macros.find_known(stmt->getSourceRange(), opened, use) && !use.is_call)
		return true;
	const auto *enumerator = reference ? dyn_cast<EnumConstantDecl>(reference->getDecl()) : nullptr;

	if (enumerator)
		return dc_custom_is_named(enumerator->getName().str().c_str()) ||
		       (enumerator->getInitExpr() && names_constant(enumerator->getInitExpr()));
	for (const Stmt *child : stmt->children())
		if (child && names_constant(child))
			return true;
	return false;
}

/* The number that an expression always is, 0 when it is none or its name says more. */
dc_index lowering::constant(const Expr *expr)
{
	const auto *reference = dyn_cast<DeclRefExpr>(expr);
	dc_spot spot = spot_at(expr->getExprLoc());
	std::string name = reference ? reference->getDecl()->getName().str() :
				       macros.constant_name(expr->getSourceRange());
	Expr::EvalResult result;
	dc_index number;

	if (expr->isValueDependent())
		return 0;
	if (expr->getType()->isPointerType())
		return expr->isNullPointerConstant(context, Expr::NPC_ValueDependentIsNotNull) ?
			make_number(spot, 0) : 0;
	if (!expr->getType()->isIntegralOrEnumerationType() ||
	    !expr->EvaluateAsInt(result, context, Expr::SE_NoSideEffects) ||
	    names_constant(expr))
		return 0;
	/* Negative numbers are errors, and known as such by their sign. */
	if (result.Val.getInt().isSigned() && result.Val.getInt().isNegative())
		return make(DC_EXPR_NEGATE, spot, make_number(
			spot, -(uint64_t)result.Val.getInt().getSExtValue()));
	number = make_number(spot, result.Val.getInt().getZExtValue());
	if (!name.empty()) {
		dc_index string = intern(name);

		facts->exprs[number].name = string;
	}
	return number;
}

/* Names */

dc_index lowering::reference(const DeclRefExpr *expr)
{
	const ValueDecl *what = expr->getDecl();
	const auto *variable = dyn_cast<VarDecl>(what);
	dc_spot spot = spot_at(expr->getLocation());
	auto local = locals.find(what);

	if (local != locals.end())
		return make_local(spot, local->second);
	if (dc_custom_is_named(what->getName().str().c_str()))
		return make_named(DC_EXPR_NAME, spot, 0, what->getName());
	if (const auto *enumerator = dyn_cast<EnumConstantDecl>(what))
		if (enumerator->getInitExpr())
			return defined(enumerator, enumerator->getInitExpr(), spot);
	if (variable && variable->getType().isConstQualified() && variable->hasInit() &&
	    variable->getType()->isIntegerType())
		return defined(variable, variable->getInit(), spot);
	return make_named(DC_EXPR_NAME, spot, 0, what->getName());
}

/* The value of a constant, all of which is read where its name is used. */
dc_index lowering::defined(const NamedDecl *what, const Expr *value, dc_spot spot)
{
	dc_spot outer = use;
	dc_index read;

	if (!use.offset) {
		use = spot;
		use.macro = number_of(what->getName(), what->getLocation());
	}
	read = expression(value);
	use = outer;
	return read;
}

/* Operators */

static bool find_operator(BinaryOperatorKind kind, dc_binary &op)
{
	switch (kind) {
	case BO_Or: op = DC_BINARY_OR; return true;
	case BO_And: op = DC_BINARY_AND; return true;
	case BO_Xor: op = DC_BINARY_XOR; return true;
	case BO_Add: op = DC_BINARY_ADD; return true;
	case BO_Sub: op = DC_BINARY_SUB; return true;
	case BO_Mul: op = DC_BINARY_MUL; return true;
	case BO_Div: op = DC_BINARY_DIV; return true;
	case BO_Rem: op = DC_BINARY_MOD; return true;
	case BO_Shl: op = DC_BINARY_SHL; return true;
	case BO_Shr: op = DC_BINARY_SHR; return true;
	case BO_EQ: op = DC_BINARY_EQ; return true;
	case BO_NE: op = DC_BINARY_NE; return true;
	case BO_LT: op = DC_BINARY_LT; return true;
	case BO_LE: op = DC_BINARY_LE; return true;
	case BO_GT: op = DC_BINARY_GT; return true;
	case BO_GE: op = DC_BINARY_GE; return true;
	default: return false;
	}
}

dc_index lowering::binary(const BinaryOperator *expr)
{
	dc_spot spot = spot_at(expr->getBeginLoc());
	dc_index a, b;
	dc_binary op;

	if (expr->isLogicalOp())
		return truth(expr);
	if (expr->getOpcode() == BO_Comma) {
		expression(expr->getLHS());
		return expression(expr->getRHS());
	}
	a = expression(expr->getLHS());
	if (expr->getOpcode() == BO_Assign) {
		assign_expression(spot, a, expr->getRHS());
		return a;
	}
	b = expression(expr->getRHS());
	if (!find_operator(expr->getOpcode(), op))
		return make(DC_EXPR_UNKNOWN, spot, a, b);
	return make_binary(op, spot, a, b);
}

dc_index lowering::compound_assignment(const CompoundAssignOperator *expr)
{
	dc_spot spot = spot_at(expr->getBeginLoc());
	dc_index target = expression(expr->getLHS()), value = expression(expr->getRHS());
	dc_binary op = DC_BINARY_OR;

	find_operator(BinaryOperator::getOpForCompoundAssignment(expr->getOpcode()), op);
	assign(spot, target, make_binary(op, spot, target, value));
	return target;
}

dc_index lowering::conditional(const AbstractConditionalOperator *expr)
{
	const auto *brief = dyn_cast<BinaryConditionalOperator>(expr);
	dc_spot spot = spot_at(expr->getBeginLoc());
	dc_index result = make_temporary(spot);
	dc_index yes = new_label(), no = new_label(), end = new_label();

	if (brief) {
		/* `a ?: b` */
		dc_index value = expression(brief->getCommon());

		assign(spot, result, value);
		branch(spot, value, yes, no, false);
		place(yes);
	} else {
		condition(expr->getCond(), yes, no, false);
		place(yes);
		assign(spot_at(expr->getTrueExpr()->getBeginLoc()), result,
		       expression(expr->getTrueExpr()));
	}
	jump(end);
	place(no);
	assign(spot_at(expr->getFalseExpr()->getBeginLoc()), result,
	       expression(expr->getFalseExpr()));
	place(end);
	return result;
}

dc_index lowering::update(const UnaryOperator *expr)
{
	dc_spot spot = spot_at(expr->getBeginLoc());
	dc_index target = expression(expr->getSubExpr());
	dc_index result = expr->isPrefix() ? target : keep(spot, target);

	assign(spot, target, make_binary(expr->isIncrementOp() ? DC_BINARY_ADD : DC_BINARY_SUB,
					 spot, target, make_number(spot, 1)));
	return result;
}

dc_index lowering::unary(const UnaryOperator *expr)
{
	dc_spot spot = spot_at(expr->getBeginLoc());
	dc_index operand;

	if (expr->isIncrementDecrementOp())
		return update(expr);
	operand = expression(expr->getSubExpr());
	switch (expr->getOpcode()) {
	case UO_LNot:
		return make(DC_EXPR_NOT, spot, operand);
	case UO_Not:
		return make(DC_EXPR_COMPLEMENT, spot, operand);
	case UO_Minus:
		return make(DC_EXPR_NEGATE, spot, operand);
	case UO_Deref:
		return make(DC_EXPR_DEREF, spot, operand);
	case UO_AddrOf:
		return make(DC_EXPR_ADDRESS, spot, operand);
	default:
		return operand;
	}
}

/* Parts of things */

/* Members of a member without name are the struct's own. */
dc_index lowering::member(const MemberExpr *expr)
{
	bool arrow = expr->isArrow();
	const Expr *base = expr->getBase();
	const auto *outer = dyn_cast<MemberExpr>(base->IgnoreParenImpCasts());

	while (outer && !outer->getMemberDecl()->getDeclName()) {
		arrow = outer->isArrow();
		base = outer->getBase();
		outer = dyn_cast<MemberExpr>(base->IgnoreParenImpCasts());
	}
	dc_index inside = expression(base);

	return make_named(arrow ? DC_EXPR_ARROW : DC_EXPR_FIELD, spot_at(expr->getBeginLoc()),
			  inside, expr->getMemberDecl()->getName());
}

dc_index lowering::statement_expression(const StmtExpr *expr)
{
	dc_index value = 0;

	block(expr->getSubStmt(), &value);
	return value ? value : unknown(expr);
}

dc_index lowering::unknown(const Expr *expr)
{
	return make_named(DC_EXPR_UNKNOWN, spot_at(expr->getBeginLoc()), 0, words(expr));
}

/* Kinds that are no operation but a way of writing one; nullptr for all others. */
static const Expr *inside_of(const Expr *expr)
{
	if (const auto *paren = dyn_cast<ParenExpr>(expr))
		return paren->getSubExpr();
	if (const auto *cast = dyn_cast<ImplicitCastExpr>(expr))
		return cast->getSubExpr();
	if (const auto *full = dyn_cast<FullExpr>(expr))
		return full->getSubExpr();
	if (const auto *choice = dyn_cast<ChooseExpr>(expr))
		return choice->getChosenSubExpr();
	if (const auto *generic = dyn_cast<GenericSelectionExpr>(expr))
		return generic->isResultDependent() ? nullptr : generic->getResultExpr();
	if (const auto *opaque = dyn_cast<OpaqueValueExpr>(expr))
		return opaque->getSourceExpr();
	return nullptr;
}

/* What may be a constant without being a literal, and is worth asking. */
static bool may_be_constant(const Expr *expr)
{
	const auto *binary = dyn_cast<BinaryOperator>(expr);
	const auto *reference = dyn_cast<DeclRefExpr>(expr);

	if (binary)
		return !binary->isAssignmentOp() && binary->getOpcode() != BO_Comma;
	if (reference)
		return isa<EnumConstantDecl>(reference->getDecl());
	return isa<IntegerLiteral>(expr) || isa<CharacterLiteral>(expr) ||
	       isa<UnaryExprOrTypeTraitExpr>(expr) || isa<OffsetOfExpr>(expr) ||
	       isa<UnaryOperator>(expr) || isa<ConditionalOperator>(expr) ||
	       isa<CStyleCastExpr>(expr) || isa<StmtExpr>(expr);
}

dc_index lowering::dispatch(const Expr *expr)
{
	if (const auto *reference = dyn_cast<DeclRefExpr>(expr))
		return this->reference(reference);
	if (const auto *compound = dyn_cast<CompoundAssignOperator>(expr))
		return compound_assignment(compound);
	if (const auto *binary = dyn_cast<BinaryOperator>(expr))
		return this->binary(binary);
	if (const auto *unary = dyn_cast<UnaryOperator>(expr))
		return this->unary(unary);
	if (const auto *choice = dyn_cast<AbstractConditionalOperator>(expr))
		return conditional(choice);
	if (const auto *member = dyn_cast<MemberExpr>(expr))
		return this->member(member);
	if (const auto *statements = dyn_cast<StmtExpr>(expr))
		return statement_expression(statements);
	if (const auto *cast = dyn_cast<CStyleCastExpr>(expr)) {
		dc_index inner = expression(cast->getSubExpr());

		return make_named(DC_EXPR_CAST, spot_at(expr->getBeginLoc()), inner,
				  type_words(cast->getTypeAsWritten()));
	}
	if (const auto *access = dyn_cast<ArraySubscriptExpr>(expr)) {
		dc_index base = expression(access->getBase());

		return make(DC_EXPR_INDEX, spot_at(expr->getBeginLoc()), base,
			    expression(access->getIdx()));
	}
	if (isa<CompoundLiteralExpr>(expr) || isa<InitListExpr>(expr)) {
		dc_spot spot = spot_at(expr->getBeginLoc());
		dc_index result = make_temporary(spot);

		facts->locals[facts->exprs[result].value].is_array = true;
		assign_expression(spot, result, expr);
		return result;
	}
	if (isa<StringLiteral>(expr) || isa<PredefinedExpr>(expr))
		return make_named(DC_EXPR_STRING, spot_at(expr->getBeginLoc()), 0, "\"\"");
	if (isa<ImplicitValueInitExpr>(expr))
		return make_number(spot_at(expr->getBeginLoc()), 0);
	/* Whatever else there is, its parts may do something. */
	for (const Stmt *child : expr->children())
		if (child && isa<Expr>(child))
			expression(cast<Expr>(child));
	return unknown(expr);
}

dc_index lowering::expression(const Expr *expr)
{
	dc_index value = 0;
	expansion use;
	called found;

	if (!enter())
		return make(DC_EXPR_UNKNOWN, dc_spot());
	const Expr *inner = inside_of(expr);

	if (macros.find_known(expr->getSourceRange(), opened, use) && !use.is_call)
		value = make_named(DC_EXPR_NAME, spot_at(use.place), 0, use.name);
	else if (find_called(expr, found))
		value = call(found, 0, true);
	else if (inner)
		value = expression(inner);
	else if (may_be_constant(expr))
		value = constant(expr);
	if (!value)
		value = dispatch(expr);
	depth--;
	return value;
}
