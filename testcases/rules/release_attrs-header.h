/* SPDX-License-Identifier: GPL-2.0-only */
/* Inline functions that every file of a driver includes. */
#include <linux/dma-mapping.h>

static inline dma_addr_t firmware_map(struct device *dev, struct page *page)
{
	return dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

static inline void firmware_unmap(struct device *dev, dma_addr_t handle)
{
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}
