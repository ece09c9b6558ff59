// SPDX-License-Identifier: GPL-2.0-only
/*
 * Do not ask an allocation for shared memory.
 *
 * DMA_ATTR_CC_SHARED says of existing memory that it is decrypted.  It is for mappings.  Memory
 * that dma_alloc_attrs() returns is private or shared as the device needs it: the DMA core decides.
 * Told by a driver, it returns NULL, on every machine and without a word in the log.
 *
 * It hides because 7.1 and 7.2 ignored the attribute: a driver tested there fails to probe on 7.3.
 *
 * Drop the attribute from the allocation, and from its free, mmap and get_sgtable.
 *
 * See: kernel/dma/mapping.c, dma_alloc_attrs()
 */
#include <linux/dma-mapping.h>

int bad_asks_for_shared(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_cc_shared
			       DMA_ATTR_CC_SHARED);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_CC_SHARED); // WARN: alloc_cc_shared
	return 0;
}

int ok_core_decides(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
