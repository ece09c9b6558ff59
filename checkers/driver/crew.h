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
	struct dc_jobs *jobs;		/* whose results are filled in */
	const struct dc_tree *trees;
	struct dc_progress *progress;
	unsigned int nr_workers;
	unsigned int timeout;		/* seconds for one file */
	const char *commands;		/* as in struct dc_task */
	long peak_kb;			/* out: memory of all workers together, at most */
};

/*
 * Analyses every job or leaves a gap for it.  The result of a task stands at its first job; the
 * others of the task, and jobs that failed, have none but gaps.  False when memory is out.
 */
bool dc_crew_run(struct dc_crew *crew);

#endif
