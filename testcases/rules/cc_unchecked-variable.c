// SPDX-License-Identifier: GPL-2.0-only
/* Put in a variable that nobody reads. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_overwritten(struct device *dev, struct page *page)
{
	unsigned long addr = (unsigned long)page_address(page);
	int ret;

	ret = set_memory_decrypted(addr, 1); // WARN: cc_unchecked
	ret = dma_set_mask(dev, DMA_BIT_MASK(32));
	return ret;
}

int ok_read(struct device *dev, struct page *page)
{
	unsigned long addr = (unsigned long)page_address(page);
	int ret;

	ret = set_memory_decrypted(addr, 1);
	if (!ret)
		ret = dma_set_mask(dev, DMA_BIT_MASK(32));
	return ret;
}

int ok_joined(struct device *dev, struct page *page)
{
	unsigned long addr = (unsigned long)page_address(page);
	int ret;

	ret = set_memory_decrypted(addr, 1);
	ret |= dma_set_mask(dev, DMA_BIT_MASK(32));
	return ret;
}
