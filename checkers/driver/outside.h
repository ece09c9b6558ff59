/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Engines that are programs of their own: one is run on a file and answers with a record.
 */
#ifndef DC_OUTSIDE_H
#define DC_OUTSIDE_H

#include "engine.h"

/* Words of a command line; owns none of them. */
struct dc_command_line {
	const char **items;
	size_t nr, capacity;
};

void dc_command_line_add(struct dc_command_line *line, const char *word);

/*
 * A file that holds the wrappers of other files that this one may call, as a record: a descriptor
 * to be closed, -1 when there are none.
 */
int dc_outside_known(const struct dc_exported *exported, const struct dc_job *job);

/* The release that the program has to be told, NULL when it finds the same in the tree. */
const char *dc_outside_kernel(const struct dc_kernel *kernel, const char *path, char *buf,
			      size_t size);

/*
 * Runs it and fills in an empty result; `directory` is where, NULL for here.  False, with nothing
 * in the result, when no whole record came back.
 */
bool dc_outside_run(struct dc_command_line *line, const char *directory, struct dc_result *result);

#endif
