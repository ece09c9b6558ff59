// SPDX-License-Identifier: GPL-2.0-only
/* Shared or private by a flag: private is one of the outcomes.  What a caller says is unknown. */
#include <linux/dma-mapping.h>

int bad_choice(struct device *dev, phys_addr_t phys, size_t size, bool shared)
{
	unsigned long attrs = DMA_ATTR_MMIO | (shared ? DMA_ATTR_CC_SHARED : 0);
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, size, DMA_TO_DEVICE, attrs); // WARN: mmio_private
	// MISS cocci: an attribute that is joined under a condition
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, size, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_choice_of_memory(struct device *dev, phys_addr_t phys, size_t size, bool peer)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED | (peer ? DMA_ATTR_MMIO : 0);
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, size, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, size, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_caller_knows(struct device *dev, phys_addr_t phys, size_t size, unsigned long attrs)
{
	dma_addr_t handle;

	attrs |= DMA_ATTR_MMIO;
	handle = dma_map_phys(dev, phys, size, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, size, DMA_TO_DEVICE, attrs);
	return 0;
}
