// SPDX-License-Identifier: GPL-2.0-only
/* A mapping of decrypted memory takes the public attribute; the private one is ignored. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/set_memory.h>

int bad_private(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long attrs = __DMA_ATTR_ALLOC_CC_SHARED; // WARN: private_attr
	unsigned long addr;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1))
		return -EIO;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return 0;
}

int ok_public(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	unsigned long addr;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1))
		return -EIO;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return 0;
}
