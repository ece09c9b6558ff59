// SPDX-License-Identifier: GPL-2.0-only
/* The attributes made anew at each end, from flags that tell them: the same at both, or not. */
#include <linux/dma-mapping.h>

#define RANGE_PEER	BIT(0)
#define RANGE_USER	BIT(1)

struct flagged_range {
	phys_addr_t phys;
	dma_addr_t dma;
	unsigned int flags;
};

int flagged_map(struct device *dev, struct flagged_range *range)
{
	unsigned long attrs = 0;

	if (range->flags & RANGE_PEER)
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	else if (range->flags & RANGE_USER)
		attrs |= DMA_ATTR_REQUIRE_COHERENT;
	range->dma = dma_map_phys(dev, range->phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return dma_mapping_error(dev, range->dma);
}

void flagged_unmap(struct device *dev, struct flagged_range *range)
{
	unsigned long attrs = 0;

	if (range->flags & RANGE_PEER)
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	else if (range->flags & RANGE_USER)
		attrs |= DMA_ATTR_REQUIRE_COHERENT;
	dma_unmap_phys(dev, range->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
}

struct stale_range {
	phys_addr_t phys;
	dma_addr_t dma;
	unsigned int flags;
};

int stale_map(struct device *dev, struct stale_range *range)
{
	unsigned long attrs = 0;

	if (range->flags & RANGE_PEER)
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	else if (range->flags & RANGE_USER)
		attrs |= DMA_ATTR_REQUIRE_COHERENT;
	range->dma = dma_map_phys(dev, range->phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return dma_mapping_error(dev, range->dma);
}

void stale_unmap(struct device *dev, struct stale_range *range)
{
	unsigned long attrs = 0;

	if (range->flags & RANGE_PEER)
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_unmap_phys(dev, range->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: release_attrs
	// MISS cocci: one of several values fits
}
