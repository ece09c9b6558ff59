/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rounds of reading: a function that passes on what it is given makes its callers worth a look,
 * also in files that name nothing of the DMA API, and one of them may be such a function again.
 */
#ifndef DC_ROUNDS_H
#define DC_ROUNDS_H

#include "course.h"
#include "crew.h"
#include "kept.h"

/*
 * Has the crew analyse `jobs`, then those of `jobs` and `others` again whose outcome depends on
 * what was found, until that is nothing new.  Files that came to matter move from `others` to
 * `jobs`.
 * What earlier runs tell is taken from `kept`, which may be NULL.  False when memory is out.
 *
 * `course`, for one tree, NULL for none, is written down; or it is followed, and the run ends as
 * soon as it is left.
 */
bool dc_rounds_run(struct dc_crew *crew, struct dc_kept *kept, struct dc_targets *targets,
		   struct dc_jobs *jobs, struct dc_jobs *others, struct dc_course *course);

#endif
