// SPDX-License-Identifier: GPL-2.0-only
/* Locks that are released by the end of a scope, around the call. */
#include <linux/cleanup.h>
#include <linux/dma-mapping.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(ring_lock);

int bad_guarded(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	guard(mutex)(&ring_lock);
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_map_attr
			       DMA_ATTR_SKIP_CPU_SYNC);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_guarded(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	guard(mutex)(&ring_lock);
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_WARN);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_NO_WARN);
	return 0;
}

int bad_scoped(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	scoped_guard(mutex, &ring_lock) {
		ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, // WARN: alloc_map_attr
				       GFP_KERNEL, DMA_ATTR_REQUIRE_COHERENT);
	}
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_REQUIRE_COHERENT);
	return 0;
}

int ok_scoped(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	scoped_guard(mutex, &ring_lock) {
		ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0);
	}
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
