// SPDX-License-Identifier: GPL-2.0-only
/* Mapped under a condition, unmapped in any case: a handle that nobody mapped. */
#include <linux/dma-mapping.h>

int bad_unmapped_anyway(struct device *dev, struct page *page, bool payload)
{
	dma_addr_t handle = 0;

	if (payload) {
		handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, handle))
			return -EIO;
	}
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_handle
	// MISS source: a number in place of a handle
	// MISS sparse: a number in place of a handle
	// MISS clang: a number in place of a handle
	// MISS cocci: a number in place of a handle
	return 0;
}

int ok_unmapped_if_mapped(struct device *dev, struct page *page, bool payload)
{
	dma_addr_t handle = 0;

	if (payload) {
		handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, handle))
			return -EIO;
	}
	if (payload)
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}
