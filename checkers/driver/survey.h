/* SPDX-License-Identifier: GPL-2.0-only */
/* A run over a state that git knows, in place of paths on disk. */
#ifndef DC_SURVEY_H
#define DC_SURVEY_H

#include "run.h"
#include "sights.h"

/*
 * Has the engine `source` analyse the C files in `folder` of a state, "" for all of it.  The tree
 * that it becomes has no root: paths are relative to it.  What the files look like is in `sights`.
 * `before` is a state that was analysed, NULL for none: what changed since may not matter.  False
 * when memory is out.
 */
bool dc_survey(struct dc_run *run, const struct dc_state *state, const struct dc_state *before,
	       const char *folder, struct dc_sights *sights);

#endif
