// SPDX-License-Identifier: GPL-2.0-only
/* The same value decides how it was mapped and whether it is synced, or does not. */
#include <linux/dma-mapping.h>

int bad_not_asked(struct device *dev, phys_addr_t phys, bool peer)
{
	unsigned long attrs = peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0;
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE); // WARN: mmio_sync
	// MISS cocci: an attribute that is chosen by a condition
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	return 0;
}

int ok_asked(struct device *dev, phys_addr_t phys, bool peer)
{
	unsigned long attrs = peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0;
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!(attrs & DMA_ATTR_MMIO))
		dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	return 0;
}

int ok_value_of_the_caller(struct device *dev, phys_addr_t phys, unsigned long attrs)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	return 0;
}
