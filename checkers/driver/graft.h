/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trees that git does not have: a tree of the repository with other files in some places.  Blobs
 * and trees are made in memory and known to the repository as long as it is open; nothing of it is
 * written.
 */
#ifndef DC_GRAFT_H
#define DC_GRAFT_H

#include <git2.h>
#include <git2/sys/odb_backend.h>

#include "state.h"

struct dc_graft {
	struct dc_repository *repository;
	git_odb_backend *memory;	/* the repository's */
	size_t size;			/* of all that was made */
};

/* What stands in a place. */
struct dc_scion {
	char *path;		/* below the repository's root */
	unsigned int mode;	/* git's, 0 for nothing */
	git_oid oid;
};

/* False when memory is out, as below. */
bool dc_graft_open(struct dc_graft *graft, struct dc_repository *repository);

/* A repository of nothing but what is made. */
bool dc_graft_open_empty(struct dc_graft *graft, struct dc_repository *repository);

/* NULL, or why there is no such blob. */
const char *dc_graft_blob(struct dc_graft *graft, const char *data, size_t length, git_oid *oid);

/*
 * The tree `base`, NULL for an empty one, with `scions`, which are sorted.  NULL on success, else
 * why there is none.
 */
const char *dc_graft_tree(struct dc_graft *graft, const git_tree *base, struct dc_scion *scions,
			  size_t nr, git_tree **tree);

#endif
