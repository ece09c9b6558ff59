// SPDX-License-Identifier: GPL-2.0-only
/*
 * Require coherence for user memory only.
 *
 * DMA_ATTR_REQUIRE_COHERENT makes a mapping fail where it would have to bounce or to maintain
 * caches.  That is for memory of a process which works on it together with a device, and has no
 * moment at which anybody could sync.  A kernel buffer has such moments: with the attribute the
 * driver just does not work on machines where it could.
 *
 * It hides on coherent machines whose devices reach all memory.
 *
 * Drop the attribute and sync, or allocate with dma_alloc_coherent().
 *
 * See: Documentation/core-api/dma-attributes.rst, DMA_ATTR_REQUIRE_COHERENT
 */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

int bad_kernel_buffer(struct device *dev)
{
	void *buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, // WARN: coherent_kernel_memory
				      DMA_FROM_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE,
				       DMA_ATTR_REQUIRE_COHERENT);
	kfree(buf);
	return 0;
}

int ok_kernel_buffer(struct device *dev)
{
	void *buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	kfree(buf);
	return 0;
}
