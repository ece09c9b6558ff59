// SPDX-License-Identifier: GPL-2.0-only
/* What a caller chose is unknown here, unless this function adds to it. */
#include <linux/dma-mapping.h>

int bad_adds(struct device *dev, unsigned long attrs)
{
	dma_addr_t handle;
	void *ring;

	attrs |= DMA_ATTR_CC_SHARED;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_passes_on(struct device *dev, unsigned long attrs)
{
	dma_addr_t handle;
	void *ring;

	attrs |= DMA_ATTR_NO_WARN;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int ok_refuses(struct device *dev, unsigned long attrs)
{
	dma_addr_t handle;
	void *ring;

	if (attrs & DMA_ATTR_CC_SHARED)
		return -EINVAL;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}
