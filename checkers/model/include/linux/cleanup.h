/* SPDX-License-Identifier: GPL-2.0-only */
/* What ends with a scope. */
#ifndef DC_LINUX_CLEANUP_H
#define DC_LINUX_CLEANUP_H

#include <linux/mutex.h>
#include <linux/slab.h>

#define DEFINE_FREE(name, type, free) \
	static inline void dc_cleanup_##name(void *p) { type _T = *(type *)p; free; }
#define __free(name)		__attribute__((cleanup(dc_cleanup_##name)))
#define no_free_ptr(p)		({ __typeof__(p) dc_kept = (p); (p) = NULL; dc_kept; })
#define return_ptr(p)		return no_free_ptr(p)

DEFINE_FREE(kfree, void *, kfree(_T))

static inline struct mutex *dc_guard_mutex(struct mutex *lock)
{
	mutex_lock(lock);
	return lock;
}

static inline void dc_unguard_mutex(struct mutex **lock)
{
	mutex_unlock(*lock);
}

#define DC_JOIN(a, b)	DC_JOIN_(a, b)
#define DC_JOIN_(a, b)	a##b
#define guard(kind) \
	struct kind *DC_JOIN(dc_guard_at_, __LINE__) \
		__attribute__((cleanup(dc_unguard_##kind), unused)) = dc_guard_##kind
#define scoped_guard(kind, lock) \
	for (struct kind *dc_scope __attribute__((cleanup(dc_unguard_##kind))) = \
		dc_guard_##kind(lock), *dc_once = dc_scope; dc_once; dc_once = NULL)

#endif
