// SPDX-License-Identifier: GPL-2.0-only
/* Functions that order direction and gfp differently. */
#include <linux/dma-mapping.h>

int bad_pages(struct device *dev)
{
	dma_addr_t handle;
	struct page *page;

	page = dma_alloc_pages(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: attr_slot
			       DMA_FROM_DEVICE);
	if (!page)
		return -ENOMEM;
	dma_free_pages(dev, PAGE_SIZE, page, handle, DMA_FROM_DEVICE);
	return 0;
}

int ok_pages(struct device *dev)
{
	dma_addr_t handle;
	struct page *page;

	page = dma_alloc_pages(dev, PAGE_SIZE, &handle, DMA_FROM_DEVICE, GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	dma_free_pages(dev, PAGE_SIZE, page, handle, DMA_FROM_DEVICE);
	return 0;
}

int bad_noncontiguous(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, GFP_KERNEL, // WARN: attr_slot
				      DMA_FROM_DEVICE, DMA_ATTR_ALLOC_SINGLE_PAGES);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_noncontiguous(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE,
				      GFP_KERNEL, DMA_ATTR_ALLOC_SINGLE_PAGES);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
