// SPDX-License-Identifier: GPL-2.0-only
/* The start of a resource goes in, a handle comes out. */
#include <linux/dma-mapping.h>
#include <linux/ioport.h>

int bad_start_unmapped(struct device *dev, struct resource *res)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, res->start, PAGE_SIZE, DMA_TO_DEVICE, // WARN: never_released
				  DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, res->start, PAGE_SIZE, DMA_TO_DEVICE, // WARN: release_handle
			   DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_handle_unmapped(struct device *dev, struct resource *res)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, res->start, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}
