// SPDX-License-Identifier: GPL-2.0-only
/* An array of pages: pinned in one go, or allocated one by one. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>

#define NR_PAGES	4

int bad_allocated(struct device *dev)
{
	struct page *pages[NR_PAGES];
	dma_addr_t handle;
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		if (!pages[i])
			break;
		handle = dma_map_page_attrs(dev, pages[i], 0, // WARN: coherent_kernel_memory
					    PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
		if (!dma_mapping_error(dev, handle))
			dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE,
					     DMA_ATTR_REQUIRE_COHERENT);
	}
	while (--i >= 0)
		__free_page(pages[i]);
	return 0;
}

int ok_pinned(struct device *dev, unsigned long user_addr)
{
	struct page *pages[NR_PAGES];
	dma_addr_t handle;
	int i, nr;

	nr = pin_user_pages_fast(user_addr, NR_PAGES, FOLL_WRITE, pages);
	if (nr < 0)
		return nr;
	for (i = 0; i < nr; i++) {
		handle = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE,
					    DMA_TO_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
		if (!dma_mapping_error(dev, handle))
			dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE,
					     DMA_ATTR_REQUIRE_COHERENT);
	}
	unpin_user_pages(pages, nr);
	return 0;
}
