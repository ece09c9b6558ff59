// SPDX-License-Identifier: GPL-2.0-only
/* Allocations that refuse a zone, or a compound page. */
#include <linux/dma-mapping.h>

int bad_pages(struct device *dev)
{
	dma_addr_t handle;
	struct page *page;

	page = dma_alloc_pages(dev, PAGE_SIZE, &handle, DMA_FROM_DEVICE, // WARN: alloc_gfp
			       GFP_KERNEL | __GFP_DMA);
	if (!page)
		return -ENOMEM;
	dma_free_pages(dev, PAGE_SIZE, page, handle, DMA_FROM_DEVICE);
	return 0;
}

int ok_pages(struct device *dev)
{
	dma_addr_t handle;
	struct page *page;

	page = dma_alloc_pages(dev, PAGE_SIZE, &handle, DMA_FROM_DEVICE,
			       GFP_KERNEL | __GFP_NOWARN);
	if (!page)
		return -ENOMEM;
	dma_free_pages(dev, PAGE_SIZE, page, handle, DMA_FROM_DEVICE);
	return 0;
}

int bad_noncoherent(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &handle, DMA_TO_DEVICE, // WARN: alloc_gfp
				    GFP_KERNEL | __GFP_DMA32);
	if (!buf)
		return -ENOMEM;
	dma_free_noncoherent(dev, PAGE_SIZE, buf, handle, DMA_TO_DEVICE);
	return 0;
}

int bad_noncontiguous(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: alloc_gfp
				      GFP_KERNEL | __GFP_COMP, 0);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
