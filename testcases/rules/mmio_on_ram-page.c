// SPDX-License-Identifier: GPL-2.0-only
/* A page by its address, taken through its frame number and an offset. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/pfn.h>

int bad_page(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;
	phys_addr_t phys;

	if (!page)
		return -ENOMEM;
	phys = page_to_phys(page);
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs); // WARN: mmio_on_ram
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	__free_page(page);
	return 0;
}

int ok_page(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;
	phys_addr_t phys;

	if (!page)
		return -ENOMEM;
	phys = page_to_phys(page);
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	__free_page(page);
	return 0;
}

int bad_frame_number(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	unsigned long pfn;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	pfn = page_to_pfn(page);
	handle = dma_map_phys(dev, PFN_PHYS(pfn) + 64, PAGE_SIZE, // WARN: mmio_on_ram
			      // MISS cocci: an address by way of a frame number in a variable
			      DMA_FROM_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	__free_pages(page, 1);
	return 0;
}
