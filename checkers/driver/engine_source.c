/* SPDX-License-Identifier: GPL-2.0-only */
/* The engine `source`, built in: reads a file whole and hands it over. */
#include <stdlib.h>

#include "engine.h"
#include "read.h"
#include "source.h"

static bool check_file(const struct dc_tree *tree, const struct dc_job *job,
		       struct dc_result *result)
{
	struct dc_bytes own = { 0 };
	const char *path = job->path, *reason = job->text ? NULL : dc_read_from(tree->files, path, &own);
	const struct dc_bytes *text = job->text ? job->text : &own;
	struct dc_source_file file = {
		.path = path,
		.text = text->data ? text->data : "",
		.length = text->length,
		.root = dc_tree_root(tree),
		.files = tree->files,
		.kernel = &tree->kernel,
		.known = tree->exported.nr ? &tree->exported : NULL,
	};
	bool ok = reason ? dc_coverage_gap(&result->coverage, path, NULL, 0, reason) :
			   dc_source_check(&file, result) || result->coverage.nr_gaps;

	result->by_chance |= reason != NULL;

	free(own.data);
	return ok;
}

bool dc_engine_source_check(const struct dc_task *task, struct dc_result *result)
{
	for (size_t i = 0; i < task->nr; i++)
		if (!check_file(task->tree, &task->jobs[i], result))
			return false;
	return true;
}
