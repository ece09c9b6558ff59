// SPDX-License-Identifier: GPL-2.0-only
/* The attributes of a network driver's receive pages, right for mapping and wrong for the ring. */
#include <linux/dma-mapping.h>

#define RX_DMA_ATTRS	(DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_WEAK_ORDERING)

int bad_ring(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_map_attr
			       RX_DMA_ATTRS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, RX_DMA_ATTRS);
	return 0;
}

int ok_receive_page(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE, RX_DMA_ATTRS);
	if (dma_mapping_error(dev, handle))
		return -ENOMEM;
	dma_sync_single_for_device(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, RX_DMA_ATTRS);
	return 0;
}
