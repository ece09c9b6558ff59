// SPDX-License-Identifier: GPL-2.0-only
/* dma_map_resource() adds DMA_ATTR_MMIO by itself. */
#include <linux/dma-mapping.h>

int bad_resource(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_TO_DEVICE, 0); // WARN: mmio_private
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, size, DMA_TO_DEVICE, 0);
	return 0;
}

int ok_resource(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, size, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}
