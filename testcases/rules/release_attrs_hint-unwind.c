// SPDX-License-Identifier: GPL-2.0-only
/* Several pages, mapped one by one and unmapped by two loops. */
#include <linux/dma-mapping.h>

#define NR_PAGES	4
#define RX_ATTRS	(DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_WEAK_ORDERING)

int bad_loop(struct device *dev, struct page **pages)
{
	dma_addr_t handles[NR_PAGES];
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		handles[i] = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE, DMA_FROM_DEVICE,
						RX_ATTRS);
		if (dma_mapping_error(dev, handles[i]))
			break;
	}
	while (--i >= 0)
		dma_unmap_page_attrs(dev, handles[i], PAGE_SIZE, // WARN: release_attrs_hint
				     // MISS cocci: attributes by way of a macro
				     DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_loop(struct device *dev, struct page **pages)
{
	dma_addr_t handles[NR_PAGES];
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		handles[i] = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE, DMA_FROM_DEVICE,
						RX_ATTRS);
		if (dma_mapping_error(dev, handles[i]))
			break;
	}
	while (--i >= 0)
		dma_unmap_page_attrs(dev, handles[i], PAGE_SIZE, DMA_FROM_DEVICE, RX_ATTRS);
	return 0;
}
