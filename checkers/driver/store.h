/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results of a part of the files, to be carried to where all parts are put together: values by
 * digests of what they follow from, and what the run was asked for.
 *
 * A shard is a file of this very build of the program.  Nothing in it counts unless all of it is
 * as it was written.
 */
#ifndef DC_STORE_H
#define DC_STORE_H

#include "digest.h"
#include "kernel.h"
#include "record.h"

struct dc_store_entry {
	struct dc_digest key;
	struct dc_bytes value;
};

struct dc_store {
	struct dc_store_entry *items;	/* by key when they were read */
	size_t nr, capacity;
	bool is_read;			/* from shards, and takes nothing in any more */
	bool failed;			/* memory was out */
};

/* What a shard was asked for. */
struct dc_shard {
	unsigned int number, of;
	unsigned int engines;		/* enum dc_engine, joined */
	bool has_kernel;
	struct dc_kernel kernel;
	char *commands;			/* folder, "" for none */
	char **paths;
	size_t nr_paths;
};

/* As dc_cache_get() and dc_cache_put(). */
bool dc_store_get(const struct dc_store *store, struct dc_digest key, struct dc_bytes *value);
void dc_store_put(struct dc_store *store, struct dc_digest key, struct dc_bytes *value);

/* To standard output; a failed write shows there.  False when memory is or was out. */
bool dc_store_write(const struct dc_store *store, const struct dc_shard *shard);

/*
 * Adds the values of a shard that the program at `program` wrote, NULL for this one, and fills in
 * what it was asked for.  NULL, or why it is no use; free in any case.
 */
const char *dc_store_read(struct dc_store *store, const char *path, const char *program,
			  struct dc_shard *shard);

void dc_store_free(struct dc_store *store);
void dc_shard_free(struct dc_shard *shard);

#endif
