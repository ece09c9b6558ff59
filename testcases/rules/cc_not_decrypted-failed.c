// SPDX-License-Identifier: GPL-2.0-only
/* The failure is told to the log, and then forgotten. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_goes_on(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;
	dma_addr_t handle;
	int ret;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	ret = set_memory_decrypted(addr, 1);
	if (ret)
		dev_warn(dev, "cannot share the page: %d\n", ret);
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: cc_not_decrypted
				    // MISS cocci: a decryption excuses the call, whatever came of it
				    DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!set_memory_encrypted(addr, 1))
		__free_page(page);
	return 0;
}

int ok_gives_up(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;
	dma_addr_t handle;
	int ret;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	ret = set_memory_decrypted(addr, 1);
	if (ret) {
		dev_warn(dev, "cannot share the page: %d\n", ret);
		return ret;
	}
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE,
				    DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!set_memory_encrypted(addr, 1))
		__free_page(page);
	return 0;
}
