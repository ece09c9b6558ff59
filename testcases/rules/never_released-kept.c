// SPDX-License-Identifier: GPL-2.0-only
/* Who keeps the handle, or gives it away, may release it later. */
#include <linux/dma-mapping.h>

struct ring {
	void *desc;
	dma_addr_t dma;
};

int device_queue(struct device *dev, dma_addr_t handle);

int bad_only_the_address(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE); // WARN: never_released
	return dma_mapping_error(dev, handle) ? -EIO : 0;
}

dma_addr_t ok_returned(struct device *dev, struct page *page)
{
	return dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
}

int ok_stored(struct device *dev, struct ring *ring)
{
	ring->desc = dma_alloc_coherent(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL);
	return ring->desc ? 0 : -ENOMEM;
}

int ok_handed_on(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	return device_queue(dev, handle);
}

int ok_by_reference(struct device *dev, struct page *page, dma_addr_t *handle)
{
	*handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	return dma_mapping_error(dev, *handle);
}

int ok_managed(struct device *dev)
{
	dma_addr_t handle;

	return dmam_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL) ? 0 : -ENOMEM;
}
