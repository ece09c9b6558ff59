// SPDX-License-Identifier: GPL-2.0-only
/*
 * dma_iova_sync() has the same word in its name, and another job: it makes linked ranges visible
 * to the IOMMU, whatever is behind them.  Every link wants it.
 */
#include <linux/dma-mapping.h>

int ok_iova_sync(struct device *dev, phys_addr_t phys, size_t size)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct dma_iova_state state = {};
	int ret;

	if (!dma_iova_try_alloc(dev, &state, phys, size))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, size, DMA_TO_DEVICE, attrs);
	if (!ret)
		ret = dma_iova_sync(dev, &state, 0, size);
	dma_iova_destroy(dev, &state, size, DMA_TO_DEVICE, attrs);
	return ret;
}
