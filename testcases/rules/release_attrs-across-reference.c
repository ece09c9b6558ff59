// SPDX-License-Identifier: GPL-2.0-only
/* A function that adds to the attributes behind a pointer. */
#include <linux/dma-mapping.h>

static void choose_attrs(unsigned long *attrs)
{
	*attrs |= DMA_ATTR_PRIVILEGED;
}

int bad_choice_lost(struct device *dev, struct page *page)
{
	unsigned long attrs = 0;
	dma_addr_t handle;

	choose_attrs(&attrs);
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
	// MISS cocci: attributes that a function writes through a pointer
	return 0;
}

int ok_choice_kept(struct device *dev, struct page *page)
{
	unsigned long attrs = 0;
	dma_addr_t handle;

	choose_attrs(&attrs);
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
