// SPDX-License-Identifier: GPL-2.0-only
/* Jumps to one exit; the state of the pages is another at each of them. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_jumps_over(struct device *dev, bool trusted)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	unsigned long addr;
	dma_addr_t handle;
	int ret = -ENOMEM;

	if (!page)
		return ret;
	addr = (unsigned long)page_address(page);
	if (trusted)
		goto map;
	ret = set_memory_decrypted(addr, 2);
	if (ret)
		goto leak;
map:
	handle = dma_map_page_attrs(dev, page, 0, 2 * PAGE_SIZE, // WARN: cc_not_decrypted
				    // MISS cocci: a decryption on some way to the call excuses it
				    DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	ret = dma_mapping_error(dev, handle);
	if (!ret)
		dma_unmap_page_attrs(dev, handle, 2 * PAGE_SIZE, DMA_FROM_DEVICE,
				     DMA_ATTR_CC_SHARED);
	if (set_memory_encrypted(addr, 2))
		goto leak;
	__free_pages(page, 1);
	return ret;
leak:
	dev_warn(dev, "two pages lost\n");
	return ret;
}

int ok_jumps_with_its_value(struct device *dev, bool trusted)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	unsigned long addr, attrs = 0;
	dma_addr_t handle;
	int ret = -ENOMEM;

	if (!page)
		return ret;
	addr = (unsigned long)page_address(page);
	if (trusted)
		goto map;
	ret = set_memory_decrypted(addr, 2);
	if (ret)
		goto leak;
	attrs = DMA_ATTR_CC_SHARED;
map:
	handle = dma_map_page_attrs(dev, page, 0, 2 * PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	ret = dma_mapping_error(dev, handle);
	if (!ret)
		dma_unmap_page_attrs(dev, handle, 2 * PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (set_memory_encrypted(addr, 2))
		goto leak;
	__free_pages(page, 1);
	return ret;
leak:
	dev_warn(dev, "two pages lost\n");
	return ret;
}
