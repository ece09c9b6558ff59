// SPDX-License-Identifier: GPL-2.0-only
/*
 * dma_alloc_noncoherent() is dma_alloc_pages() with an address; noncontiguous memory is a table of
 * its own.
 */
#include <linux/dma-mapping.h>

int bad_by_address(struct device *dev)
{
	dma_addr_t handle;
	struct page *page;

	page = dma_alloc_pages(dev, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	dma_free_noncoherent(dev, PAGE_SIZE, page_address(page), handle, // WARN: release_family
			     DMA_TO_DEVICE);
	return 0;
}

int ok_by_page(struct device *dev)
{
	dma_addr_t handle;
	struct page *page;

	page = dma_alloc_pages(dev, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	dma_free_pages(dev, PAGE_SIZE, page, handle, DMA_TO_DEVICE);
	return 0;
}

int bad_table_unmapped(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	if (!sgt)
		return -ENOMEM;
	dma_unmap_sgtable(dev, sgt, DMA_FROM_DEVICE, 0); // WARN: release_family
	return 0;
}

int ok_table_freed(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL,
				      DMA_ATTR_ALLOC_SINGLE_PAGES);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
