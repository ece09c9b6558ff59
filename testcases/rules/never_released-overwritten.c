// SPDX-License-Identifier: GPL-2.0-only
/* The second mapping takes the first one's variable. */
#include <linux/dma-mapping.h>

int bad_handle_overwritten(struct device *dev, struct page *first, struct page *second)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, first, 0, PAGE_SIZE, DMA_TO_DEVICE); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return -EIO;
	handle = dma_map_page(dev, second, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int ok_handle_for_each(struct device *dev, struct page *first, struct page *second)
{
	dma_addr_t handle, other;
	int ret = -EIO;

	handle = dma_map_page(dev, first, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return ret;
	other = dma_map_page(dev, second, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, other))
		goto unmap;
	dma_unmap_page(dev, other, PAGE_SIZE, DMA_TO_DEVICE);
	ret = 0;
unmap:
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return ret;
}
