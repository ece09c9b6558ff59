// SPDX-License-Identifier: GPL-2.0-only
/* Memory that came from elsewhere: what this function did to it counts, not where it came from. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_page_of_the_caller(struct device *dev, struct page *page)
{
	int ret = set_memory_decrypted((unsigned long)page_address(page), 1);

	if (ret)
		return ret;
	__free_page(page); // WARN: cc_freed_shared
	return 0;
}

int ok_page_of_the_caller(struct device *dev, struct page *page)
{
	int ret = set_memory_encrypted((unsigned long)page_address(page), 1);

	if (ret)
		return ret;
	__free_page(page);
	return 0;
}

int ok_another_page(struct device *dev, struct page *page, struct page *other)
{
	int ret = set_memory_decrypted((unsigned long)page_address(page), 1);

	if (ret)
		return ret;
	__free_page(other);
	return 0;
}
