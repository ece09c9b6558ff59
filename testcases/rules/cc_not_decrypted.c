// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decrypt memory before you say that it is decrypted.
 *
 * DMA_ATTR_CC_SHARED is a promise: set_memory_decrypted() has succeeded on the whole range.  The
 * kernel does not check it.  In a confidential guest the device then reads ciphertext, and what it
 * writes comes out of the CPU's decryption as noise.
 *
 * It hides on every machine that is no confidential guest: there the attribute changes nothing.
 *
 * Call set_memory_decrypted() first and look at its result, or drop the attribute and let the DMA
 * core bounce.
 *
 * See: include/linux/dma-mapping.h, DMA_ATTR_CC_SHARED
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_never_decrypted(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: cc_not_decrypted
				    DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	__free_page(page);
	return 0;
}

int ok_decrypted(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1))
		return -EIO; /* in a state that nobody knows: leaked on purpose */
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE,
				    DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (set_memory_encrypted(addr, 1))
		return -EIO; /* leaked on purpose */
	__free_page(page);
	return 0;
}

int ok_bounced(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	__free_page(page);
	return 0;
}
