// SPDX-License-Identifier: GPL-2.0-only
/*
 * Encrypt pages again before you free them.
 *
 * Pages that were shared with the host by set_memory_decrypted() stay shared when they go back to
 * the allocator.  Whoever gets them next writes secrets where the host reads them.
 *
 * It hides completely: nothing fails, in no kind of guest.
 *
 * Call set_memory_encrypted() first.  When that fails, or set_memory_decrypted() did, nobody knows
 * which of the pages are shared: leak them on purpose.
 *
 * See: kernel/dma/direct.c, dma_direct_free()
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_freed_as_it_is(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO; /* leaked on purpose */
	__free_page(page); // WARN: cc_freed_shared
	return 0;
}

int ok_encrypted_first(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO; /* leaked on purpose */
	if (set_memory_encrypted((unsigned long)page_address(page), 1))
		return -EIO; /* leaked on purpose */
	__free_page(page);
	return 0;
}
