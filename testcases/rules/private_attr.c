// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keep out of the DMA core's own attribute.
 *
 * __DMA_ATTR_ALLOC_CC_SHARED is how one part of the DMA core tells another that the pages of an
 * allocation are to be shared with the host.  An allocation that is given it returns NULL without
 * a word; a mapping ignores it, so the device gets a bounced copy instead of the shared memory
 * that the driver believed in.
 *
 * It hides because the header defines it next to the others, and the compiler is content.
 *
 * Drop it.  Memory that the driver itself has decrypted is mapped with DMA_ATTR_CC_SHARED.
 *
 * See: include/linux/dma-mapping.h, __DMA_ATTR_ALLOC_CC_SHARED
 */
#include <linux/dma-mapping.h>

int bad_core_attribute(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL,
			       __DMA_ATTR_ALLOC_CC_SHARED); // WARN: private_attr
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle,
		       __DMA_ATTR_ALLOC_CC_SHARED); // WARN: private_attr
	return 0;
}

int ok_no_attribute(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
