// SPDX-License-Identifier: GPL-2.0-only
/* The view of the CPU comes first; the range is no other one for that. */
#include <linux/dma-mapping.h>
#include <linux/io.h>

int bad_view_first(struct device *dev, phys_addr_t phys)
{
	void *view = memremap(phys, PAGE_SIZE, MEMREMAP_WB); // WARN: mmio_cached
	dma_addr_t handle;

	if (!view)
		return -ENOMEM;
	handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	memunmap(view);
	return 0;
}

int ok_view_first(struct device *dev, phys_addr_t phys)
{
	void *view = memremap(phys, PAGE_SIZE, MEMREMAP_WC);
	dma_addr_t handle;

	if (!view)
		return -ENOMEM;
	handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	memunmap(view);
	return 0;
}
