// SPDX-License-Identifier: GPL-2.0-only
/* Unchecked on the way back: if it failed, the page that is freed is still shared. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_way_back(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1))
		return -EIO;
	set_memory_encrypted(addr, 1); // WARN: cc_unchecked
	__free_page(page);
	return 0;
}

int ok_way_back(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1))
		return -EIO;
	if (!set_memory_encrypted(addr, 1))
		__free_page(page);
	return 0;
}

int bad_way_there(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	set_memory_decrypted((unsigned long)page_address(page), 1); // WARN: cc_unchecked
	__free_page(page); // WARN: cc_freed_shared
	return 0;
}
