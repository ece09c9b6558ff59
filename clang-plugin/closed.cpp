/* SPDX-License-Identifier: GPL-2.0-only */
/* Counts the mentions of a function or member, and those of them that are harmless. */
#include "closed.h"

#include <cstring>

#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace {

/* One place that is asked for. */
class mentions {
public:
	mentions(const closed_unit &unit, const char *key, const ValueDecl *what)
		: unit(unit), key(key), what(what)
	{
	}

	bool all_harmless() const { return nr == nr_harmless; }

	void look(const Stmt *stmt)
	{
		const auto *list = dyn_cast<InitListExpr>(stmt);

		nr += is_mention(stmt);
		if (const auto *call = dyn_cast<CallExpr>(stmt))
			count(call->getCallee(), call->getCallee()->getExprLoc());
		else if (const auto *binary = dyn_cast<BinaryOperator>(stmt))
			count(binary->isAssignmentOp() ? binary->getLHS() : nullptr,
			      binary->getLHS()->getExprLoc());
		else if (const auto *cast = dyn_cast<ImplicitCastExpr>(stmt))
			nr_harmless += cast->getCastKind() == CK_LValueToRValue &&
				       is_mention(cast->getSubExpr()->IgnoreParens());
		if (list)
			look_at_list(list->isSemanticForm() || !list->getSemanticForm() ?
				     list : list->getSemanticForm());
		for (const Stmt *child : stmt->children())
			if (child)
				look(child);
	}

private:
	bool is_mention(const Stmt *stmt) const
	{
		const auto *reference = dyn_cast<DeclRefExpr>(stmt);
		const auto *member = dyn_cast<MemberExpr>(stmt);

		return (reference && reference->getDecl()->getCanonicalDecl() == what) ||
		       (member && member->getMemberDecl()->getCanonicalDecl() == what);
	}

	/* A call, or a store: harmless when it has been told of. */
	void count(const Expr *expr, SourceLocation place)
	{
		nr_harmless += expr && is_mention(expr->IgnoreParenImpCasts()) && is_told(place);
	}

	/* What a struct starts with is a store, too. */
	void look_at_list(const InitListExpr *list)
	{
		const auto *field = dyn_cast<FieldDecl>(what);
		const RecordDecl *record = list->getType()->getAsRecordDecl();

		if (!field || record != field->getParent() ||
		    field->getFieldIndex() >= list->getNumInits())
			return;
		const Expr *value = list->getInit(field->getFieldIndex());

		if (isa<ImplicitValueInitExpr>(value))
			return;
		nr++;
		nr_harmless += is_told(value->getBeginLoc());
	}

	bool is_told(SourceLocation place) const
	{
		unsigned int line = unit.sources.getPresumedLineNumber(
			unit.sources.getFileLoc(place));
		bool is_member = isa<FieldDecl>(what);

		for (size_t i = 0; i < unit.ends->nr; i++) {
			const dc_end *end = &unit.ends->items[i];

			if (end->line == line && !strcmp(end->key, key) &&
			    (is_member ? end->kind == DC_END_STORE :
					 end->kind == DC_END_PASS || end->kind == DC_END_WRAPPED))
				return true;
		}
		return false;
	}

	const closed_unit &unit;
	const char *key;
	const ValueDecl *what;
	unsigned int nr = 0, nr_harmless = 0;
};

} /* namespace */

static const NamedDecl *find_own(const closed_unit &unit, llvm::StringRef name)
{
	IdentifierInfo *identifier = &unit.context.Idents.get(name);

	for (NamedDecl *each : unit.context.getTranslationUnitDecl()->lookup(identifier))
		if (unit.sources.isInMainFile(unit.sources.getFileLoc(each->getLocation())))
			return each;
	return nullptr;
}

/* `struct ring.attrs` of a struct that the file defines; unions hold what another member got. */
static const ValueDecl *find_member(const closed_unit &unit, llvm::StringRef text)
{
	auto [tag, name] = text.split('.');
	const auto *record = dyn_cast_or_null<RecordDecl>(find_own(unit, tag));

	record = record ? record->getDefinition() : nullptr;
	if (!record || record->isUnion())
		return nullptr;
	for (const FieldDecl *field : record->fields())
		if (field->getName() == name)
			return field;
	return nullptr;
}

/* `file: struct ring.attrs`, `file: foo() parameter 2`; nullptr for what others may give, too. */
static const ValueDecl *find_place(const closed_unit &unit, llvm::StringRef key)
{
	if (!key.consume_front(unit.path) || !key.consume_front(": "))
		return nullptr;
	if (key.consume_front("struct "))
		return find_member(unit, key);
	auto [name, rest] = key.split("() parameter ");
	const auto *function = dyn_cast_or_null<FunctionDecl>(find_own(unit, name));

	if (rest.empty() || !function || function->getStorageClass() != SC_Static)
		return nullptr;
	return function->getCanonicalDecl();
}

static void tell(const closed_unit &unit, const char *key, bool is_member)
{
	static char none[] = "";
	dc_end end = {};

	end.kind = DC_END_CLOSED;
	end.key = const_cast<char *>(key);
	end.file = const_cast<char *>(unit.path.c_str());
	end.symbol = end.function = end.source_line = end.guard = none;
	/* Memory for a struct comes cleared; a parameter has only what it is given. */
	end.set = is_member ? 0 : UINT64_MAX;
	end.clear = UINT64_MAX;
	if (!dc_ends_add(unit.ends, &end))
		abort();
}

void tell_closed(const closed_unit &unit, const dc_asked *asked)
{
	for (size_t i = 0; i < asked->nr; i++) {
		const ValueDecl *what = find_place(unit, asked->keys[i]);

		if (!what)
			continue;
		mentions found(unit, asked->keys[i], what);

		for (const Stmt *body : unit.bodies)
			found.look(body);
		if (found.all_harmless())
			tell(unit, asked->keys[i], isa<FieldDecl>(what));
	}
}
