/* SPDX-License-Identifier: GPL-2.0-only */
/* Findings as the compiler's own diagnostics, and what that takes. */
#ifndef DC_CLANG_REPORT_H
#define DC_CLANG_REPORT_H

#include "clang/Frontend/CompilerInstance.h"

#include "library.h"

/* A level by its name; false when there is none. */
bool find_level(llvm::StringRef name, dc_level &level);

/* The compiler's number of a place that findings have by file, line and column. */
clang::SourceLocation find_place(clang::SourceManager &sources, const char *file,
				 unsigned int line, unsigned int column);

/* What would mend it, where that is certain. */
std::vector<clang::FixItHint> find_hints(clang::SourceManager &sources, const dc_finding &finding);

/* With its notes; an error stays a warning unless it `stops` the compilation. */
void report_finding(clang::CompilerInstance &compiler, const dc_finding &finding, bool stops);

/* A function that was not analysed. */
void report_gap(clang::CompilerInstance &compiler, const dc_gap &gap);

/* An argument that the plugin does not know. */
void report_argument(const clang::CompilerInstance &compiler, const std::string &argument);

/* Facts that could not be saved: an error, else the unit would be missing later. */
void report_failure(const clang::CompilerInstance &compiler, const std::string &folder,
		    const char *reason);

#endif
