/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Digests of files' contents.  A file is read once, by one run: as long as its stamp stays, later
 * ones take the digest over.
 */
#ifndef DC_CONTENT_H
#define DC_CONTENT_H

#include "cache.h"
#include "stamp.h"

struct dc_content {
	struct dc_digest digest;	/* all zero when there is no regular file */
	struct dc_stamp stamp;
};

struct dc_contents;

/* NULL when memory is out. */
struct dc_contents *dc_contents_open(struct dc_cache *cache);

/* As it was when this run asked first; false when it cannot be read, or changes now. */
bool dc_contents_find(struct dc_contents *contents, const char *path, struct dc_content *content);

/* Remembers what was learned. */
void dc_contents_close(struct dc_contents *contents);

#endif
