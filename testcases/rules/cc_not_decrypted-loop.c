// SPDX-License-Identifier: GPL-2.0-only
/* Page by page.  A loop over the pages of a buffer runs at least once. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_only_cleared(struct device *dev, size_t size)
{
	unsigned long i, nr_pages = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct page *page = alloc_pages(GFP_KERNEL, get_order(size));
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	for (i = 0; i < nr_pages; i++)
		clear_page(page_address(page + i));
	handle = dma_map_page_attrs(dev, page, 0, size, // WARN: cc_not_decrypted
				    DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, size, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	__free_pages(page, get_order(size));
	return 0;
}

int ok_decrypted(struct device *dev, size_t size)
{
	unsigned long i, nr_pages = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct page *page = alloc_pages(GFP_KERNEL, get_order(size));
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	for (i = 0; i < nr_pages; i++) {
		if (set_memory_decrypted((unsigned long)page_address(page + i), 1))
			return -EIO;
	}
	handle = dma_map_page_attrs(dev, page, 0, size, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, size, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	for (i = 0; i < nr_pages; i++) {
		if (set_memory_encrypted((unsigned long)page_address(page + i), 1))
			return -EIO;
	}
	__free_pages(page, get_order(size));
	return 0;
}
