/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * dmacheck-clang: what `dmacheck check --engine clang` asks, and a tool of its own for files with
 * compile commands.
 */
#include <climits>
#include <cstdio>

#include "clang/Driver/DriverDiagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/TextDiagnosticBuffer.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/TargetSelect.h"

#include "alone.h"
#include "command.h"
#include "unit.h"

using namespace clang;

namespace {

/* As the other programs: nothing found, something found, broken, not everything looked at. */
enum { CLEAN = 0, FINDINGS = 1, BROKEN = 2, INCOMPLETE = 3 };

struct settings {
	std::string folder;	/* of compile_commands.json */
	std::string kernel;	/* release, "" for the tree's own */
	bool record = false;	/* for the program that asked */
	std::string known;	/* a record of wrappers in other files, "" for none */
	std::vector<std::string> files;
	std::unique_ptr<tooling::CompilationDatabase> flags;	/* behind -- */
};

struct results {
	dc_result result = {};
	dc_result known = {};	/* only rows */
	dc_kernel kernel = {};
	std::string root;
};

/* Keeps what the compiler cannot read. */
class first_error : public DiagnosticConsumer {
public:
	std::string text;

	void HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &info) override
	{
		llvm::SmallString<256> message;

		DiagnosticConsumer::HandleDiagnostic(level, info);
		if (level < DiagnosticsEngine::Error || !text.empty() || is_of_flags(info.getID()))
			return;
		info.FormatDiagnostic(message);
		text = "not understood by the compiler: " + message.str().str();
	}

private:
	/* Flags that another compiler knows are left out; they are about what is made of the code. */
	static bool is_of_flags(unsigned id)
	{
		return id == diag::err_drv_unknown_argument ||
		       id == diag::err_drv_unknown_argument_with_suggestion ||
		       id == diag::err_drv_unsupported_opt ||
		       id == diag::err_drv_unsupported_opt_for_target;
	}
};

class action : public ASTFrontendAction {
public:
	explicit action(unit_order &order) : order(order) {}

	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler,
						       llvm::StringRef) override
	{
		return make_consumer(compiler.getPreprocessor(), order);
	}

private:
	unit_order &order;
};

class factory : public tooling::FrontendActionFactory {
public:
	explicit factory(unit_order &order) : order(order) {}

	std::unique_ptr<FrontendAction> create() override
	{
		return std::make_unique<action>(order);
	}

private:
	unit_order &order;
};

void gap(results &found, const std::string &file, const std::string &reason)
{
	dc_coverage_gap(&found.result.coverage, file.c_str(), nullptr, 0, reason.c_str());
}

void find_kernel(const settings &wanted, const std::string &file, results &found)
{
	char *root = nullptr;

	found.root.clear();
	found.kernel = dc_kernel_newest();
	if (dc_kernel_find(file.c_str(), &root, &found.kernel)) {
		found.root = root;
		free(root);
	}
	if (!wanted.kernel.empty())
		dc_kernel_parse(wanted.kernel.c_str(), &found.kernel);
}

/* Why a file cannot be compiled by these commands, "" when it can. */
std::string find_obstacle(const tooling::CompilationDatabase &commands, const std::string &file)
{
	auto all = commands.getCompileCommands(tooling::getAbsolutePath(file));

	if (all.empty())
		return "not in compile_commands.json: not compiled in this configuration";
	for (const tooling::CompileCommand &each : all)
		if (!llvm::sys::fs::is_directory(each.Directory))
			return each.Directory + ", where it is compiled, is gone";
	return "";
}

void run(const tooling::CompilationDatabase &commands, const std::string &file, unit_order &order,
	 results &found)
{
	first_error errors;
	factory make(order);
	tooling::ClangTool tool(commands, { file });

	tool.clearArgumentsAdjusters();
	tool.appendArgumentsAdjuster(tooling::getClangStripOutputAdjuster());
	tool.appendArgumentsAdjuster(tooling::getClangSyntaxOnlyAdjuster());
	tool.appendArgumentsAdjuster(tooling::getClangStripDependencyFileAdjuster());
	tool.appendArgumentsAdjuster(fit_for_clang());
	tool.setDiagnosticConsumer(&errors);
	tool.setPrintErrorMessage(false);
	order.is_read = false;
	tool.run(&make);
	if (!errors.text.empty() || !order.is_read)
		gap(found, file, errors.text.empty() ? "the compiler failed" : errors.text);
}

