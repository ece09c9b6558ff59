// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keep the attributes of allocations out of mappings.
 *
 * FORCE_CONTIGUOUS, ALLOC_SINGLE_PAGES, NO_KERNEL_MAPPING and WRITE_COMBINE choose how the DMA core
 * gets memory and how the CPU sees it. A streaming mapping is of memory that exists already: the
 * wish is lost, and dma-debug wants the bits back at the unmap.
 *
 * See: Documentation/core-api/dma-attributes.rst
 */
#include <linux/dma-mapping.h>

int bad_wish_lost(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: stream_alloc_attr
				    DMA_TO_DEVICE, DMA_ATTR_FORCE_CONTIGUOUS);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_FORCE_CONTIGUOUS);
	return 0;
}

int ok_attr_of_mapping(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return 0;
}
