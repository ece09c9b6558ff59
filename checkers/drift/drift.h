/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables held to a kernel tree: what its headers and kernel/dma/ say, row by row.
 *
 * Text is read and nothing else; a tree may hold anything.
 */
#ifndef DC_DRIFT_H
#define DC_DRIFT_H

#include "kernel.h"
#include "memory.h"

enum dc_drift_state {
	DC_DRIFT_SAME,
	DC_DRIFT_EARLY,		/* the same, but the tables date it later than this kernel */
	DC_DRIFT_NEW,		/* in the tree, in no table */
	DC_DRIFT_GONE,		/* in a table for this kernel, not in the tree */
	DC_DRIFT_CHANGED,
};

struct dc_drift_row {
	enum dc_drift_state state;
	const char *file;	/* below the tree's root */
	unsigned int line;	/* 0 where there is nothing to point at */
	const char *what;
};

struct dc_drift {
	const char *root;
	struct dc_kernel kernel;
	struct dc_drift_row *rows;
	size_t nr_rows, rows_capacity;
	struct dc_arena arena;	/* what rows point to */
};

/* Compares everything; `root` and `kernel` as dc_kernel_find() gives them.  Free in any case. */
void dc_drift_find(struct dc_drift *drift, const char *root, const struct dc_kernel *kernel);
void dc_drift_free(struct dc_drift *drift);

/* "same", "early", … */
const char *dc_drift_state_name(enum dc_drift_state state);

/* Whether the tables are wrong about this kernel. */
bool dc_drift_matters(const struct dc_drift_row *row);

#endif
