// SPDX-License-Identifier: GPL-2.0-only
/* Slab memory by its pointer, with the value from a macro.  Memory of a caller may be either. */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

#define SHARED_ATTRS	(DMA_ATTR_CC_SHARED | DMA_ATTR_WEAK_ORDERING)

int bad_own_memory(struct device *dev)
{
	void *msg = kzalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!msg)
		return -ENOMEM;
	handle = dma_map_single_attrs(dev, msg, PAGE_SIZE, // WARN: cc_not_decrypted
				      // MISS cocci: attributes by way of a macro
				      DMA_TO_DEVICE, SHARED_ATTRS);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, SHARED_ATTRS);
	kfree(msg);
	return 0;
}

int ok_memory_of_the_caller(struct device *dev, void *msg)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, msg, PAGE_SIZE, DMA_TO_DEVICE, SHARED_ATTRS);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, SHARED_ATTRS);
	return 0;
}
