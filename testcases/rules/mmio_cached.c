// SPDX-License-Identifier: GPL-2.0-only
/*
 * Do not give the CPU a cacheable view of MMIO.
 *
 * DMA_ATTR_MMIO promises that the range is not memory.  memremap() with MEMREMAP_WB,
 * ioremap_cache(), kmap() and the linear map make cacheable views: the CPU reads what its cache
 * remembers, and its writes reach the device late, merged, or out of order.
 *
 * It hides where the processor overrules the page tables for device ranges.
 *
 * Use ioremap() or ioremap_wc(), or memremap() with MEMREMAP_WC.
 *
 * See: include/linux/dma-mapping.h, DMA_ATTR_MMIO
 */
#include <linux/dma-mapping.h>
#include <linux/io.h>

int bad_write_back(struct device *dev, phys_addr_t phys, size_t size)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, phys, size, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = memremap(phys, size, MEMREMAP_WB); // WARN: mmio_cached
	if (view)
		memunmap(view);
	dma_unmap_phys(dev, handle, size, DMA_FROM_DEVICE, attrs);
	return 0;
}

int ok_write_combining(struct device *dev, phys_addr_t phys, size_t size)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, phys, size, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = memremap(phys, size, MEMREMAP_WC);
	if (view)
		memunmap(view);
	dma_unmap_phys(dev, handle, size, DMA_FROM_DEVICE, attrs);
	return 0;
}
