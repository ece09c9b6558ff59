// SPDX-License-Identifier: GPL-2.0-only
/* The variable that held an MMIO handle holds another one now. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>

int bad_wrong_one(struct device *dev, void *buf, phys_addr_t phys)
{
	dma_addr_t memory, doorbell;

	memory = dma_map_single(dev, buf, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, memory))
		return -EIO;
	doorbell = dma_map_resource(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, doorbell)) {
		dma_sync_single_for_cpu(dev, memory, PAGE_SIZE, DMA_FROM_DEVICE);
		dma_sync_single_for_device(dev, doorbell, PAGE_SIZE, // WARN: mmio_sync
					   // MISS cocci: a sync on one way only
					   DMA_TO_DEVICE);
		dma_unmap_resource(dev, doorbell, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	}
	dma_unmap_single(dev, memory, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}

int ok_reused_variable(struct device *dev, void *buf, phys_addr_t phys)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	handle = dma_map_single(dev, buf, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_unmap_single(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}
