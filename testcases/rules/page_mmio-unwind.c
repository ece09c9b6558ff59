// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way back unmaps what has been mapped, in a loop, with one attribute more: SKIP_CPU_SYNC is
 * welcome there, MMIO unmaps nothing.
 */
#include <linux/dma-mapping.h>

#define NR_PAGES	4

int bad_unwind(struct device *dev, struct page **pages)
{
	dma_addr_t handles[NR_PAGES];
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING;
	int i, ret = 0;

	for (i = 0; i < NR_PAGES; i++) {
		handles[i] = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
		if (dma_mapping_error(dev, handles[i])) {
			ret = -EIO;
			goto unwind;
		}
	}
unwind:
	while (--i >= 0)
		dma_unmap_page_attrs(dev, handles[i], PAGE_SIZE, // WARN: page_mmio, release_attrs
				     DMA_TO_DEVICE, attrs | DMA_ATTR_MMIO);
	return ret;
}

int ok_unwind(struct device *dev, struct page **pages)
{
	dma_addr_t handles[NR_PAGES];
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING;
	int i, ret = 0;

	for (i = 0; i < NR_PAGES; i++) {
		handles[i] = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
		if (dma_mapping_error(dev, handles[i])) {
			ret = -EIO;
			goto unwind;
		}
	}
unwind:
	while (--i >= 0)
		dma_unmap_page_attrs(dev, handles[i], PAGE_SIZE, DMA_TO_DEVICE,
				     attrs | DMA_ATTR_SKIP_CPU_SYNC);
	return ret;
}
