// SPDX-License-Identifier: GPL-2.0-only
/* One variable serves a mapping and then an allocation. */
#include <linux/dma-mapping.h>

int bad_same_value_for_both(struct device *dev, void *buf)
{
	unsigned long attrs = DMA_ATTR_SKIP_CPU_SYNC;
	dma_addr_t handle, dma;
	void *ring;

	dma = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_map_attr
	if (ring)
		dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	dma_unmap_single_attrs(dev, dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ring ? 0 : -ENOMEM;
}

int ok_value_of_its_own(struct device *dev, void *buf)
{
	unsigned long attrs = DMA_ATTR_SKIP_CPU_SYNC;
	dma_addr_t handle, dma;
	void *ring;

	dma = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0);
	if (ring)
		dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	dma_unmap_single_attrs(dev, dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ring ? 0 : -ENOMEM;
}
