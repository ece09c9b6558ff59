/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a file is compiled, for engines that need to know: from the nearest compile_commands.json or
 * compile_flags.txt in its folder or above it.
 */
#ifndef DC_FLAGS_H
#define DC_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

struct dc_flags {
	char **items;		/* without compiler, file and output; ends with NULL */
	size_t nr, capacity;
	char *directory;	/* in which they hold */
};

/*
 * Looks in `commands`, a folder, or with NULL around the file.  NULL, or why there are none in words
 * for the user.  Keeps what it has read for the next call.
 */
const char *dc_flags_find(const char *file, const char *commands, struct dc_flags *flags);

void dc_flags_free(struct dc_flags *flags);

#endif
