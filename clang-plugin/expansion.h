/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Macros by their names.  DMA_ATTR_MMIO is more than a bit and virt_to_page(p) more than what an
 * architecture makes of it: an expression that is all of what a known macro expands to is a use of
 * that macro.
 */
#ifndef DC_CLANG_EXPANSION_H
#define DC_CLANG_EXPANSION_H

#include <vector>

#include "clang/AST/Stmt.h"
#include "clang/Lex/Preprocessor.h"

/* One use of a macro. */
struct expansion {
	std::string name;
	clang::FileID body;		/* what it expands to, of which there is one for each use */
	clang::SourceLocation place;	/* of its name where it is used */
	bool is_call;			/* it has arguments */
};

/* Where something stands: in a file, and in which macro's definition there; either may be invalid. */
struct written {
	clang::SourceLocation place;
	clang::FileID macro;
};

class expansions {
public:
	explicit expansions(clang::Preprocessor &preprocessor)
		: preprocessor(preprocessor), sources(preprocessor.getSourceManager())
	{
	}

	/* The outermost known macro that `range` is the whole expansion of, but for those opened. */
	bool find_known(clang::SourceRange range, const std::vector<clang::FileID> &opened,
			expansion &found) const;

	/* The macro in capitals, without arguments, that it is the whole expansion of; "" for none. */
	std::string constant_name(clang::SourceRange range) const;

	/* Arguments of a use, found in what it expands to; nullptr for those that it drops. */
	std::vector<const clang::Expr *> arguments(const expansion &use,
						   const clang::Stmt *expanded) const;

	written find_written(clang::SourceLocation location) const;

	/* The name of the macro whose expansion `body` is, and where it was defined. */
	std::string name_of(clang::FileID body) const;
	clang::SourceLocation definition_of(clang::FileID body) const;

private:
	std::vector<clang::FileID> whole_of(clang::SourceRange range) const;
	void begun_at(clang::SourceLocation location, std::vector<clang::FileID> &begun) const;
	void ended_at(clang::SourceLocation location, std::vector<clang::FileID> &ended) const;
	clang::SourceLocation parameter_at(clang::SourceLocation location,
					   clang::FileID body) const;
	void collect(const clang::Stmt *expanded, clang::FileID body, const clang::MacroInfo *macro,
		     std::vector<clang::SourceLocation> &places,
		     std::vector<const clang::Expr *> &arguments) const;
	const clang::MacroInfo *info_of(clang::FileID body) const;
	const clang::SrcMgr::ExpansionInfo &expansion_of(clang::FileID file) const;

	clang::Preprocessor &preprocessor;
	const clang::SourceManager &sources;
};

/* Whether it names an attribute, of the tables or not. */
bool is_attr_name(llvm::StringRef name);

/* Whether a rule may be about a function that uses the name. */
bool is_relevant_name(llvm::StringRef name);

#endif
