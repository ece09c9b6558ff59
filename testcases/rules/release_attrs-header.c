// SPDX-License-Identifier: GPL-2.0-only
/* Inline functions of a header choose the attributes: who uses one of them has to use the other. */
#include "release_attrs-header.h"

int bad_header_at_one_end(struct device *dev, struct page *page)
{
	dma_addr_t handle = firmware_map(dev, page);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
	// MISS cocci: a wrapper in a header
	return 0;
}

int ok_header_at_both_ends(struct device *dev, struct page *page)
{
	dma_addr_t handle = firmware_map(dev, page);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	firmware_unmap(dev, handle);
	return 0;
}
