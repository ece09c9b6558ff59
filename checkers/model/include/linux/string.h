/* SPDX-License-Identifier: GPL-2.0-only */
/* Plain memory functions: the compiler's own touch memory just as the kernel's do. */
#ifndef DC_LINUX_STRING_H
#define DC_LINUX_STRING_H

#include <linux/types.h>
#include <string.h>

static inline void memzero_explicit(void *s, size_t count)
{
	memset(s, 0, count);
	__asm__ __volatile__("" : : "r"(s) : "memory");
}

static inline ssize_t strscpy(char *dst, const char *src, size_t size)
{
	size_t n = strlen(src) < size ? strlen(src) : size - 1;

	memcpy(dst, src, n);
	dst[n] = '\0';
	return n;
}

#endif
