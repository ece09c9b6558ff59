// SPDX-License-Identifier: GPL-2.0-only
/* Tests of one number that exclude each other, and tests that do not. */
#include <linux/dma-mapping.h>

void *bad_overlap(struct device *dev, dma_addr_t *handle, int order)
{
	unsigned long attrs = 0;
	void *cpu = NULL;

	if (order > 5)
		attrs |= DMA_ATTR_CC_SHARED;
	if (order >= 3)
		cpu = dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
		// MISS cocci: set on a way that need not come to the call
	return cpu;
}

void *ok_excluded(struct device *dev, dma_addr_t *handle, int order)
{
	unsigned long attrs = 0;
	void *cpu = NULL;

	if (order > 5)
		attrs |= DMA_ATTR_CC_SHARED;
	if (order < 3)
		cpu = dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs);
	return cpu;
}
