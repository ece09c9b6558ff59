// SPDX-License-Identifier: GPL-2.0-only
/* An array of pages, shared and taken back one by one, in both directions. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

#define NR_PAGES	4

int bad_way_back(struct device *dev)
{
	struct page *pages[NR_PAGES];
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		if (!pages[i])
			break;
		if (set_memory_decrypted((unsigned long)page_address(pages[i]), 1))
			break;
	}
	while (--i >= 0)
		__free_page(pages[i]); // WARN: cc_freed_shared
	return 0;
}

int ok_way_back(struct device *dev)
{
	struct page *pages[NR_PAGES];
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		if (!pages[i])
			break;
		if (set_memory_decrypted((unsigned long)page_address(pages[i]), 1))
			break;
	}
	while (--i >= 0) {
		if (!set_memory_encrypted((unsigned long)page_address(pages[i]), 1))
			__free_page(pages[i]);
	}
	return 0;
}

int ok_one_failed(struct device *dev)
{
	struct page *pages[NR_PAGES] = {};
	int i;

	for (i = 0; i < NR_PAGES; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		if (pages[i] && set_memory_decrypted((unsigned long)page_address(pages[i]), 1))
			pages[i] = NULL; /* leaked on purpose */
	}
	for (i = 0; i < NR_PAGES; i++) {
		if (!pages[i])
			continue;
		if (set_memory_encrypted((unsigned long)page_address(pages[i]), 1))
			continue; /* leaked on purpose */
		__free_page(pages[i]);
	}
	return 0;
}
