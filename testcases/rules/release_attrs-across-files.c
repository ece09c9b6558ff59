// SPDX-License-Identifier: GPL-2.0-only
/* Mapped by a function of another file, and unmapped by one with other attributes. */
#include <linux/dma-mapping.h>

dma_addr_t bar_window_map(struct device *dev, phys_addr_t bar, size_t size);
void bar_window_unmap(struct device *dev, dma_addr_t handle, size_t size, unsigned long attrs);

int bad_attrs_dropped(struct device *dev, struct resource *res)
{
	dma_addr_t handle = bar_window_map(dev, res->start, PAGE_SIZE);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	bar_window_unmap(dev, handle, PAGE_SIZE, 0); // WARN: release_attrs
	// MISS cocci: a wrapper in another file
	return 0;
}

int ok_same_attrs(struct device *dev, struct resource *res)
{
	dma_addr_t handle = bar_window_map(dev, res->start, PAGE_SIZE);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	bar_window_unmap(dev, handle, PAGE_SIZE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}
