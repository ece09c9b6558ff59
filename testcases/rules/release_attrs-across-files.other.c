// SPDX-License-Identifier: GPL-2.0-only
/* One sets the attribute by itself, the other one takes what it is given. */
#include <linux/dma-mapping.h>

dma_addr_t bar_window_map(struct device *dev, phys_addr_t bar, size_t size)
{
	return dma_map_phys(dev, bar, size, DMA_BIDIRECTIONAL,
			    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
}

void bar_window_unmap(struct device *dev, dma_addr_t handle, size_t size, unsigned long attrs)
{
	dma_unmap_phys(dev, handle, size, DMA_BIDIRECTIONAL, attrs);
}
