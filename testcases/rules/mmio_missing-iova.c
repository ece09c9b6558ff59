// SPDX-License-Identifier: GPL-2.0-only
/* Linked into an IOVA range, where the choice hangs on a condition. */
#include <linux/dma-mapping.h>
#include <linux/pci.h>

int bad_link(struct device *dev, struct pci_dev *pdev, bool peer)
{
	phys_addr_t bar = pci_resource_start(pdev, 4);
	struct dma_iova_state state = {};
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	int ret;

	if (peer)
		attrs |= DMA_ATTR_MMIO;
	if (!dma_iova_try_alloc(dev, &state, bar, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, bar, 0, PAGE_SIZE, // WARN: mmio_missing
			    // MISS cocci: dma_iova_link() with attributes from a variable
			    DMA_TO_DEVICE, attrs);
	if (ret) {
		dma_iova_free(dev, &state);
		return ret;
	}
	ret = dma_iova_sync(dev, &state, 0, PAGE_SIZE);
	dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ret;
}

int ok_link(struct device *dev, struct pci_dev *pdev, bool peer)
{
	phys_addr_t bar = pci_resource_start(pdev, 4);
	struct dma_iova_state state = {};
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	int ret;

	if (peer)
		attrs |= DMA_ATTR_NO_WARN;
	if (!dma_iova_try_alloc(dev, &state, bar, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, bar, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (ret) {
		dma_iova_free(dev, &state);
		return ret;
	}
	ret = dma_iova_sync(dev, &state, 0, PAGE_SIZE);
	dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ret;
}
