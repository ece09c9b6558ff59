/* SPDX-License-Identifier: GPL-2.0-only */
/* A list of files that owns their results. */
#include "job.h"

#include <stdlib.h>
#include <string.h>

bool dc_jobs_add(struct dc_jobs *jobs, const struct dc_job *job)
{
	size_t capacity = jobs->capacity ? 2 * jobs->capacity : 256;
	struct dc_job *items = jobs->items;

	if (jobs->nr == jobs->capacity) {
		items = realloc(items, capacity * sizeof(*items));
		if (!items)
			return false;
		jobs->items = items;
		jobs->capacity = capacity;
	}
	items[jobs->nr++] = *job;
	return true;
}

static int by_tree_and_size(const void *left, const void *right)
{
	const struct dc_job *a = left, *b = right;

	if (a->tree != b->tree)
		return a->tree < b->tree ? -1 : 1;
	if (a->size != b->size)
		return a->size < b->size ? 1 : -1;
	return strcmp(a->path, b->path);
}

void dc_jobs_sort(struct dc_jobs *jobs)
{
	/* a large file that is begun last keeps everybody waiting */
	if (jobs->nr)
		qsort(jobs->items, jobs->nr, sizeof(*jobs->items), by_tree_and_size);
}

void dc_jobs_free(struct dc_jobs *jobs)
{
	for (size_t i = 0; i < jobs->nr; i++) {
		free(jobs->items[i].path);
		free(jobs->items[i].calls);
		dc_result_free(&jobs->items[i].result);
	}
	free(jobs->items);
}
