/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a file is compiled: what the compile_commands.json, or compile_flags.txt, in a folder or
 * around the file says, made fit for Clang.
 */
#ifndef DC_CLANG_COMMAND_H
#define DC_CLANG_COMMAND_H

#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"

/*
 * `folder` may be "": then every folder above `file` is looked into.  nullptr with the reason when
 * there is none.
 */
std::unique_ptr<clang::tooling::CompilationDatabase>
find_database(llvm::StringRef folder, llvm::StringRef file, std::string &reason);

/* Takes out what only GCC or another release of Clang knows, and all about warnings. */
clang::tooling::ArgumentsAdjuster fit_for_clang();

#endif
