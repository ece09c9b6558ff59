/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module of clang-tidy: a check for each rule, dmacheck-<rule>.  A unit is read once, by the
 * check that is asked first, and each tells what its rule found.
 */
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

#include "alone.h"
#include "report.h"

using namespace clang;
using namespace clang::tidy;

namespace {

/* What the checks of one unit share. */
struct shared {
	std::unique_ptr<alone> unit;		/* nullptr until one has begun */
	const dc_findings *findings = nullptr;	/* nullptr until it is judged */
};

class rule_check : public ClangTidyCheck {
public:
	/* Each unit has checks of its own, all of which are made before any begins. */
	rule_check(llvm::StringRef name, ClangTidyContext *context, dc_rule_id rule,
		   const std::shared_ptr<shared> &common)
		: ClangTidyCheck(name, context), rule(rule), common(common),
		  level(Options.getLocalOrGlobal("Level", dc_level_name(DC_LEVEL_WARNING)))
	{
		*common = {};
		if (!find_level(level, lowest))
			configurationDiag("Level: '%0' is none of note, warning, error") << level;
	}

	void storeOptions(ClangTidyOptions::OptionMap &options) override
	{
		Options.store(options, "Level", level);
	}

	void registerPPCallbacks(const SourceManager &sources, Preprocessor *preprocessor,
				 Preprocessor *) override
	{
		OptionalFileEntryRef file =
			sources.getFileEntryRefForID(sources.getMainFileID());

		if (!common->unit && file)
			common->unit = std::make_unique<alone>(
				*preprocessor, file->getFileEntry().tryGetRealPathName(), "");
	}

	void registerMatchers(ast_matchers::MatchFinder *finder) override
	{
		finder->addMatcher(ast_matchers::translationUnitDecl(), this);
	}

	void check(const ast_matchers::MatchFinder::MatchResult &found) override
	{
		if (!common->unit)
			return;
		if (!common->findings)
			read(*found.Context);
		for (size_t i = 0; i < common->findings->nr; i++) {
			const dc_finding &finding = common->findings->items[i];

			if (finding.rule == rule && finding.level >= lowest)
				tell(found.Context->getSourceManager(), finding);
		}
	}

private:
	void read(ASTContext &context)
	{
		const dc_coverage &coverage = common->unit->coverage();

		common->unit->read(context);
		common->findings = &common->unit->judge();
		for (size_t i = 0; i < coverage.nr_gaps; i++)
			diag(find_place(context.getSourceManager(), coverage.gaps[i].file,
					coverage.gaps[i].line, 1),
			     std::string("not analysed: ") + coverage.gaps[i].reason,
			     DiagnosticIDs::Remark);
	}

	void tell(SourceManager &sources, const dc_finding &finding)
	{
		diag(find_place(sources, finding.file, finding.line, finding.column),
		     finding.message, DiagnosticIDs::Warning)
			<< llvm::ArrayRef<FixItHint>(find_hints(sources, finding));
		for (size_t i = 0; i < finding.nr_notes; i++)
			diag(find_place(sources, finding.notes[i].file, finding.notes[i].line,
					finding.notes[i].column),
			     finding.notes[i].message, DiagnosticIDs::Note);
	}

	dc_rule_id rule;
	std::shared_ptr<shared> common;
	std::string level;
	dc_level lowest = DC_LEVEL_WARNING;
};

class module : public ClangTidyModule {
public:
	void addCheckFactories(ClangTidyCheckFactories &factories) override
	{
		auto common = std::make_shared<shared>();

		dc_table_init();
		for (int i = 0; i < DC_NR_RULES; i++) {
			auto rule = static_cast<dc_rule_id>(i);

			if (!(dc_rules[i].reach & DC_ENGINE_CLANG))
				continue;
			factories.registerCheckFactory(
				std::string("dmacheck-") + dc_rules[i].id,
				[rule, common](llvm::StringRef name, ClangTidyContext *context) {
					return std::make_unique<rule_check>(name, context, rule,
									    common);
				});
		}
	}
};

ClangTidyModuleRegistry::Add<module> registration("dmacheck", "misuse of DMA attributes");

} /* namespace */
