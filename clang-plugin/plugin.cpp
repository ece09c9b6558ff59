/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The plugin: each unit is judged when the compiler has read it, and what is found are the
 * compiler's own warnings.  What lies in other units is out of sight here.
 */
#include <cerrno>
#include <cstring>

#include "clang/Frontend/FrontendPluginRegistry.h"

#include "alone.h"
#include "report.h"

using namespace clang;

namespace {

struct settings {
	dc_level level = DC_LEVEL_WARNING;	/* nothing below */
	bool stops = false;			/* errors end the compilation */
	std::string kernel;			/* release, "" for the tree's own */
	std::string facts;			/* folder to save them in, "" for none */
};

/* Has the unit read, and tells what came of it. */
class judging : public ASTConsumer {
public:
	judging(CompilerInstance &compiler, llvm::StringRef file, const settings &wanted)
		: compiler(compiler), wanted(wanted),
		  unit(compiler.getPreprocessor(), file, wanted.kernel)
	{
	}

	void HandleTranslationUnit(ASTContext &context) override
	{
		unit.read(context);
		if (!wanted.facts.empty() && !unit.save(wanted.facts))
			report_failure(compiler, wanted.facts, strerror(errno));
		const dc_findings &findings = unit.judge();

		for (size_t i = 0; i < findings.nr; i++)
			if (findings.items[i].level >= wanted.level)
				report_finding(compiler, findings.items[i], wanted.stops);
		for (size_t i = 0; i < unit.coverage().nr_gaps; i++)
			report_gap(compiler, unit.coverage().gaps[i]);
	}

private:
	CompilerInstance &compiler;
	settings wanted;
	alone unit;
};

class plugin : public PluginASTAction {
protected:
	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler,
						       llvm::StringRef file) override
	{
		return std::make_unique<judging>(compiler, file, wanted);
	}

	ActionType getActionType() override { return AddBeforeMainAction; }

	/* -fplugin-arg-dmacheck-level=note and its like. */
	bool ParseArgs(const CompilerInstance &compiler,
		       const std::vector<std::string> &arguments) override
	{
		for (const std::string &argument : arguments)
			if (!take(argument)) {
				report_argument(compiler, argument);
				return false;
			}
		return true;
	}

private:
	bool take(llvm::StringRef argument)
	{
		dc_kernel kernel;

		if (argument == "error")
			return wanted.stops = true;
		if (argument.consume_front("kernel=")) {
			wanted.kernel = argument.str();
			return dc_kernel_parse(wanted.kernel.c_str(), &kernel);
		}
		if (argument.consume_front("facts=")) {
			wanted.facts = argument.str();
			return !argument.empty();
		}
		return argument.consume_front("level=") && find_level(argument, wanted.level);
	}

	settings wanted;
};

FrontendPluginRegistry::Add<plugin> registration("dmacheck", "misuse of DMA attributes");

} /* namespace */
