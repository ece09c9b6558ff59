// SPDX-License-Identifier: GPL-2.0-only
/* The kind of buffer chooses; one kind chooses wrong. */
#include <linux/dma-mapping.h>

#define BUFFER_SCRATCH	0
#define BUFFER_SCANOUT	1

int bad_kind(struct device *dev, int kind)
{
	struct sg_table *sgt;
	unsigned long attrs;

	switch (kind) {
	case BUFFER_SCANOUT:
		attrs = DMA_ATTR_WRITE_COMBINE;
		break;
	case BUFFER_SCRATCH:
	default:
		attrs = 0;
	}
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: noncontiguous_attr
				      GFP_KERNEL, attrs);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_kind(struct device *dev, int kind)
{
	struct sg_table *sgt;
	unsigned long attrs;

	switch (kind) {
	case BUFFER_SCANOUT:
		attrs = DMA_ATTR_ALLOC_SINGLE_PAGES;
		break;
	case BUFFER_SCRATCH:
	default:
		attrs = 0;
	}
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, attrs);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
