// SPDX-License-Identifier: GPL-2.0-only
/*
 * Name MMIO by its physical address, not by a page or a pointer.
 *
 * The calls for pages and for kernel pointers are for memory.  With DMA_ATTR_MMIO such a map fails,
 * and such an unmap returns before it has unmapped anything: the mapping stays for ever.
 *
 * The failed map is a plain error code.  The unmap that does nothing hides better: it has no way to
 * tell, and a leaked IOVA shows hours later.
 *
 * Use dma_map_phys() and dma_unmap_phys().
 *
 * See: kernel/dma/mapping.c, dma_map_page_attrs(), dma_unmap_page_attrs()
 */
#include <linux/dma-mapping.h>

int bad_by_page(struct device *dev, struct page *page)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, // WARN: page_mmio
				    attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: page_mmio
	return 0;
}

int ok_by_address(struct device *dev, struct page *page)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
