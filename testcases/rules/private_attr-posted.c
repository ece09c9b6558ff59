// SPDX-License-Identifier: GPL-2.0-only
/* The name that the attribute had when it was posted, kept alive by a driver. */
#include <linux/dma-mapping.h>

#define DMA_ATTR_ALLOC_CC_SHARED __DMA_ATTR_ALLOC_CC_SHARED // WARN: private_attr

int bad_posted_name(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL,
			       DMA_ATTR_ALLOC_CC_SHARED); // WARN: private_attr
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle,
		       DMA_ATTR_ALLOC_CC_SHARED); // WARN: private_attr
	return 0;
}

int ok_without(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
