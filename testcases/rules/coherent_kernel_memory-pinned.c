// SPDX-License-Identifier: GPL-2.0-only
/* Pages of a process, pinned, against a page of the kernel's. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>

int ok_pinned(struct device *dev, unsigned long user_addr)
{
	struct page *page;
	dma_addr_t handle;

	if (pin_user_pages_fast(user_addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page) != 1)
		return -EFAULT;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE,
				    DMA_BIDIRECTIONAL, DMA_ATTR_REQUIRE_COHERENT);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL,
				     DMA_ATTR_REQUIRE_COHERENT);
	unpin_user_page(page);
	return 0;
}

int bad_allocated(struct device *dev)
{
	struct page *page;
	dma_addr_t handle;

	page = alloc_page(GFP_HIGHUSER);
	if (!page)
		return -ENOMEM;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: coherent_kernel_memory
				    DMA_BIDIRECTIONAL, DMA_ATTR_REQUIRE_COHERENT);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL,
				     DMA_ATTR_REQUIRE_COHERENT);
	__free_page(page);
	return 0;
}

int ok_page_of_the_caller(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE,
				    DMA_BIDIRECTIONAL, DMA_ATTR_REQUIRE_COHERENT);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL,
			     DMA_ATTR_REQUIRE_COHERENT);
	return 0;
}
