// SPDX-License-Identifier: GPL-2.0-only
/* Linked into an IOVA range where there is an IOMMU, mapped where there is none: one test tells. */
#include <linux/dma-mapping.h>

int bad_other_way_dropped(struct device *dev, phys_addr_t phys, dma_addr_t *dma)
{
	struct dma_iova_state state = {};

	if (dma_iova_try_alloc(dev, &state, phys, PAGE_SIZE)) {
		if (dma_iova_link(dev, &state, phys, 0, PAGE_SIZE, DMA_TO_DEVICE,
				  DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED)) {
			dma_iova_free(dev, &state);
			return -EIO;
		}
	} else {
		*dma = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE,
				    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
		if (dma_mapping_error(dev, *dma))
			return -EIO;
	}
	if (dma_use_iova(&state))
		dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE,
				 DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		dma_unmap_phys(dev, *dma, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	return 0;
}

int ok_both_ways(struct device *dev, phys_addr_t phys, dma_addr_t *dma)
{
	struct dma_iova_state state = {};

	if (dma_iova_try_alloc(dev, &state, phys, PAGE_SIZE)) {
		if (dma_iova_link(dev, &state, phys, 0, PAGE_SIZE, DMA_TO_DEVICE,
				  DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED)) {
			dma_iova_free(dev, &state);
			return -EIO;
		}
	} else {
		*dma = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE,
				    DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
		if (dma_mapping_error(dev, *dma))
			return -EIO;
	}
	if (dma_use_iova(&state))
		dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE,
				 DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		dma_unmap_phys(dev, *dma, PAGE_SIZE, DMA_TO_DEVICE,
			       DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}
