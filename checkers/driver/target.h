/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the user named, and the kernel trees that it lies in.
 */
#ifndef DC_TARGET_H
#define DC_TARGET_H

#include <stdatomic.h>

#include "end.h"
#include "exported.h"
#include "files.h"
#include "finding.h"
#include "ignore.h"
#include "kernel.h"

struct dc_tree {
	char *root;		/* NULL for files outside of any tree */
	const struct dc_files *files;	/* where its files come from, NULL for the disk */
	bool has_headers;	/* of `files`: below include/ of where its paths begin */
	struct dc_kernel kernel;
	struct dc_findings findings;
	struct dc_ignores ignores;
	struct dc_ends ends;	/* of resources, to be paired when all files are read */
	struct dc_exported exported;	/* what its files call of each other */
};

/* Below which include/ is, as paths of its files go on from it; NULL for none. */
static inline const char *dc_tree_root(const struct dc_tree *tree)
{
	return !tree->files ? tree->root : tree->has_headers ? "." : NULL;
}

struct dc_target {
	char *path;		/* as named */
	char *real;		/* absolute, without symbolic links */
	size_t tree;		/* index in trees[] */
	bool is_directory;
	int error;		/* errno of the walk when it could not be opened, else 0 */
	atomic_size_t nr_files;	/* candidates that the walk found in it */
};

struct dc_targets {
	struct dc_target *items;
	size_t nr;
	struct dc_tree *trees;
	size_t nr_trees;
	bool incomplete;	/* a path could not be used; the user has been told */
};

/*
 * Looks at `nr` paths.  Each file is reached once, also when it was named twice or lies below
 * another path.  `kernel` overrides what the trees say; NULL asks them.  False when memory is out;
 * free in any case.
 */
bool dc_targets_find(struct dc_targets *targets, char *const *paths, size_t nr,
		     const struct dc_kernel *kernel);

/* Why a target gave nothing, when the walk is over; NULL when it did. */
const char *dc_target_problem(const struct dc_target *target);

void dc_targets_free(struct dc_targets *targets);

/* Whether the walk takes a file of this name: C source or header. */
bool dc_target_is_c_name(const char *name);

#endif
