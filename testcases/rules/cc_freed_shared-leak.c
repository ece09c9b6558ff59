// SPDX-License-Identifier: GPL-2.0-only
/*
 * A flag says that the pages must not be freed any more.
 *
 * All ways out meet at one place, and what was not to be had back from the host is leaked there.
 * It hides since the free is conditional on something that is no result of the change. Set the
 * flag wherever a change failed. See: kernel/dma/pool.c, atomic_pool_expand()
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int ring_start(struct device *dev, unsigned long addr);

int bad_leak_not_said(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	bool leak = false;
	unsigned long addr;
	int ret = -EIO;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1))
		goto out;
	ret = ring_start(dev, addr);
	if (set_memory_encrypted(addr, 1))
		leak = true;
out:
	if (!leak)
		__free_page(page); // WARN: cc_freed_shared
		// MISS cocci: a flag that keeps pages from being freed is believed
	return ret;
}

int ok_leak_said(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	bool leak = false;
	unsigned long addr;
	int ret = -EIO;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_address(page);
	if (set_memory_decrypted(addr, 1)) {
		leak = true;
		goto out;
	}
	ret = ring_start(dev, addr);
	if (set_memory_encrypted(addr, 1))
		leak = true;
out:
	if (!leak)
		__free_page(page);
	return ret;
}
