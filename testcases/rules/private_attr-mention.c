// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every use of the name is one too many, be it a test or an entry of a table.  What only speaks
 * of __DMA_ATTR_ALLOC_CC_SHARED, as this comment does, uses nothing.
 */
#include <linux/dma-mapping.h>

int bad_tests_for_it(struct device *dev, unsigned long attrs)
{
	if (attrs & __DMA_ATTR_ALLOC_CC_SHARED) // WARN: private_attr
		return -EINVAL;
	return 0;
}

int ok_tests_for_the_public_one(struct device *dev, unsigned long attrs)
{
	if (attrs & DMA_ATTR_CC_SHARED)
		return -EINVAL;
	return 0;
}

int bad_table(struct device *dev, struct page *page, bool shared)
{
	static const unsigned long attrs[] = {
		0,
		__DMA_ATTR_ALLOC_CC_SHARED, // WARN: private_attr
	};
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs[shared]);
	if (dma_mapping_error(dev, handle))
		return -ENOMEM;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs[shared]);
	return 0;
}

int ok_table(struct device *dev, struct page *page, bool shared)
{
	static const unsigned long attrs[] = {
		0,
		DMA_ATTR_NO_WARN,
	};
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs[shared]);
	if (dma_mapping_error(dev, handle))
		return -ENOMEM;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs[shared]);
	return 0;
}

void ok_only_says_it(struct device *dev)
{
	/* __DMA_ATTR_ALLOC_CC_SHARED is the core's */
	dev_info(dev, "no __DMA_ATTR_ALLOC_CC_SHARED here\n");
}

int ok_longer_name(struct device *dev)
{
	int my__DMA_ATTR_ALLOC_CC_SHARED = 0;

	return my__DMA_ATTR_ALLOC_CC_SHARED;
}
