/* SPDX-License-Identifier: GPL-2.0-only */
/* What every driver takes for granted. */
#ifndef DC_LINUX_KERNEL_H
#define DC_LINUX_KERNEL_H

#include <linux/bits.h>
#include <linux/bug.h>
#include <linux/byteorder.h>
#include <linux/err.h>
#include <linux/kconfig.h>
#include <linux/printk.h>
#include <linux/types.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define min(a, b)	((a) < (b) ? (a) : (b))
#define max(a, b)	((a) > (b) ? (a) : (b))
#define min_t(type, a, b) min((type)(a), (type)(b))
#define max_t(type, a, b) max((type)(a), (type)(b))
#define swap(a, b)	do { __typeof__(a) tmp = (a); (a) = (b); (b) = tmp; } while (0)
#define ALIGN(x, a)	(((x) + (a) - 1) & ~((__typeof__(x))(a) - 1))
#define IS_ALIGNED(x, a) (!((x) & ((__typeof__(x))(a) - 1)))
#define PTR_ALIGN(p, a)	((__typeof__(p))ALIGN((unsigned long)(p), (a)))
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define round_up(x, y)	ALIGN(x, y)
#define lower_32_bits(n) ((u32)((n) & 0xffffffff))
#define upper_32_bits(n) ((u32)((n) >> 16 >> 16))
#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))
#define likely(x)	(x)
#define unlikely(x)	(x)
#define READ_ONCE(x)	(*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define barrier()	__asm__ __volatile__("" : : : "memory")
#define wmb()		barrier()
#define rmb()		barrier()
#define dma_wmb()	barrier()
#define dma_rmb()	barrier()

#endif
