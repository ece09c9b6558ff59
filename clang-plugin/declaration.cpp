/* SPDX-License-Identifier: GPL-2.0-only */
/* Declarations: the names that a function knows, and what they start with. */
#include "clang/AST/Attr.h"

#include "lowering.h"

using namespace clang;

enum { MAX_ELEMENTS = 256 };	/* of an array; nobody writes more by hand */

/* An array or aggregate; a pgprot_t is a number, whatever it is wrapped in. */
static bool lies_on_stack(QualType type)
{
	const RecordDecl *record = type->getAsRecordDecl();

	if (type->isArrayType() || !record)
		return type->isArrayType();
	return record->getIdentifier() || record->isUnion() ||
	       std::distance(record->field_begin(), record->field_end()) != 1;
}

void lowering::parameters(const FunctionDecl *function)
{
	for (const ParmVarDecl *parameter : function->parameters()) {
		dc_local local = {};

		local.name = intern(parameter->getName());
		local.type = intern(type_words(parameter->getType()));
		local.is_parameter = true;
		locals[parameter] = dc_facts_local(facts, local);
	}
}

void lowering::declaration(const VarDecl *variable)
{
	const CleanupAttr *attr = variable->getAttr<CleanupAttr>();
	dc_spot spot = spot_at(variable->getLocation());
	dc_local local = {};
	uint32_t which;

	if (!variable->isLocalVarDecl() || variable->hasExternalStorage())
		return;
	local.name = intern(variable->getName());
	local.type = intern(type_words(variable->getType()));
	local.is_array = lies_on_stack(variable->getType());
	local.is_static = variable->isStaticLocal();
	which = locals[variable] = dc_facts_local(facts, local);
	if (attr) {
		llvm::StringRef function = attr->getFunctionDecl()->getName();
		/* DEFINE_FREE(kfree, …) makes __free_kfree(), which is given kfree's pointer. */
		bool is_free = function.consume_front("__free_");

		cleanups.push_back({ function.str(), which, !is_free, scope });
	}
	/* What a static variable starts with it does not have when it is met again. */
	if (!variable->hasInit() ||
	    (variable->isStaticLocal() && !variable->getType().isConstQualified()))
		return;
	assign_expression(spot, make_local(spot, which), variable->getInit());
}

/* A variable of the file's own, as if it were the function's. */
void lowering::file_variable(const VarDecl *variable)
{
	dc_spot spot = spot_at(variable->getLocation());
	dc_local local = {};

	local.name = intern(variable->getName());
	local.type = intern(type_words(variable->getType()));
	local.is_array = lies_on_stack(variable->getType());
	assign_expression(spot, make_local(spot, dc_facts_local(facts, local)),
			  variable->getInit());
}

void lowering::assign_expression(dc_spot spot, dc_index target, const Expr *value)
{
	const Expr *inner = value->IgnoreParenImpCasts();
	dc_index result;
	expansion use;
	called found;

	if (const auto *literal = dyn_cast<CompoundLiteralExpr>(inner))
		inner = literal->getInitializer();
	if (find_called(value, found)) {
		result = call(found, target, true);
	} else if (isa<InitListExpr>(inner) &&
		   !macros.find_known(value->getSourceRange(), opened, use)) {
		initializer(target, cast<InitListExpr>(inner));
		return;
	} else {
		result = expression(value);
	}
	if (result != target)
		assign(spot, target, result);
}

void lowering::initializer(dc_index target, const InitListExpr *list)
{
	dc_spot spot = spot_at(list->getBeginLoc());

	if (!enter())
		return;
	if (!list->isSemanticForm() && list->getSemanticForm())
		list = list->getSemanticForm();
	if (!lies_on_stack(list->getType())) {
		assign(spot, target, list->getNumInits() ? expression(list->getInit(0)) :
							   make_number(spot, 0));
	} else {
		/* What no element names is zero. */
		assign(spot, target, make_number(spot, 0));
		if (list->getType()->isRecordType())
			members(target, list);
		else
			elements(target, list);
	}
	depth--;
}

void lowering::members(dc_index target, const InitListExpr *list)
{
	const RecordDecl *record = list->getType()->getAsRecordDecl();
	unsigned int i = 0;

	for (const FieldDecl *field : record->fields()) {
		const Expr *value;

		if (record->isUnion() && field != list->getInitializedFieldInUnion())
			continue;
		if (field->isUnnamedBitField() || i >= list->getNumInits())
			continue;
		value = list->getInit(i++);
		if (isa<ImplicitValueInitExpr>(value))
			continue;
		const auto *inner = dyn_cast<InitListExpr>(value);
		dc_spot spot = spot_at(value->getBeginLoc());

		/* Members of a member without name are the struct's own. */
		if (field->isAnonymousStructOrUnion() && inner)
			members(target, inner);
		else
			assign_expression(spot, make_named(DC_EXPR_FIELD, spot, target,
							   field->getName()), value);
	}
}

void lowering::elements(dc_index target, const InitListExpr *list)
{
	unsigned int nr = std::min<unsigned int>(list->getNumInits(), MAX_ELEMENTS);

	for (unsigned int i = 0; i < nr; i++) {
		const Expr *value = list->getInit(i);
		dc_spot spot = spot_at(value->getBeginLoc());

		if (!isa<ImplicitValueInitExpr>(value))
			assign_expression(spot, make(DC_EXPR_INDEX, spot, target,
						     make_number(spot, i)), value);
	}
}
