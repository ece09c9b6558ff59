// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pages' address is a pointer that outlives the function.
 *
 * After a failed change some of the pages may be shared: whoever gets them next writes what the host
 * can read. It hides since the free stands where any other error path has one. Leave them, and say
 * so. See: kernel/dma/direct.c, dma_direct_alloc_pages()
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

static void *shared_page;

int bad_pointer_freed(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	int ret;

	if (!page)
		return -ENOMEM;
	shared_page = page_address(page);
	ret = set_memory_decrypted((unsigned long)shared_page, 1);
	if (ret) {
		__free_page(page); // WARN: cc_freed_shared
		shared_page = NULL;
	}
	return ret;
}

int ok_pointer_left(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	int ret;

	if (!page)
		return -ENOMEM;
	shared_page = page_address(page);
	ret = set_memory_decrypted((unsigned long)shared_page, 1);
	if (ret)
		shared_page = NULL;
	return ret;
}
