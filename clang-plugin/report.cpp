/* SPDX-License-Identifier: GPL-2.0-only */
#include "report.h"

using namespace clang;

/* The compiler's number of a place that findings have by file, line and column. */
static SourceLocation find_place(CompilerInstance &compiler, const char *file, unsigned int line,
				 unsigned int column)
{
	SourceManager &sources = compiler.getSourceManager();
	OptionalFileEntryRef entry = compiler.getFileManager().getOptionalFileRef(file);

	if (!entry || !line)
		return SourceLocation();
	return sources.translateFileLineCol(&entry->getFileEntry(), line, column ? column : 1);
}

static void emit(CompilerInstance &compiler, DiagnosticsEngine::Level level, SourceLocation place,
		 llvm::StringRef text)
{
	DiagnosticsEngine &diagnostics = compiler.getDiagnostics();

	diagnostics.Report(place, diagnostics.getCustomDiagID(level, "%0")) << text;
}

void report_finding(CompilerInstance &compiler, const dc_finding &finding, bool stops)
{
	std::string text = finding.message;

	text += std::string(" [") + dc_rules[finding.rule].id + "]";
	emit(compiler, finding.level == DC_LEVEL_ERROR && stops ? DiagnosticsEngine::Error :
								   DiagnosticsEngine::Warning,
	     find_place(compiler, finding.file, finding.line, finding.column), text);
	for (size_t i = 0; i < finding.nr_notes; i++)
		emit(compiler, DiagnosticsEngine::Note,
		     find_place(compiler, finding.notes[i].file, finding.notes[i].line,
				finding.notes[i].column), finding.notes[i].message);
}

void report_gap(CompilerInstance &compiler, const dc_gap &gap)
{
	std::string text = std::string("dmacheck: not analysed: ") + gap.reason;

	emit(compiler, DiagnosticsEngine::Remark, find_place(compiler, gap.file, gap.line, 1), text);
}

void report_argument(const CompilerInstance &compiler, const std::string &argument)
{
	DiagnosticsEngine &diagnostics = compiler.getDiagnostics();

	diagnostics.Report(diagnostics.getCustomDiagID(
		DiagnosticsEngine::Error, "dmacheck: '%0' is none of level=note, level=warning, "
					  "level=error, error, kernel=RELEASE, facts=FOLDER")) << argument;
}

void report_failure(const CompilerInstance &compiler, const std::string &folder, const char *reason)
{
	DiagnosticsEngine &diagnostics = compiler.getDiagnostics();

	diagnostics.Report(diagnostics.getCustomDiagID(
		DiagnosticsEngine::Error, "dmacheck: no facts can be written to %0: %1"))
		<< folder << reason;
}
