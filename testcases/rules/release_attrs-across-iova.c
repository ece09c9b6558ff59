// SPDX-License-Identifier: GPL-2.0-only
/* A state in a struct: linked in one function, destroyed in another. */
#include <linux/dma-mapping.h>

struct forgetful_window {
	struct dma_iova_state state;
};

int forgetful_open(struct device *dev, struct forgetful_window *window, phys_addr_t bar)
{
	int ret;

	if (!dma_iova_try_alloc(dev, &window->state, bar, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &window->state, bar, 0, PAGE_SIZE, DMA_BIDIRECTIONAL,
			    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (ret)
		dma_iova_free(dev, &window->state);
	return ret;
}

void forgetful_close(struct device *dev, struct forgetful_window *window)
{
	dma_iova_destroy(dev, &window->state, PAGE_SIZE, DMA_BIDIRECTIONAL, // WARN: release_attrs
			 0);
}

struct careful_window {
	struct dma_iova_state state;
};

int careful_open(struct device *dev, struct careful_window *window, phys_addr_t bar)
{
	int ret;

	if (!dma_iova_try_alloc(dev, &window->state, bar, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &window->state, bar, 0, PAGE_SIZE, DMA_BIDIRECTIONAL,
			    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (ret)
		dma_iova_free(dev, &window->state);
	return ret;
}

void careful_close(struct device *dev, struct careful_window *window)
{
	dma_iova_destroy(dev, &window->state, PAGE_SIZE, DMA_BIDIRECTIONAL,
			 DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
}
