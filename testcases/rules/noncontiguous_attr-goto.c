// SPDX-License-Identifier: GPL-2.0-only
/* A backward jump tries again with another value. */
#include <linux/dma-mapping.h>

int bad_tries_again(struct device *dev)
{
	unsigned long attrs = 0;
	struct sg_table *sgt;

again:
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: noncontiguous_attr
				      GFP_KERNEL, attrs);
	if (!sgt && !attrs) {
		attrs = DMA_ATTR_FORCE_CONTIGUOUS;
		goto again;
	}
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_tries_again(struct device *dev)
{
	unsigned long attrs = 0;
	struct sg_table *sgt;

again:
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, attrs);
	if (!sgt && !attrs) {
		attrs = DMA_ATTR_ALLOC_SINGLE_PAGES;
		goto again;
	}
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
