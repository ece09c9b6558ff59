/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What earlier runs told of files that are still the same, and so are the headers that were looked
 * at, the kernel, and the wrappers of other files.
 */
#ifndef DC_KEPT_H
#define DC_KEPT_H

#include "cache.h"
#include "job.h"
#include "store.h"
#include "target.h"

struct dc_kept;

/*
 * Before anything is read that is to be kept.  With a store that is where results come from and go
 * to, whichever engine tells them; else it is the cache, for those of the engine that is built in:
 * what others see depends on programs and settings that nobody here knows.  NULL without either.
 */
struct dc_kept *dc_kept_open(struct dc_cache *cache, struct dc_store *store,
			     enum dc_engine engine);

/* Fills in the job's result and its key; false when it has to be analysed. */
bool dc_kept_find(struct dc_kept *kept, const struct dc_tree *tree, struct dc_job *job);

/* Keeps the job's result and fills in its key, unless something changed meanwhile. */
void dc_kept_add(struct dc_kept *kept, const struct dc_tree *tree, struct dc_job *job);

/*
 * Fills in what was kept under a key that a job had; false when that is not there any more, or not
 * of what the tree's headers are.
 */
bool dc_kept_take(struct dc_kept *kept, const struct dc_tree *tree, struct dc_digest key,
		  struct dc_result *result);

/* How many files a store did not know as they are here, asked for the first time. */
size_t dc_kept_close(struct dc_kept *kept);

#endif
