/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The plugin: each unit is judged when the compiler has read it, and what is found are the
 * compiler's own warnings.  What lies in other units is out of sight here.
 */
#include <cerrno>
#include <cstring>

#include "clang/Frontend/FrontendPluginRegistry.h"

#include "report.h"
#include "unit.h"

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
		: compiler(compiler), wanted(wanted)
	{
		char *root = nullptr;

		kernel = dc_kernel_newest();
		if (dc_kernel_find(file.str().c_str(), &root, &kernel))
			free(root);
		if (!wanted.kernel.empty())
			dc_kernel_parse(wanted.kernel.c_str(), &kernel);
		order.path = file.str();
		order.kernel = &kernel;
		order.known = &known;
		order.result = &result;
		reading = make_consumer(compiler, order);
	}

	~judging() override { dc_result_free(&result); }

	void HandleTranslationUnit(ASTContext &context) override
	{
		reading->HandleTranslationUnit(context);
		if (!wanted.facts.empty() &&
		    !dc_saved_write(wanted.facts.c_str(), order.path.c_str(), &kernel, &result))
			report_failure(compiler, wanted.facts, strerror(errno));
		dc_link_ends(&result.ends, &kernel, &result.findings);
		dc_pair_ends(&result.ends, &kernel, &result.findings);
		dc_findings_settle(&result.findings, nullptr);
		for (size_t i = 0; i < result.findings.nr; i++)
			if (result.findings.items[i].level >= wanted.level)
				report_finding(compiler, result.findings.items[i], wanted.stops);
		for (size_t i = 0; i < result.coverage.nr_gaps; i++)
			report_gap(compiler, result.coverage.gaps[i]);
	}

private:
	CompilerInstance &compiler;
	settings wanted;
	dc_kernel kernel = {};
	dc_derivations known = {};
	dc_result result = {};
	unit_order order = {};
	std::unique_ptr<ASTConsumer> reading;
};

class plugin : public PluginASTAction {
protected:
	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler,
						       llvm::StringRef file) override
	{
		dc_table_init();
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
		if (!argument.consume_front("level="))
			return false;
		for (int level = DC_LEVEL_NOTE; level <= DC_LEVEL_ERROR; level++) {
			wanted.level = static_cast<dc_level>(level);
			if (argument == dc_level_name(wanted.level))
				return true;
		}
		return false;
	}

	settings wanted;
};

FrontendPluginRegistry::Add<plugin> registration("dmacheck", "misuse of DMA attributes");

} /* namespace */
