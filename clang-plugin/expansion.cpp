/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Clang gives each expansion, and each argument in it, a FileID of its own; places climb from one
 * to the one around it.
 */
#include "expansion.h"

#include "clang/AST/Expr.h"
#include "clang/Lex/Lexer.h"

#include "library.h"

using namespace clang;

static const dc_name *find_row(llvm::StringRef name)
{
	return dc_name_find(name.data(), name.size());
}

bool is_attr_name(llvm::StringRef name)
{
	return name.starts_with("DMA_ATTR_") || name.starts_with("__DMA_ATTR_");
}

bool is_relevant_name(llvm::StringRef name)
{
	const dc_name *row = find_row(name);

	if (is_attr_name(name))
		return true;
	return row && (row->kind == DC_NAME_API ||
		       (row->kind == DC_NAME_ORIGIN && row->origin->role == DC_ROLE_CRYPT));
}

static bool is_known(const std::string &name, bool is_call)
{
	if (!is_call)
		return dc_custom_is_named(name.c_str());
	return dc_custom_find(name.data(), name.size(), SIZE_MAX) != DC_CUSTOM_NONE ||
	       find_row(name);
}

const SrcMgr::ExpansionInfo &expansions::expansion_of(FileID file) const
{
	return sources.getSLocEntry(file).getExpansion();
}

/*
 * The expansions that start, or end, with the token at `location`, from within.  An argument lies in
 * those that the caller wrote around it, and in those that put it where it is.
 */
void expansions::begun_at(SourceLocation location, std::vector<FileID> &begun) const
{
	SourceLocation outer;

	while (location.isMacroID()) {
		FileID file = sources.getFileID(location);

		if (expansion_of(file).isMacroArgExpansion())
			begun_at(sources.getImmediateSpellingLoc(location), begun);
		if (!sources.isAtStartOfImmediateMacroExpansion(location, &outer))
			break;
		begun.push_back(file);
		location = outer;
	}
}

void expansions::ended_at(SourceLocation location, std::vector<FileID> &ended) const
{
	SourceLocation outer;

	while (location.isMacroID()) {
		FileID file = sources.getFileID(location);
		unsigned length = Lexer::MeasureTokenLength(sources.getSpellingLoc(location),
							    sources, preprocessor.getLangOpts());

		if (expansion_of(file).isMacroArgExpansion())
			ended_at(sources.getImmediateSpellingLoc(location), ended);
		if (!length || !sources.isAtEndOfImmediateMacroExpansion(
				       location.getLocWithOffset(length), &outer))
			break;
		ended.push_back(file);
		location = outer;
	}
}

/* The macros that `range` is the whole expansion of, the innermost first. */
std::vector<FileID> expansions::whole_of(SourceRange range) const
{
	std::vector<FileID> begun, ended, whole;

	if (!range.getBegin().isMacroID() || !range.getEnd().isMacroID())
		return whole;
	begun_at(range.getBegin(), begun);
	ended_at(range.getEnd(), ended);
	for (FileID file : begun)
		if (!expansion_of(file).isMacroArgExpansion() &&
		    std::find(ended.begin(), ended.end(), file) != ended.end())
			whole.push_back(file);
	return whole;
}

std::string expansions::name_of(FileID body) const
{
	SourceLocation place =
		sources.getSpellingLoc(expansion_of(body).getExpansionLocStart());
	llvm::SmallString<64> buffer;

	return Lexer::getSpelling(place, buffer, sources, preprocessor.getLangOpts()).str();
}

const MacroInfo *expansions::info_of(FileID body) const
{
	IdentifierInfo *identifier = preprocessor.getIdentifierInfo(name_of(body));
	SourceLocation place = sources.getFileLoc(expansion_of(body).getExpansionLocStart());

	return preprocessor.getMacroDefinitionAtLoc(identifier, place).getMacroInfo();
}

