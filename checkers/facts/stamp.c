/* SPDX-License-Identifier: GPL-2.0-only */
/* Stamps of files, and how far they can be trusted. */
#include "stamp.h"

#include <time.h>

#define SECOND		1000000000LL
/* Ticks of the kernel are 10 ms at most; file systems that know no fractions have up to 2 s. */
#define FINE_TICK	(20 * SECOND / 1000)
#define COARSE_TICK	(3 * SECOND)

static int64_t nanoseconds(const struct timespec *time)
{
	return time->tv_sec * SECOND + time->tv_nsec;
}

struct dc_stamp dc_stamp_of(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return (struct dc_stamp){ 0 };
	return (struct dc_stamp){
		.device = st->st_dev, .inode = st->st_ino, .size = st->st_size,
		.changed = nanoseconds(&st->st_ctim), .written = nanoseconds(&st->st_mtim),
	};
}

bool dc_stamp_same(const struct dc_stamp *a, const struct dc_stamp *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
	       a->changed == b->changed && a->written == b->written;
}

int64_t dc_stamp_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return nanoseconds(&now);
}

bool dc_stamp_is_settled(const struct dc_stamp *stamp, int64_t now)
{
	int64_t tick = stamp->changed % SECOND ? FINE_TICK : COARSE_TICK;

	return stamp->changed + tick < now;
}
