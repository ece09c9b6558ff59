// SPDX-License-Identifier: GPL-2.0-only
/* A flag and its opposite, each with a name of its own. */
#include <linux/dma-mapping.h>

int bad_same_flag(struct device *dev, bool isolated)
{
	bool shared = isolated, plain = !shared;
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *ring = NULL;

	if (shared)
		attrs |= DMA_ATTR_CC_SHARED;
	if (!plain)
		ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_opposite_flag(struct device *dev, bool isolated)
{
	bool shared = isolated, plain = !shared;
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *ring = NULL;

	if (shared)
		attrs |= DMA_ATTR_CC_SHARED;
	if (plain)
		ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}
