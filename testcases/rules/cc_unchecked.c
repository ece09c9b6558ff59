// SPDX-License-Identifier: GPL-2.0-only
/*
 * Look at what set_memory_decrypted() and set_memory_encrypted() return.
 *
 * Both may fail half-way: the hypervisor may refuse, page tables may need splitting.  The pages are
 * then shared, private or some of each.  Used as shared they give the device ciphertext; freed,
 * they show the next owner's secrets to the host.
 *
 * It hides because outside of a confidential guest both return 0 and do nothing.
 *
 * Check the result.  After a failure neither use nor free the pages: leak them.
 *
 * See: kernel/dma/direct.c, dma_direct_alloc(), dma_direct_free()
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_hopes(struct device *dev, struct page *page)
{
	unsigned long addr = (unsigned long)page_address(page);
	dma_addr_t handle;

	set_memory_decrypted(addr, 1); // WARN: cc_unchecked
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return set_memory_encrypted(addr, 1);
}

int ok_looks(struct device *dev, struct page *page)
{
	unsigned long addr = (unsigned long)page_address(page);
	dma_addr_t handle;

	if (set_memory_decrypted(addr, 1))
		return -EIO;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return set_memory_encrypted(addr, 1);
}
