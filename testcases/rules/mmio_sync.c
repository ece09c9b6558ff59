// SPDX-License-Identifier: GPL-2.0-only
/*
 * Do not sync an MMIO mapping.
 *
 * dma_sync_*() has no attributes to be told that there is no memory behind the handle: it maintains
 * caches over the range, or looks for the bounce buffer that belongs to it.
 *
 * It hides on coherent machines, where a sync does nothing.
 *
 * Drop the sync.  MMIO is never cached; readl(), writel() and barriers order accesses to it.
 *
 * See: kernel/dma/direct.c, dma_direct_sync_single_for_cpu()
 */
#include <linux/dma-mapping.h>

int bad_sync(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_sync_single_for_cpu(dev, handle, size, DMA_FROM_DEVICE); // WARN: mmio_sync
	dma_unmap_resource(dev, handle, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_no_sync(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_resource(dev, phys, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, size, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}
