// SPDX-License-Identifier: GPL-2.0-only
/* Mapped with one value or another, unmapped with one only. */
#include <linux/dma-mapping.h>

struct forgetful_segment {
	phys_addr_t phys;
	dma_addr_t dma;
	bool peer;
};

int forgetful_map(struct device *dev, struct forgetful_segment *seg)
{
	if (seg->peer)
		seg->dma = dma_map_phys(dev, seg->phys, PAGE_SIZE, DMA_TO_DEVICE,
					DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		seg->dma = dma_map_phys(dev, seg->phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return dma_mapping_error(dev, seg->dma);
}

void forgetful_unmap(struct device *dev, struct forgetful_segment *seg)
{
	dma_unmap_phys(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: a member that is reset elsewhere
}

struct careful_segment {
	phys_addr_t phys;
	dma_addr_t dma;
	bool peer;
};

int careful_map(struct device *dev, struct careful_segment *seg)
{
	if (seg->peer)
		seg->dma = dma_map_phys(dev, seg->phys, PAGE_SIZE, DMA_TO_DEVICE,
					DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		seg->dma = dma_map_phys(dev, seg->phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return dma_mapping_error(dev, seg->dma);
}

void careful_unmap(struct device *dev, struct careful_segment *seg)
{
	if (seg->peer)
		dma_unmap_phys(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE,
			       DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		dma_unmap_phys(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, 0);
}
