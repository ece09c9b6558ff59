// SPDX-License-Identifier: GPL-2.0-only
/* An IOVA state: nobody but the driver remembers what its ranges were linked with. */
#include <linux/dma-mapping.h>

int bad_destroy(struct device *dev, phys_addr_t phys)
{
	struct dma_iova_state state = {};
	int ret;

	if (!dma_iova_try_alloc(dev, &state, phys, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, PAGE_SIZE, DMA_TO_DEVICE,
			    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (ret) {
		dma_iova_free(dev, &state);
		return ret;
	}
	dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	return 0;
}

int ok_destroy(struct device *dev, phys_addr_t phys)
{
	struct dma_iova_state state = {};
	int ret;

	if (!dma_iova_try_alloc(dev, &state, phys, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, PAGE_SIZE, DMA_TO_DEVICE,
			    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (ret) {
		dma_iova_free(dev, &state);
		return ret;
	}
	dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_several_ranges(struct device *dev, phys_addr_t phys, phys_addr_t bar)
{
	struct dma_iova_state state = {};
	int ret;

	if (!dma_iova_try_alloc(dev, &state, phys, 2 * PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (ret)
		goto free;
	ret = dma_iova_link(dev, &state, bar, PAGE_SIZE, PAGE_SIZE, DMA_TO_DEVICE,
			    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (!ret)
		dma_iova_unlink(dev, &state, PAGE_SIZE, PAGE_SIZE, DMA_TO_DEVICE,
				DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	dma_iova_unlink(dev, &state, 0, PAGE_SIZE, DMA_TO_DEVICE, 0);
free:
	dma_iova_free(dev, &state);
	return ret;
}
