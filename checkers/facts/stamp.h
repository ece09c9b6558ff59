/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the system says of a file, to see without reading it that it is still the same.
 *
 * Times of files advance in ticks: a file that was written in the tick in which it was looked at
 * may be written again and keep its stamp.  Only one that has settled is worth remembering.
 */
#ifndef DC_STAMP_H
#define DC_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* All zero for what is no regular file, or isn't there. */
struct dc_stamp {
	uint64_t device, inode, size;
	int64_t changed, written;	/* nanoseconds; of the inode, of the content */
};

struct dc_stamp dc_stamp_of(const struct stat *st);
bool dc_stamp_same(const struct dc_stamp *a, const struct dc_stamp *b);

/* Now, to be asked before the file is looked at. */
int64_t dc_stamp_now(void);
bool dc_stamp_is_settled(const struct dc_stamp *stamp, int64_t now);

#endif
