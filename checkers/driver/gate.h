/* SPDX-License-Identifier: GPL-2.0-only */
/* What a change brought: `dmacheck check --diff` and `--staged`. */
#ifndef DC_GATE_H
#define DC_GATE_H

#include "run.h"
#include "select.h"
#include "sights.h"

/* A state, and a run whose settings and cache are set. */
struct dc_side {
	const struct dc_state *state;
	struct dc_run *run;
};

/*
 * Analyses each side that was not analysed yet, so that a series of patches has each of its states
 * looked at once, and has the newer one's findings say what the change did to them: `change` is
 * filled in, and all are settled.  `folder` is below the root, "" for all of it.  The first call
 * opens `selection` as the newer state's .dmacheck.toml wants it.  What cannot be told, since the
 * older state was not analysed there, is a gap of `doubts`.  0, or what to exit with; -1 when memory
 * is out.
 */
int dc_gate_compare(const struct dc_side *old, const struct dc_side *new, const char *folder,
		    struct dc_sights *sights, struct dc_selection *selection,
		    struct dc_coverage *doubts);

/* A repository with two states that are compared. */
struct dc_gate;

/*
 * Analyses both states of the repository that the paths lie in, and keeps the newer one's: each of
 * its findings says what the change did to it.  Of several paths the folder is analysed that has
 * them all, and what is found below them is kept.  `run->shown` is the newer state as long as *gate
 * is open, which is to be closed in any case.  0, or what to exit with; -1 when memory is out.
 */
int dc_gate_run(struct dc_gate **gate, struct dc_run *run, struct dc_selection *selection,
		char *const *paths, size_t nr);
void dc_gate_close(struct dc_gate *gate);

/* Turns paths below the tree's root into such that lead there from here; `path` is what was asked. */
bool dc_gate_name_files(struct dc_run *run, const char *path);

#endif
