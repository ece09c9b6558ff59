// SPDX-License-Identifier: GPL-2.0-only
/* A flag remembers whether there is anything to undo. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_other_flag(struct device *dev, bool shared, bool closing)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (shared && set_memory_decrypted(addr, 1))
		return -EIO;
	if (closing && set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page); // WARN: cc_freed_shared
	// MISS cocci: a condition that asks for two things at once
	return 0;
}

int ok_same_flag(struct device *dev, bool shared)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long addr;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (shared && set_memory_decrypted(addr, 1))
		return -EIO;
	if (shared && set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return 0;
}

int ok_remembered(struct device *dev, bool wanted)
{
	struct page *page = alloc_page(GFP_KERNEL);
	bool shared = false;
	unsigned long addr;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (wanted) {
		if (set_memory_decrypted(addr, 1))
			return -EIO;
		shared = true;
	}
	if (shared && set_memory_encrypted(addr, 1))
		return -EIO;
	__free_page(page);
	return 0;
}

int ok_leak_remembered(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	bool leak = false;
	unsigned long addr;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1) || set_memory_encrypted(addr, 1))
		leak = true;
	if (!leak)
		__free_page(page);
	return 0;
}
