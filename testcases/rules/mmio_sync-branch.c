// SPDX-License-Identifier: GPL-2.0-only
/* One handle for memory and for MMIO: the sync belongs to one of them. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>

int bad_sync_of_both(struct device *dev, struct page *page, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;

	if (peer)
		handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE,
					  DMA_ATTR_CC_SHARED);
	else
		handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE); // WARN: mmio_sync
	if (peer)
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	else
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}

int ok_sync_of_memory(struct device *dev, struct page *page, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;

	if (peer)
		handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE,
					  DMA_ATTR_CC_SHARED);
	else
		handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!peer)
		dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	if (peer)
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	else
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}
