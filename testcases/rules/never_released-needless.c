// SPDX-License-Identifier: GPL-2.0-only
/* dma_need_unmap() tells that there is nothing to undo: the handle may be forgotten. */
#include <linux/dma-mapping.h>

int ok_need_not_unmap(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (dma_need_unmap(dev))
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int bad_asked_too_late(struct device *dev, struct page *page, bool ready)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!ready)
		return -EBUSY;
	if (dma_need_unmap(dev))
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}
