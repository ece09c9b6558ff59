/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places of which a unit tells everything: a parameter of its own function, whose callers are all
 * there, and a member of its own struct, whose stores are.  Each mention in Clang's tree must be a
 * read, or one that an end has been told of, or nothing is certain.
 */
#ifndef DC_CLANG_CLOSED_H
#define DC_CLANG_CLOSED_H

#include "clang/AST/ASTContext.h"

#include "library.h"

struct closed_unit {
	clang::ASTContext &context;
	const clang::SourceManager &sources;
	const std::vector<const clang::Stmt *> &bodies;	/* that may mention what is the file's own */
	std::string path;	/* as ends have it */
	dc_ends *ends;
};

/* Adds an end for each place asked for that is closed; see DC_END_CLOSED. */
void tell_closed(const closed_unit &unit, const dc_asked *asked);

#endif
