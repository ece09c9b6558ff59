// SPDX-License-Identifier: GPL-2.0-only
/* A retry changes the value: the first round is right, the second is not. */
#include <linux/dma-mapping.h>

int bad_second_round(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;
	int tries;
	void *ring = NULL;

	for (tries = 0; tries < 2 && !ring; tries++) {
		ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_map_attr
				       // MISS cocci: set for the next round, which need not come
				       attrs);
		if (!ring)
			attrs |= DMA_ATTR_SKIP_CPU_SYNC;
	}
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int ok_second_round(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;
	int tries;
	void *ring = NULL;

	for (tries = 0; tries < 2 && !ring; tries++) {
		ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
		if (!ring)
			attrs |= DMA_ATTR_ALLOC_SINGLE_PAGES;
	}
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}
