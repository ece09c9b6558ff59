/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results of units in a folder, a file each: a compiler writes them one by one, and what lies in
 * several units is found when all of them are read.
 */
#ifndef DC_SAVED_H
#define DC_SAVED_H

#include "kernel.h"
#include "result.h"

/* What became of a saved unit. */
enum dc_saved {
	DC_SAVED_OK,
	DC_SAVED_UNREADABLE,	/* errno says why */
	DC_SAVED_FOREIGN,	/* of another build of dmacheck, or none of its files */
};

/*
 * Saves what was told of the file `unit`, before anything was linked.  Units that are compiled at
 * the same time do not disturb each other; one that is compiled again replaces its result, and one
 * that has nothing to tell has no file.  False with errno when it cannot be written.
 */
bool dc_saved_write(const char *folder, const char *unit, const struct dc_kernel *kernel,
		    const struct dc_result *result);

/* Whether a file of the folder is one of these, by its name. */
bool dc_saved_is_name(const char *name);

/* Fills in an empty result, and the release that it was judged by. */
enum dc_saved dc_saved_read(const char *path, struct dc_kernel *kernel, struct dc_result *result);

#endif
