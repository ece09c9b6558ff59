// SPDX-License-Identifier: GPL-2.0-only
/* An attribute that 5.10 removed, kept alive by a driver.  Its bit means nothing. */
#include <linux/dma-mapping.h>

#ifndef DMA_ATTR_NON_CONSISTENT
#define DMA_ATTR_NON_CONSISTENT	(1UL << 3)
#endif

int bad_removed(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: attr_undefined
			       DMA_ATTR_NON_CONSISTENT);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, // WARN: attr_undefined
		       DMA_ATTR_NON_CONSISTENT);
	return 0;
}

int ok_successor(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_noncoherent(dev, PAGE_SIZE, &handle, DMA_BIDIRECTIONAL, GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	dma_free_noncoherent(dev, PAGE_SIZE, ring, handle, DMA_BIDIRECTIONAL);
	return 0;
}
