/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the walk would see in each C file of a state, by the identity of its content: git never says
 * the same of two.  One table for a repository, kept from run to run.
 */
#ifndef DC_SIGHTS_H
#define DC_SIGHTS_H

#include "cache.h"
#include "files.h"
#include "progress.h"
#include "state.h"

struct dc_known_sight {
	struct dc_file_id id;
	bool is_relevant;
	bool is_used;		/* by this run */
	uint32_t first, nr_calls;	/* of `calls` */
	uint32_t size;		/* bytes of the file */
};

struct dc_sights {
	struct dc_cache *cache;
	struct dc_digest key;
	struct dc_known_sight *items;
	size_t nr, capacity;
	uint32_t *calls;
	size_t nr_calls, calls_capacity;
	uint32_t *table;	/* 1 + item, by identity */
	size_t table_size;
	bool is_loaded, has_changed;
};

/* `repository` tells one from another; `cache` may be NULL.  Nothing is read before it is needed. */
void dc_sights_open(struct dc_sights *sights, struct dc_cache *cache, const char *repository);

/* NULL when it is not known. */
struct dc_known_sight *dc_sights_find(struct dc_sights *sights, const struct dc_file_id *id);

/*
 * Looks into the files of the list that are not known.  What cannot be read stays unknown.  False
 * when memory or threads are out.
 */
bool dc_sights_learn(struct dc_sights *sights, const struct dc_state *state,
		     const struct dc_state_files *list, unsigned int nr_threads,
		     struct dc_progress *progress);

/* Remembers what was used. */
void dc_sights_close(struct dc_sights *sights);

#endif