SourceLocation expansions::definition_of(FileID body) const
{
	const MacroInfo *macro = info_of(body);

	return macro ? macro->getDefinitionLoc() : SourceLocation();
}

bool expansions::find_known(SourceRange range, const std::vector<FileID> &opened,
			    expansion &found) const
{
	bool is_found = false;

	for (FileID body : whole_of(range)) {
		bool is_call = expansion_of(body).isFunctionMacroExpansion();
		std::string name = name_of(body);

		if (std::find(opened.begin(), opened.end(), body) != opened.end() ||
		    !is_known(name, is_call))
			continue;
		found = { name, body, expansion_of(body).getExpansionLocStart(), is_call };
		is_found = true;
	}
	return is_found;
}

std::string expansions::constant_name(SourceRange range) const
{
	std::string found;

	for (FileID body : whole_of(range))
		if (!expansion_of(body).isFunctionMacroExpansion() &&
		    dc_place_is_constant(name_of(body).c_str()))
			found = name_of(body);
	return found;
}

/* Where the parameter stands in `body` that `location` was put in place of. */
SourceLocation expansions::parameter_at(SourceLocation location, FileID body) const
{
	while (location.isMacroID()) {
		FileID file = sources.getFileID(location);
		SourceLocation outer = expansion_of(file).getExpansionLocStart();

		if (expansion_of(file).isMacroArgExpansion()) {
			SourceLocation inner;

			if (outer.isMacroID() && sources.getFileID(outer) == body)
				return outer;
			inner = parameter_at(sources.getImmediateSpellingLoc(location), body);
			if (inner.isValid())
				return inner;
		}
		location = outer;
	}
	return SourceLocation();
}

void expansions::collect(const Stmt *expanded, FileID body, const MacroInfo *macro,
			 std::vector<SourceLocation> &places,
			 std::vector<const Expr *> &arguments) const
{
	SourceLocation place = parameter_at(expanded->getBeginLoc(), body);
	int parameter = -1;

	if (place.isValid() && isa<Expr>(expanded) &&
	    parameter_at(expanded->getEndLoc(), body) == place) {
		llvm::SmallString<64> buffer;

		parameter = macro->getParameterNum(preprocessor.getIdentifierInfo(
			Lexer::getSpelling(sources.getSpellingLoc(place), buffer, sources,
					   preprocessor.getLangOpts())));
	}
	if (parameter < 0) {
		for (const Stmt *child : expanded->children())
			if (child)
				collect(child, body, macro, places, arguments);
		return;
	}
	/* Each is taken where the macro reads it first; the last one may stand for many. */
	if (macro->isVariadic() && parameter + 1 == (int)macro->getNumParams()) {
		if (places[parameter].isInvalid() || places[parameter] == place)
			arguments.push_back(cast<Expr>(expanded));
	} else if (!arguments[parameter]) {
		arguments[parameter] = cast<Expr>(expanded);
	}
	places[parameter] = places[parameter].isInvalid() ? place : places[parameter];
}

std::vector<const Expr *> expansions::arguments(const expansion &use, const Stmt *expanded) const
{
	const MacroInfo *macro = info_of(use.body);
	std::vector<const Expr *> arguments;
	std::vector<SourceLocation> places;

	if (!macro || !use.is_call)
		return arguments;
	places.resize(macro->getNumParams());
	arguments.resize(macro->getNumParams() - (macro->isVariadic() ? 1 : 0));
	collect(expanded, use.body, macro, places, arguments);
	return arguments;
}

/* An argument stands where the caller wrote it, all else where the macro is used. */
written expansions::find_written(SourceLocation location) const
{
	written found;

	while (location.isMacroID()) {
		FileID file = sources.getFileID(location);

		if (expansion_of(file).isMacroArgExpansion()) {
			location = sources.getImmediateSpellingLoc(location);
		} else {
			found.macro = file;
			location = expansion_of(file).getExpansionLocStart();
		}
	}
	found.place = location;
	return found;
}
