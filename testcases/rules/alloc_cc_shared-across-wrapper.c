// SPDX-License-Identifier: GPL-2.0-only
/* The wrapper passes on what it is given; its caller gives what no allocation takes. */
#include <linux/dma-mapping.h>

static void *ring_alloc(struct device *dev, dma_addr_t *handle, unsigned long attrs)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs);
}

int bad_caller(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = ring_alloc(dev, &handle, DMA_ATTR_CC_SHARED); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_CC_SHARED); // WARN: alloc_cc_shared
	return 0;
}

int ok_caller(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = ring_alloc(dev, &handle, DMA_ATTR_NO_WARN);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
