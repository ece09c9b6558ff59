// SPDX-License-Identifier: GPL-2.0-only
/* Decrypted on one path only.  When one flag decides both, each path agrees with itself. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_other_path(struct device *dev, bool shared)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	unsigned long addr;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (shared && set_memory_decrypted(addr, 1))
		return -EIO;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: cc_not_decrypted
				    // MISS cocci: a decryption on some way to the call excuses it
				    DMA_BIDIRECTIONAL, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL,
				     DMA_ATTR_CC_SHARED);
	if (shared && set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return 0;
}

int ok_one_flag_for_both(struct device *dev, bool shared)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	unsigned long attrs = shared ? DMA_ATTR_CC_SHARED : 0;
	unsigned long addr;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (shared && set_memory_decrypted(addr, 1))
		return -EIO;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL, attrs);
	if (shared && set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return 0;
}
