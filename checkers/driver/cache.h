/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What earlier runs of this very program remember: values by digests of all that they follow from.
 *
 * A value comes back as it was put or not at all.  The cache may be damaged, full, locked or gone
 * at any moment: the run does without and is slower.  Several runs may share it, and each may be
 * killed.  Threads may use it at once; child processes must not.
 */
#ifndef DC_CACHE_H
#define DC_CACHE_H

#include "digest.h"
#include "record.h"

struct dc_cache;

/*
 * Opens the user's, below $XDG_CACHE_HOME or ~/.cache; NULL when there is none to be had.  What is
 * there and cannot be trusted is told, unless `quiet`.
 */
struct dc_cache *dc_cache_open(bool quiet);

/* Starts a digest of what a value of this kind follows from.  Works without a cache, too. */
struct dc_digester dc_cache_digest(const struct dc_cache *cache, const char *kind);

/* Fills `value`, which was empty; false when it is not there. */
bool dc_cache_get(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value);

/* Takes the bytes over, to be written at the end. */
void dc_cache_put(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value);

/* Writes what was put, so that it can be got. */
void dc_cache_flush(struct dc_cache *cache);

/* Writes what was put and closes. */
void dc_cache_close(struct dc_cache *cache);

#endif
