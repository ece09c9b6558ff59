// SPDX-License-Identifier: GPL-2.0-only
/* Under a lock; in a branch of its own; where only another call is looked at. */
#include <linux/cleanup.h>
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/set_memory.h>

static DEFINE_MUTEX(page_lock);

void bad_scoped(struct device *dev, struct page *page)
{
	scoped_guard(mutex, &page_lock)
		set_memory_encrypted((unsigned long)page_address(page), 1); // WARN: cc_unchecked
}

int ok_scoped(struct device *dev, struct page *page)
{
	scoped_guard(mutex, &page_lock)
		return set_memory_encrypted((unsigned long)page_address(page), 1);
	return 0;
}

int bad_in_a_branch(struct device *dev, struct page *page, bool shared)
{
	int ret = dma_set_mask(dev, DMA_BIT_MASK(32));

	if (ret)
		return ret;
	if (shared)
		set_memory_decrypted((unsigned long)page_address(page), 1); // WARN: cc_unchecked
	else
		ret = set_memory_encrypted((unsigned long)page_address(page), 1);
	return ret;
}

int ok_in_a_branch(struct device *dev, struct page *page, bool shared)
{
	int ret = dma_set_mask(dev, DMA_BIT_MASK(32));

	if (ret)
		return ret;
	if (shared)
		ret = set_memory_decrypted((unsigned long)page_address(page), 1);
	else
		ret = set_memory_encrypted((unsigned long)page_address(page), 1);
	return ret;
}
