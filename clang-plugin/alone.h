/* SPDX-License-Identifier: GPL-2.0-only */
/* A unit that is judged by itself, on the spot: what lies in others is out of sight. */
#ifndef DC_CLANG_ALONE_H
#define DC_CLANG_ALONE_H

#include "unit.h"

/* Verdicts on units that nobody else adds to; `root` is what settles their paths, or nullptr. */
void judge_alone(dc_result &result, const dc_kernel &kernel, const char *root);

class alone {
public:
	/* Before the unit is read.  `kernel` is a release, "" for that of the tree around the file. */
	alone(clang::Preprocessor &preprocessor, llvm::StringRef file, llvm::StringRef kernel);
	~alone() { dc_result_free(&result); }

	/* When it has been read: what it tells. */
	void read(clang::ASTContext &context) { reading->HandleTranslationUnit(context); }
	/* Saves that in a folder; false with errno. */
	bool save(const std::string &folder) const;
	/* The verdicts on it. */
	const dc_findings &judge();
	const dc_coverage &coverage() const { return result.coverage; }

private:
	dc_kernel kernel = {};
	dc_derivations known = {};
	dc_result result = {};
	unit_order order = {};
	std::unique_ptr<clang::ASTConsumer> reading;
};

#endif
