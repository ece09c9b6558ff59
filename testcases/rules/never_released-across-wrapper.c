// SPDX-License-Identifier: GPL-2.0-only
/* A wrapper returns the handle: whoever called it holds the mapping. */
#include <linux/dma-mapping.h>

static dma_addr_t map_header(struct device *dev, struct page *page)
{
	return dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
}

static void unmap_header(struct device *dev, dma_addr_t handle)
{
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
}

int bad_caller_forgets(struct device *dev, struct page *page, bool ready)
{
	dma_addr_t handle = map_header(dev, page); // WARN: never_released

	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!ready)
		return -EBUSY;
	unmap_header(dev, handle);
	return 0;
}

int ok_caller_releases(struct device *dev, struct page *page, bool ready)
{
	dma_addr_t handle = map_header(dev, page);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	unmap_header(dev, handle);
	return ready ? 0 : -EBUSY;
}
