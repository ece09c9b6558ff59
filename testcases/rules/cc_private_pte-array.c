// SPDX-License-Identifier: GPL-2.0-only
/* An array of pages, decrypted one by one. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>

#define NR_PAGES	2

int bad_array(struct device *dev, struct page *first, struct page *second)
{
	struct page *pages[NR_PAGES] = { first, second };
	void *view;
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		if (set_memory_decrypted((unsigned long)page_address(pages[i]), 1))
			return -EIO;
	}
	view = vmap(pages, NR_PAGES, VM_MAP, PAGE_KERNEL); // WARN: cc_private_pte
	if (view)
		vunmap(view);
	return 0;
}

int ok_array(struct device *dev, struct page *first, struct page *second)
{
	struct page *pages[NR_PAGES] = { first, second };
	void *view;
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		if (set_memory_decrypted((unsigned long)page_address(pages[i]), 1))
			return -EIO;
	}
	view = vmap(pages, NR_PAGES, VM_MAP, pgprot_decrypted(PAGE_KERNEL));
	if (view)
		vunmap(view);
	return 0;
}
