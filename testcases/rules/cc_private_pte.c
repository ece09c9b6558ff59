// SPDX-License-Identifier: GPL-2.0-only
/*
 * Give decrypted memory a decrypted page table entry wherever the CPU sees it.
 *
 * set_memory_decrypted() changes the linear map.  A second mapping made by vmap() or for user space
 * takes the protection it is given: without pgprot_decrypted() the CPU encrypts through it what the
 * device reads in the clear, and decrypts what was never encrypted.  Both see noise.
 *
 * It hides wherever memory isn't encrypted: pgprot_decrypted() returns its argument there.
 *
 * Pass the protection through pgprot_decrypted().  Calls that take none cannot map such memory.
 *
 * See: include/linux/dma-mapping.h, DMA_ATTR_CC_SHARED; kernel/dma/mapping.c, dma_pgprot()
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>

int bad_private_view(struct device *dev, struct page *page)
{
	void *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vmap(&page, 1, VM_MAP, PAGE_KERNEL); // WARN: cc_private_pte
	if (view)
		vunmap(view);
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}

int ok_shared_view(struct device *dev, struct page *page)
{
	void *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vmap(&page, 1, VM_MAP, pgprot_decrypted(PAGE_KERNEL));
	if (view)
		vunmap(view);
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}
