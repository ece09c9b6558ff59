// SPDX-License-Identifier: GPL-2.0-only
/* The right map with the wrong unmap: nothing is unmapped. */
#include <linux/dma-mapping.h>

int bad_unmap_page(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, size, DMA_FROM_DEVICE, // WARN: page_mmio
			     DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_unmap_phys(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, size, DMA_FROM_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_unmap_resource(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}
