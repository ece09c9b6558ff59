// SPDX-License-Identifier: GPL-2.0-only
/* Every round of a loop may add the attribute again. */
#include <linux/dma-mapping.h>

int bad_any_round(struct device *dev, dma_addr_t *handle)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	void *ring;
	int i;

	for (i = 0; i < 3; i++)
		attrs |= i ? DMA_ATTR_CC_SHARED : 0;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, *handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_any_round(struct device *dev, dma_addr_t *handle)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	void *ring;
	int i;

	for (i = 0; i < 3; i++)
		attrs |= i ? DMA_ATTR_ALLOC_SINGLE_PAGES : 0;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, *handle, attrs);
	return 0;
}
