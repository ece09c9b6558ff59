// SPDX-License-Identifier: GPL-2.0-only
/* The value has a name of the driver's own. */
#include <linux/dma-mapping.h>

#define RING_BASE_ATTRS		DMA_ATTR_WRITE_COMBINE
#define RING_ATTRS		(RING_BASE_ATTRS | DMA_ATTR_CC_SHARED)

enum {
	QUEUE_ATTRS = DMA_ATTR_NO_WARN | DMA_ATTR_CC_SHARED,
};

int bad_macro(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_cc_shared
			       RING_ATTRS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, RING_ATTRS); // WARN: alloc_cc_shared
	return 0;
}

int ok_macro(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, RING_BASE_ATTRS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, RING_BASE_ATTRS);
	return 0;
}

int bad_enumerator(struct device *dev)
{
	dma_addr_t handle;
	void *queue;

	queue = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_cc_shared
				// MISS cocci: an enumerator
				QUEUE_ATTRS);
	if (!queue)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, queue, handle, QUEUE_ATTRS); // WARN: alloc_cc_shared
	// MISS cocci: an enumerator
	return 0;
}

int ok_enumerator_without(struct device *dev)
{
	dma_addr_t handle;
	void *queue;

	queue = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL,
				QUEUE_ATTRS & ~DMA_ATTR_CC_SHARED);
	if (!queue)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, queue, handle, QUEUE_ATTRS & ~DMA_ATTR_CC_SHARED);
	return 0;
}
