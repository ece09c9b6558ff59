// SPDX-License-Identifier: GPL-2.0-only
/* Linked into an IOVA range, after the one attribute was taken away again. */
#include <linux/dma-mapping.h>

int bad_link(struct device *dev, phys_addr_t phys, size_t size)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct dma_iova_state state = {};
	int ret;

	attrs &= ~DMA_ATTR_CC_SHARED;
	if (!dma_iova_try_alloc(dev, &state, phys, size))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, size, DMA_TO_DEVICE, attrs); // WARN: mmio_private
	if (!ret)
		ret = dma_iova_sync(dev, &state, 0, size);
	dma_iova_destroy(dev, &state, size, DMA_TO_DEVICE, attrs);
	return ret;
}

int ok_link(struct device *dev, phys_addr_t phys, size_t size)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct dma_iova_state state = {};
	int ret;

	attrs &= ~DMA_ATTR_SKIP_CPU_SYNC;
	if (!dma_iova_try_alloc(dev, &state, phys, size))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, size, DMA_TO_DEVICE, attrs);
	if (!ret)
		ret = dma_iova_sync(dev, &state, 0, size);
	dma_iova_destroy(dev, &state, size, DMA_TO_DEVICE, attrs);
	return ret;
}
