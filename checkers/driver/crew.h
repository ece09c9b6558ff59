/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Worker processes.  A parser that meets the whole world's C may crash, hang or eat memory: it
 * takes its files with it, which is told, and not the run.
 */
#ifndef DC_CREW_H
#define DC_CREW_H

#include "engine.h"

struct dc_crew {
	const struct dc_engine_row *engine;
	const struct dc_jobs *jobs;
	struct dc_tree *trees;		/* findings go to the tree of each job, not settled */
	struct dc_coverage *coverage;	/* functions and gaps are added */
	struct dc_progress *progress;
	unsigned int nr_workers;
	unsigned int timeout;		/* seconds for one file */
	long peak_kb;			/* out: memory of all workers together, at most */
};

/* Analyses every job or leaves a gap for it.  False when memory is out. */
bool dc_crew_run(struct dc_crew *crew);

#endif