void check(const settings &wanted, const std::string &file, results &found)
{
	std::unique_ptr<tooling::CompilationDatabase> around;
	const tooling::CompilationDatabase *commands = wanted.flags.get();
	unit_order order = {};
	std::string reason;

	if (!llvm::sys::fs::exists(file)) {
		gap(found, file, "no such file");
		return;
	}
	if (!commands) {
		around = find_database(wanted.folder, file, reason);
		commands = around.get();
	}
	if (commands)
		reason = find_obstacle(*commands, file);
	if (!reason.empty()) {
		gap(found, file, reason);
		return;
	}
	find_kernel(wanted, file, found);
	order.path = file;
	order.root = found.root;
	order.kernel = &found.kernel;
	order.known = &found.known.rows;
	order.result = &found.result;
	run(*commands, file, order, found);
}

bool read_known(const std::string &path, results &found)
{
	auto text = llvm::MemoryBuffer::getFileAsStream(path);

	return text && dc_record_length((*text)->getBufferStart(), (*text)->getBufferSize()) &&
	       dc_record_unpack((*text)->getBufferStart(), (*text)->getBufferSize(), &found.known);
}

bool write_record(const results &found)
{
	dc_bytes bytes = {};
	bool ok = dc_record_pack(&bytes, 0, &found.result) &&
		  fwrite(bytes.data, 1, bytes.length, stdout) == bytes.length && !fflush(stdout);

	free(bytes.data);
	return ok;
}

int print(results &found)
{
	judge_alone(found.result, found.kernel, found.root.empty() ? nullptr : found.root.c_str());
	for (size_t i = 0; i < found.result.findings.nr; i++)
		dc_finding_print(&found.result.findings.items[i], nullptr, stdout, false);
	for (size_t i = 0; i < found.result.coverage.nr_gaps; i++) {
		const dc_gap *gap = &found.result.coverage.gaps[i];

		fprintf(stderr, "%s: %s%snot analysed: %s\n", gap->file,
			gap->function ? gap->function : "", gap->function ? "() " : "", gap->reason);
	}
	return found.result.findings.nr ? FINDINGS : found.result.coverage.nr_gaps ? INCOMPLETE : CLEAN;
}

bool usage()
{
	fputs("usage: dmacheck-clang [-p FOLDER] [--kernel RELEASE] [--known FILE] [--record]\n"
	      "                      FILE... [-- FLAGS]\n"
	      "\n"
	      "  -p FOLDER         of compile_commands.json; else it is looked for around each file\n"
	      "  --kernel RELEASE  judge by its rules, not by those of the tree around the file\n"
	      "  --known FILE      a record of wrappers in other files\n"
	      "  --record          write what was found for `dmacheck check --engine clang`\n"
	      "  FLAGS             compile all files with these instead\n",
	      stderr);
	return false;
}

bool parse(int argc, const char **argv, settings &wanted)
{
	std::string error;
	dc_kernel kernel;

	wanted.flags = tooling::FixedCompilationDatabase::loadFromCommandLine(argc, argv, error);
	for (int i = 1; i < argc; i++) {
		llvm::StringRef word = argv[i];
		bool has_value = i + 1 < argc;

		if (word == "--record")
			wanted.record = true;
		else if (word == "-p" && has_value)
			wanted.folder = argv[++i];
		else if (word == "--known" && has_value)
			wanted.known = argv[++i];
		else if (word == "--kernel" && has_value)
			wanted.kernel = argv[++i];
		else if (word.starts_with("-"))
			return usage();
		else
			wanted.files.push_back(word.str());
	}
	if (!wanted.kernel.empty() && !dc_kernel_parse(wanted.kernel.c_str(), &kernel))
		return usage();
	return !wanted.files.empty() || usage();
}

} /* namespace */

int main(int argc, const char **argv)
{
	settings wanted;
	results found;

	if (!parse(argc, argv, wanted))
		return BROKEN;
	dc_table_init();
	llvm::InitializeAllTargetInfos();
	llvm::InitializeAllTargets();
	llvm::InitializeAllTargetMCs();
	llvm::InitializeAllAsmParsers();
	if (!wanted.known.empty() && !read_known(wanted.known, found)) {
		fprintf(stderr, "dmacheck-clang: %s is no record\n", wanted.known.c_str());
		return BROKEN;
	}
	for (const std::string &file : wanted.files)
		check(wanted, file, found);
	if (wanted.record)
		return write_record(found) ? CLEAN : BROKEN;
	return print(found);
}
