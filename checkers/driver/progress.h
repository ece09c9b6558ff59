/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One line on a terminal that tells how far the work is, from its second second on.
 */
#ifndef DC_PROGRESS_H
#define DC_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dc_progress {
	bool wanted;		/* standard error is a terminal, and nobody asked for quiet */
	bool shown;
	uint64_t next;		/* not before, in milliseconds of the monotonic clock */
};

struct dc_progress dc_progress_begin(bool quiet);

/* Cheap to call often: it draws a few times a second at most.  `total` 0: not known yet. */
void dc_progress_show(struct dc_progress *progress, const char *what, size_t done, size_t total);

/* Takes the line away. */
void dc_progress_end(struct dc_progress *progress);

#endif
