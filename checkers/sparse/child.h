/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A unit read in a process of its own: Sparse ends the process where it gives up, and what it had to
 * say last becomes the reason why there is no result.
 */
#ifndef DC_CHILD_H
#define DC_CHILD_H

#include "check.h"
#include "record.h"

/*
 * Fills in the empty result; one that cannot be had is a gap, for which `file` is the name.  False
 * when the arguments name no file.
 */
bool dc_child_check(const struct dc_check_input *input, const char *file, struct dc_result *result);

/* Lets Sparse's exit() end a process without its finishing touches. */
void dc_child_leave_at_exit(void);

/* Reads to the end; false when that fails. */
bool dc_child_receive(int fd, struct dc_bytes *bytes);

#endif
