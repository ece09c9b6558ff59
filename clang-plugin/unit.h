/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One translation unit: its functions are read after those that they call, the paths of each that
 * matters are followed, and what flow.h wants to know of types and places is answered.
 */
#ifndef DC_CLANG_UNIT_H
#define DC_CLANG_UNIT_H

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"

#include "library.h"

/* What is wanted of a unit, and where it goes; all of it the caller's. */
struct unit_order {
	std::string path;	/* of the main file, as it is to appear in findings */
	std::string root;	/* of the kernel tree, real; "" when unknown */
	const dc_kernel *kernel;
	const dc_derivations *known;	/* wrappers of other files */
	dc_result *result;
	bool is_read;		/* out: all of it was understood */
};

/*
 * Gives the unit to the library when Clang has read it, unless it did not understand all of it;
 * made before it begins to.
 */
std::unique_ptr<clang::ASTConsumer> make_consumer(clang::Preprocessor &preprocessor,
						  unit_order &order);

#endif
