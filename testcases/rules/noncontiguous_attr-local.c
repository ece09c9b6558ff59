// SPDX-License-Identifier: GPL-2.0-only
/* The allowed attribute in company, in a variable narrower than the parameter. */
#include <linux/dma-mapping.h>

int bad_in_company(struct device *dev, bool streaming)
{
	unsigned int attrs = DMA_ATTR_ALLOC_SINGLE_PAGES;
	struct sg_table *sgt;

	if (streaming)
		attrs |= DMA_ATTR_WRITE_COMBINE;
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: noncontiguous_attr
				      GFP_KERNEL, attrs);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_alone(struct device *dev, bool small)
{
	unsigned int attrs = 0;
	struct sg_table *sgt;

	if (small)
		attrs |= DMA_ATTR_ALLOC_SINGLE_PAGES;
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, attrs);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_masked(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING | DMA_ATTR_ALLOC_SINGLE_PAGES;
	struct sg_table *sgt;

	attrs &= DMA_ATTR_ALLOC_SINGLE_PAGES;
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, attrs);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
