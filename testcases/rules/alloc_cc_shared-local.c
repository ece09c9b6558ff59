// SPDX-License-Identifier: GPL-2.0-only
/* The attribute comes through a local variable, by `|=` and away by `&= ~`. */
#include <linux/dma-mapping.h>

int bad_joined(struct device *dev, bool shared)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	dma_addr_t handle;
	void *ring;

	if (shared)
		attrs |= DMA_ATTR_CC_SHARED;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_taken_out_again(struct device *dev, bool shared)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	dma_addr_t handle;
	void *ring;

	if (shared)
		attrs |= DMA_ATTR_CC_SHARED;
	attrs &= ~DMA_ATTR_CC_SHARED;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int ok_overwritten(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	void *ring;

	attrs = DMA_ATTR_WRITE_COMBINE;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}
