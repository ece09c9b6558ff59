// SPDX-License-Identifier: GPL-2.0-only
/* Functions that a macro defines, without a semicolon between them and the next one. */
#include <linux/dma-mapping.h>

#define DEFINE_RING(name, attributes) \
static void *name##_alloc(struct device *dev, dma_addr_t *handle) \
{ \
	return dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attributes); \
}

DEFINE_RING(quiet, DMA_ATTR_NO_WARN)
DEFINE_RING(shared, DMA_ATTR_CC_SHARED) // WARN: alloc_cc_shared
// MISS cocci: a function that a macro makes

int bad_generated(struct device *dev)
{
	dma_addr_t handle;
	void *ring = shared_alloc(dev, &handle);

	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_CC_SHARED); // WARN: alloc_cc_shared
	return 0;
}

int ok_generated(struct device *dev)
{
	dma_addr_t handle;
	void *ring = quiet_alloc(dev, &handle);

	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}
