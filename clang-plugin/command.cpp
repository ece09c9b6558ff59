/* SPDX-License-Identifier: GPL-2.0-only */
#include "command.h"

#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;

/* nullptr when there is none, and with a reason when there is one that makes no sense. */
static std::unique_ptr<CompilationDatabase> database_in(llvm::StringRef folder,
							std::string &reason)
{
	llvm::SmallString<256> path(folder);
	std::string error;

	llvm::sys::path::append(path, "compile_commands.json");
	if (llvm::sys::fs::exists(path)) {
		auto found = JSONCompilationDatabase::loadFromFile(
			path, error, JSONCommandLineSyntax::AutoDetect);

		if (!found)
			reason = path.str().str() + " makes no sense: " +
				 llvm::StringRef(error).split('\n').first.str();
		return found;
	}
	llvm::sys::path::remove_filename(path);
	llvm::sys::path::append(path, "compile_flags.txt");
	return FixedCompilationDatabase::loadFromFile(path, error);
}

std::unique_ptr<CompilationDatabase> find_database(llvm::StringRef folder, llvm::StringRef file,
						   std::string &reason)
{
	llvm::SmallString<256> path(file);
	std::unique_ptr<CompilationDatabase> found;

	reason.clear();
	if (!folder.empty()) {
		found = database_in(folder, reason);
		if (!found && reason.empty())
			reason = "no compile_commands.json in " + folder.str();
		return found;
	}
	llvm::sys::fs::make_absolute(path);
	while (!found && reason.empty() && llvm::sys::path::has_parent_path(path)) {
		path = llvm::sys::path::parent_path(path);
		found = database_in(path, reason);
	}
	if (!found && reason.empty())
		reason = "no compile_commands.json around it";
	return found;
}

/* Flags of GCC that Clang takes for a mistake; the kernel's makefiles give them to GCC alone. */
static const char *const gccs[] = {
	"-fconserve-stack", "-fno-allow-store-data-races", "-fno-ipa-", "-fmin-function-alignment=",
	"-fno-var-tracking", "-fvar-tracking", "-fno-tree-", "-fno-partial-inlining",
	"-fno-dwarf2-cfi-asm", "-fplugin", "-fzero-init-padding-bits=",
	"-fdiagnostics-show-context", "-fno-guess-branch-probability", "-falign-jumps",
	"-falign-loops", "-fno-caller-saves", "-fno-inline-functions-called-once",
	"-fstrict-flex-arrays=", "-fno-var-tracking-assignments", "-mpreferred-stack-boundary",
	"-mindirect-branch", "-mfunction-return", "-mrecord-mcount", "-mno-fdpic", "-mskip-rax-setup",
	"-mstack-protector-guard", "-mharden-sls", "-maccumulate-outgoing-args", "-mabi=lp64s",
	"-mno-sched-", "-mtraceback=", "-mcmodel=kernel-", "-mexplicit-relocs",
	"-mdirect-extern-access", "--param=",
};

/* About warnings, products and what is made of the code: nothing that changes what is read. */
static const char *const idle[] = { "-W", "-pedantic", "-g", "-MD", "-MMD",
				    "-frandomize-layout-seed" };

static bool starts_with_one_of(llvm::StringRef flag, llvm::ArrayRef<const char *> starts)
{
	for (const char *start : starts)
		if (flag.starts_with(start))
			return true;
	return false;
}

ArgumentsAdjuster fit_for_clang()
{
	return [](const CommandLineArguments &given, llvm::StringRef) {
		CommandLineArguments taken;

		for (size_t i = 0; i < given.size(); i++) {
			if (given[i] == "-mllvm" || given[i] == "--param")
				i++;
			else if (taken.empty() || (!starts_with_one_of(given[i], gccs) &&
						   !starts_with_one_of(given[i], idle)))
				taken.push_back(given[i]);
		}
		taken.insert(taken.begin() + 1, { "-w", "-Qunused-arguments",
						  "-fno-caret-diagnostics", "-resource-dir",
						  DC_CLANG_RESOURCES });
		return taken;
	};
}
