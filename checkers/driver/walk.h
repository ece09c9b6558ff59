/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From targets to the files worth parsing: directories are read by several threads at once, and
 * each candidate is searched for the names that rules are about.
 */
#ifndef DC_WALK_H
#define DC_WALK_H

#include <sys/types.h>

#include "coverage.h"
#include "progress.h"
#include "target.h"

/* A file to be analysed. */
struct dc_job {
	char *path;		/* target's path, joined with what was found below */
	size_t tree;
	off_t size;		/* bytes, when it was seen */
};

struct dc_jobs {
	struct dc_job *items;
	size_t nr, capacity;
};

/*
 * Below a directory: files *.c and *.h, no hidden names, no symbolic links.  A target that is a
 * file is taken whatever its name.  Fills in `jobs` (tree by tree, the largest first), files_seen, files_relevant
 * and gaps, and for each target nr_files and error.  False when memory or threads are out.
 */
bool dc_walk(struct dc_targets *targets, unsigned int nr_threads, struct dc_jobs *jobs,
	     struct dc_coverage *coverage, struct dc_progress *progress);

void dc_jobs_free(struct dc_jobs *jobs);

#endif
