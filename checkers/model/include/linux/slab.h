/* SPDX-License-Identifier: GPL-2.0-only */
/* The slab allocator: lowmem, one or more whole pages an object. */
#ifndef DC_LINUX_SLAB_H
#define DC_LINUX_SLAB_H

#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/string.h>

struct kmem_cache;

void *kmalloc(size_t size, gfp_t gfp);
void *kmemdup(const void *src, size_t size, gfp_t gfp);
char *kstrdup(const char *s, gfp_t gfp);
void kfree(const void *object);
void kfree_sensitive(const void *object);
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     unsigned int flags, void (*ctor)(void *));
void kmem_cache_destroy(struct kmem_cache *cache);
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *cache, void *object);

#define kzalloc(size, gfp)		kmalloc(size, (gfp) | __GFP_ZERO)
#define kmalloc_array(n, size, gfp)	kmalloc((n) * (size), gfp)
#define kcalloc(n, size, gfp)		kmalloc_array(n, size, (gfp) | __GFP_ZERO)
#define kmalloc_node(size, gfp, node)	((void)(node), kmalloc(size, gfp))
#define kzalloc_node(size, gfp, node)	kmalloc_node(size, (gfp) | __GFP_ZERO, node)
#define kmalloc_array_node(n, size, gfp, node) kmalloc_node((n) * (size), gfp, node)
#define kcalloc_node(n, size, gfp, node) kmalloc_array_node(n, size, (gfp) | __GFP_ZERO, node)
#define kmem_cache_zalloc(cache, gfp)	kmem_cache_alloc(cache, (gfp) | __GFP_ZERO)
#define kmem_cache_alloc_node(cache, gfp, node) ((void)(node), kmem_cache_alloc(cache, gfp))

/* The gfp argument of these may be left out, as in 7.3. */
#define DC_FIRST(gfp, ...)		gfp
#define DC_GFP(...)			DC_FIRST(__VA_ARGS__ __VA_OPT__(,) GFP_KERNEL)
#define kmalloc_obj(obj, ...) \
	((__typeof__(obj) *)kmalloc(sizeof(obj), DC_GFP(__VA_ARGS__)))
#define kzalloc_obj(obj, ...) \
	((__typeof__(obj) *)kzalloc(sizeof(obj), DC_GFP(__VA_ARGS__)))
#define kmalloc_objs(obj, n, ...) \
	((__typeof__(obj) *)kmalloc((n) * sizeof(obj), DC_GFP(__VA_ARGS__)))
#define kzalloc_objs(obj, n, ...) \
	((__typeof__(obj) *)kzalloc((n) * sizeof(obj), DC_GFP(__VA_ARGS__)))

#define ARCH_DMA_MINALIGN	128

/* kfree() is the first function that a scope may end with, so the rest comes from here. */
#include <linux/cleanup.h>

#endif
