/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From targets to the files worth parsing: directories are read by several threads at once, and
 * each candidate is searched for the names that rules are about.
 */
#ifndef DC_WALK_H
#define DC_WALK_H

#include "cache.h"
#include "job.h"
#include "progress.h"
#include "target.h"

/*
 * Below a directory: files *.c and *.h, no hidden names, no symbolic links.  A target that is a
 * file is taken whatever its name.  Fills in `jobs` with the files that mention what rules are
 * about, sorted, and `others` with those that do not; files_seen and gaps; for each target nr_files
 * and error.  `cache` may be NULL.  False when memory or threads are out.
 */
bool dc_walk(struct dc_targets *targets, unsigned int nr_threads, struct dc_jobs *jobs,
	     struct dc_jobs *others, struct dc_coverage *coverage, struct dc_cache *cache,
	     struct dc_progress *progress);

#endif
