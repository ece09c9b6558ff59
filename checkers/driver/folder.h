/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the walk saw in the files of a folder, kept from run to run: a file whose stamp is the same
 * is not opened.
 */
#ifndef DC_FOLDER_H
#define DC_FOLDER_H

#include "cache.h"
#include "stamp.h"

/* Of one file. */
struct dc_sight {
	struct dc_stamp stamp;
	uint32_t is_relevant;
	uint32_t nr_calls;
	uint32_t *calls;
};

struct dc_folder {
	struct dc_cache *cache;
	struct dc_digest key;
	struct dc_bytes old, new;	/* sights with their names */
	size_t at;			/* where the next one is expected in `old` */
	size_t nr_old;
	bool failed;			/* memory is out: nothing will be kept */
};

/* `path` is absolute; `cache` may be NULL. */
void dc_folder_open(struct dc_folder *folder, struct dc_cache *cache, const char *path);

/* What was seen in the file when it had this stamp; `calls` lives as long as the folder is open. */
bool dc_folder_find(struct dc_folder *folder, const char *name, const struct dc_stamp *stamp,
		    struct dc_sight *sight);

/* Every file that is there now, unless its stamp has not settled. */
void dc_folder_add(struct dc_folder *folder, const char *name, const struct dc_sight *sight);

void dc_folder_close(struct dc_folder *folder);

#endif
