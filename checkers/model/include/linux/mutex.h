/* SPDX-License-Identifier: GPL-2.0-only */
/* There is one thread. */
#ifndef DC_LINUX_MUTEX_H
#define DC_LINUX_MUTEX_H

struct mutex {
	int depth;
};

#define DEFINE_MUTEX(name)	struct mutex name

static inline void mutex_lock(struct mutex *lock)
{
	lock->depth++;
}

static inline void mutex_unlock(struct mutex *lock)
{
	lock->depth--;
}

#endif
