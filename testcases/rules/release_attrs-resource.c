// SPDX-License-Identifier: GPL-2.0-only
/* dma_map_resource() adds MMIO by itself: who releases otherwise has to say it. */
#include <linux/dma-mapping.h>

int bad_page_unmap(struct device *dev, phys_addr_t fifo)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, fifo, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: release_attrs
			     DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_resource_unmap(struct device *dev, phys_addr_t fifo)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, fifo, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}

int bad_phys_unmap(struct device *dev, phys_addr_t fifo)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, fifo, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: release_attrs
		       DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_phys_unmap(struct device *dev, phys_addr_t fifo)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, fifo, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int bad_resource_unmap_of_ram(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	return 0;
}
