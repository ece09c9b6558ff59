/* SPDX-License-Identifier: GPL-2.0-only */
#include "report.h"

using namespace clang;

bool find_level(llvm::StringRef name, dc_level &level)
{
	for (int each = DC_LEVEL_NOTE; each <= DC_LEVEL_ERROR; each++) {
		level = static_cast<dc_level>(each);
		if (name == dc_level_name(level))
			return true;
	}
	return false;
}

SourceLocation find_place(SourceManager &sources, const char *file, unsigned int line,
			  unsigned int column)
{
	OptionalFileEntryRef entry = sources.getFileManager().getOptionalFileRef(file);

	if (!entry || !line)
		return SourceLocation();
	return sources.translateFileLineCol(&entry->getFileEntry(), line, column ? column : 1);
}

std::vector<FixItHint> find_hints(SourceManager &sources, const dc_finding &finding)
{
	SourceLocation place = find_place(sources, finding.file, finding.line, finding.column);
	FileID file = place.isValid() ? sources.getFileID(place) : FileID();
	std::vector<FixItHint> hints;
	dc_edit edits[DC_MAX_EDITS];

	if (file.isInvalid())
		return hints;
	SourceLocation start = sources.getLocForStartOfFile(file);
	llvm::StringRef text = sources.getBufferData(file);
	size_t nr = dc_fix_find(&finding, text.data(), text.size(), edits);

	for (size_t i = 0; i < nr; i++) {
		SourceLocation from = start.getLocWithOffset(edits[i].offset);

		hints.push_back(FixItHint::CreateReplacement(
			CharSourceRange::getCharRange(from,
						      from.getLocWithOffset(edits[i].length)),
			edits[i].text));
	}
	return hints;
}

static void emit(CompilerInstance &compiler, DiagnosticsEngine::Level level, SourceLocation place,
		 llvm::StringRef text, const std::vector<FixItHint> &hints = {})
{
	DiagnosticsEngine &diagnostics = compiler.getDiagnostics();

	diagnostics.Report(place, diagnostics.getCustomDiagID(level, "%0"))
		<< text << llvm::ArrayRef<FixItHint>(hints);
}

void report_finding(CompilerInstance &compiler, const dc_finding &finding, bool stops)
{
	SourceManager &sources = compiler.getSourceManager();
	std::string text = finding.message;

	text += std::string(" [") + dc_rules[finding.rule].id + "]";
	emit(compiler, finding.level == DC_LEVEL_ERROR && stops ? DiagnosticsEngine::Error :
								   DiagnosticsEngine::Warning,
	     find_place(sources, finding.file, finding.line, finding.column), text,
	     find_hints(sources, finding));
	for (size_t i = 0; i < finding.nr_notes; i++)
		emit(compiler, DiagnosticsEngine::Note,
		     find_place(sources, finding.notes[i].file, finding.notes[i].line,
				finding.notes[i].column), finding.notes[i].message);
}

void report_gap(CompilerInstance &compiler, const dc_gap &gap)
{
	std::string text = std::string("dmacheck: not analysed: ") + gap.reason;

	emit(compiler, DiagnosticsEngine::Remark,
	     find_place(compiler.getSourceManager(), gap.file, gap.line, 1), text);
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
