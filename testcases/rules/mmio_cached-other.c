// SPDX-License-Identifier: GPL-2.0-only
/* Two ranges: the one that is cached need not be the one that is MMIO. */
#include <linux/dma-mapping.h>
#include <linux/io.h>

int bad_same_range(struct device *dev, phys_addr_t doorbell, phys_addr_t table)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, doorbell, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = memremap(doorbell, PAGE_SIZE, MEMREMAP_WB); // WARN: mmio_cached
	if (view)
		memunmap(view);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_other_range(struct device *dev, phys_addr_t doorbell, phys_addr_t table)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, doorbell, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = memremap(table, PAGE_SIZE, MEMREMAP_WB);
	if (view)
		memunmap(view);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_memory_on_this_path(struct device *dev, phys_addr_t phys, bool peer)
{
	unsigned long attrs = peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0;
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (peer)
		return 0;
	view = memremap(phys, PAGE_SIZE, MEMREMAP_WB);
	if (view)
		memunmap(view);
	return 0;
}
