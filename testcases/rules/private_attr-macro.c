// SPDX-License-Identifier: GPL-2.0-only
/* Hidden in a macro: the definition is the one place to mend, the calls through it are not told. */
#include <linux/dma-mapping.h>

int bad_macro(struct device *dev)
{
#define SHARED_ATTRS	(DMA_ATTR_NO_WARN | __DMA_ATTR_ALLOC_CC_SHARED) // WARN: private_attr
	// MISS cocci?: a macro that is defined in a function, before 1.3
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, SHARED_ATTRS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, SHARED_ATTRS);
	return 0;
}

int ok_macro(struct device *dev)
{
#define PLAIN_ATTRS	(DMA_ATTR_NO_WARN)
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, PLAIN_ATTRS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, PLAIN_ATTRS);
	return 0;
}
