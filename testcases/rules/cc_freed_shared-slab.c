// SPDX-License-Identifier: GPL-2.0-only
/* The other ways to give memory back: a reference dropped, a slab object. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/slab.h>

int bad_reference_dropped(struct device *dev)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);
	unsigned long addr;
	int ret;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_to_virt(page);
	ret = set_memory_decrypted(addr, 1);
	if (!ret)
		put_page(page); // WARN: cc_freed_shared
	return ret;
}

int ok_reference_dropped(struct device *dev)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);
	unsigned long addr;
	int ret;

	if (!page)
		return -ENOMEM;
	addr = (unsigned long)page_to_virt(page);
	ret = set_memory_decrypted(addr, 1);
	if (!ret)
		ret = set_memory_encrypted(addr, 1);
	if (!ret)
		put_page(page);
	return ret;
}

int bad_slab(struct device *dev)
{
	void *msg = kmalloc(PAGE_SIZE, GFP_KERNEL);

	if (!msg)
		return -ENOMEM;
	if (set_memory_decrypted((unsigned long)msg, 1) != 0)
		return -EIO;
	kfree(msg); // WARN: cc_freed_shared
	return 0;
}

int ok_slab(struct device *dev)
{
	void *msg = kmalloc(PAGE_SIZE, GFP_KERNEL);

	if (!msg)
		return -ENOMEM;
	if (set_memory_decrypted((unsigned long)msg, 1) != 0)
		return -EIO;
	if (set_memory_encrypted((unsigned long)msg, 1) != 0)
		return -EIO;
	kfree(msg);
	return 0;
}
