/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where files come from when that is not the disk: a tree that git keeps, or one with changes that
 * nobody has written down.
 *
 * Paths are relative to the root of what is looked at, as dc_files_clean() makes them.  Whoever has
 * no dc_files reads from disk.
 */
#ifndef DC_FILES_H
#define DC_FILES_H

#include <limits.h>

#include "record.h"

/* Of a content, the same for the same: git's name of the blob. */
struct dc_file_id {
	unsigned char bytes[20];
};

struct dc_files {
	/* Appends the file to `text`; NULL on success, else why not, in words. */
	const char *(*read)(const struct dc_files *files, const char *path, struct dc_bytes *text);
	/* All zero when there is no such file. */
	struct dc_file_id (*identify)(const struct dc_files *files, const char *path);
};

/*
 * "./a/../b//c.h" to "b/c.h", by the names alone.  False when it leads out of the root, or is too
 * long.
 */
bool dc_files_clean(const char *path, char clean[PATH_MAX]);

#endif
