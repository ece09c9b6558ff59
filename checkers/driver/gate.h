/* SPDX-License-Identifier: GPL-2.0-only */
/* What a change brought: `dmacheck check --diff` and `--staged`. */
#ifndef DC_GATE_H
#define DC_GATE_H

#include "run.h"
#include "select.h"

/*
 * Analyses both states of the repository that `path` lies in, and keeps the newer one's: each of its
 * findings says what the change did to it.  0, or what to exit with; -1 when memory is out.
 */
int dc_gate_run(struct dc_run *run, struct dc_selection *selection, const char *path);

/* Turns paths below the tree's root into such that lead there from here; `path` is what was asked. */
bool dc_gate_name_files(struct dc_run *run, const char *path);

#endif
