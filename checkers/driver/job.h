/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that the walk found, and what the engine told of each.
 */
#ifndef DC_JOB_H
#define DC_JOB_H

#include <sys/types.h>

#include "digest.h"
#include "record.h"

/* A file, to be analysed if it turns out to matter. */
struct dc_job {
	char *path;		/* target's path, joined with what was found below */
	size_t tree;
	off_t size;		/* bytes, when it was seen */
	const struct dc_bytes *text;	/* to be judged in place of the file's, NULL for that */
	uint32_t *calls;	/* dc_hash() of the functions that it may call */
	size_t nr_calls;
	struct dc_result result;
	struct dc_digest key;	/* under which the result is kept, see kept.h; else zero */
	bool failed;		/* there is none: the analysis crashed or took too long */
};

struct dc_jobs {
	struct dc_job *items;
	size_t nr, capacity;
};

/* Appends a copy; false when memory is out. */
bool dc_jobs_add(struct dc_jobs *jobs, const struct dc_job *job);

/* Trees stay together, for engines that look at several files at once; then the largest first. */
void dc_jobs_sort(struct dc_jobs *jobs);

void dc_jobs_free(struct dc_jobs *jobs);

#endif
