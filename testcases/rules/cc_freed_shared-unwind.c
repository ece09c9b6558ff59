// SPDX-License-Identifier: GPL-2.0-only
/* An error path with one label too few. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_one_label(struct device *dev)
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
		return ret;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	ret = dma_mapping_error(dev, handle);
	if (ret)
		goto free;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (set_memory_encrypted(addr, 1))
		return -EIO;
free:
	__free_page(page); // WARN: cc_freed_shared
	return ret;
}

int ok_two_labels(struct device *dev)
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
		return ret;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	ret = dma_mapping_error(dev, handle);
	if (ret)
		goto encrypt;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
encrypt:
	if (set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return ret;
}
