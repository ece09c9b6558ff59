/* SPDX-License-Identifier: GPL-2.0-only */
#include "alone.h"

using namespace clang;

void judge_alone(dc_result &result, const dc_kernel &kernel, const char *root)
{
	dc_link_ends(&result.ends, &kernel, &result.findings);
	dc_pair_ends(&result.ends, &kernel, &result.findings);
	dc_ignores_apply(&result.ignores, &result.findings);
	dc_findings_settle(&result.findings, root);
}

alone::alone(Preprocessor &preprocessor, llvm::StringRef file, llvm::StringRef release)
{
	char *root = nullptr;

	dc_table_init();
	kernel = dc_kernel_newest();
	if (dc_kernel_find(file.str().c_str(), &root, &kernel))
		free(root);
	if (!release.empty())
		dc_kernel_parse(release.str().c_str(), &kernel);
	order.path = file.str();
	order.kernel = &kernel;
	order.known = &known;
	order.result = &result;
	reading = make_consumer(preprocessor, order);
}

bool alone::save(const std::string &folder) const
{
	return dc_saved_write(folder.c_str(), order.path.c_str(), &kernel, &result);
}

const dc_findings &alone::judge()
{
	judge_alone(result, kernel, nullptr);
	return result.findings;
}
