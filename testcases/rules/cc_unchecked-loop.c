// SPDX-License-Identifier: GPL-2.0-only
/* Page by page. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

#define NR_PAGES	4

void bad_each(struct device *dev, struct page **pages)
{
	int i;

	for (i = 0; i < NR_PAGES; i++)
		set_memory_decrypted((unsigned long)page_address(pages[i]), // WARN: cc_unchecked
				     1);
}

int ok_each(struct device *dev, struct page **pages)
{
	int i, ret = 0;

	for (i = 0; i < NR_PAGES && !ret; i++)
		ret = set_memory_decrypted((unsigned long)page_address(pages[i]), 1);
	return ret;
}
