/* SPDX-License-Identifier: GPL-2.0-only */
/* The walk's frame, and all that it writes with. */
#include "lowering.h"

using namespace clang;

enum { MAX_DEPTH = 400 };

bool lowering::enter()
{
	if (depth == MAX_DEPTH) {
		failure = "nested too deeply";
		return false;
	}
	depth++;
	return true;
}

/* A spot's offset is Clang's own number of a place in some file. */
dc_spot lowering::spot_at(SourceLocation location)
{
	written where = macros.find_written(location);
	dc_spot spot = {};

	if (use.offset)
		return use;
	spot.offset = where.place.getRawEncoding();
	if (where.macro.isValid())
		spot.macro = number_of(macros.name_of(where.macro),
				       macros.definition_of(where.macro));
	return spot;
}

/* 0 when there are too many. */
uint16_t lowering::number_of(llvm::StringRef name, SourceLocation place)
{
	for (size_t i = 0; i < used.size(); i++)
		if (used[i].place == place && used[i].name == name)
			return i + 1;
	if (place.isInvalid() || used.size() == UINT16_MAX)
		return 0;
	used.push_back({ name.str(), place });
	return used.size();
}

dc_index lowering::intern(llvm::StringRef text)
{
	return dc_facts_intern(facts, text.data(), text.size());
}

/* The function */

bool is_called(QualType type, llvm::StringRef name)
{
	for (;;) {
		const auto *alias = type->getAs<TypedefType>();

		if (alias && alias->getDecl()->getName() == name)
			return true;
		if (alias)
			type = alias->desugar();
		else if (type->isPointerType())
			type = type->getPointeeType();
		else if (type->isArrayType())
			type = QualType(type->getArrayElementTypeNoTypeQual(), 0);
		else
			return false;
	}
}

const char *lowering::lower(const DeclaratorDecl *what)
{
	const auto *function = dyn_cast<FunctionDecl>(what);
	dc_step step = {};

	step.kind = DC_STEP_EVALUATE;
	facts->entry = dc_build_step(&b, step);
	if (function) {
		parameters(function);
		statement(function->getBody());
	} else {
		file_variable(cast<VarDecl>(what));
	}
	step.kind = DC_STEP_RETURN;
	if (b.current)
		dc_build_step(&b, step);
	return failure;
}
