// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes in a table, one a kind of buffer: one index, one element, however often it is read.
 *
 * An index that is not known may be any of them; so may what was mapped.
 */
#include <linux/dma-mapping.h>

enum kind {
	KIND_CODE,
	KIND_DATA,
};

int ok_same_element(struct device *dev, struct page *page, enum kind kind)
{
	static const unsigned long attrs[] = {
		[KIND_CODE] = DMA_ATTR_PRIVILEGED,
		[KIND_DATA] = 0,
	};
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs[kind]);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs[kind]);
	return 0;
}

int bad_other_element(struct device *dev, struct page *page)
{
	static const unsigned long attrs[] = {
		[KIND_CODE] = DMA_ATTR_PRIVILEGED,
		[KIND_DATA] = 0,
	};
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs[KIND_CODE]);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: release_attrs
								    // MISS cocci: a table of constants
			     attrs[KIND_DATA]);
	return 0;
}

int bad_one_fits_all(struct device *dev, struct page *page, enum kind kind)
{
	static const unsigned long attrs[] = {
		[KIND_CODE] = DMA_ATTR_PRIVILEGED,
		[KIND_DATA] = 0,
	};
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs[kind]);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
							       // MISS cocci: a table of constants
	return 0;
}
