// SPDX-License-Identifier: GPL-2.0-only
/* By physical address, mapped at once or linked into an IOVA range. */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

int bad_either_way(struct device *dev)
{
	const unsigned long attrs = DMA_ATTR_REQUIRE_COHERENT;
	void *buf = kzalloc(PAGE_SIZE, GFP_KERNEL);
	struct dma_iova_state state = {};
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	if (dma_iova_try_alloc(dev, &state, virt_to_phys(buf), PAGE_SIZE)) {
		if (!dma_iova_link(dev, &state, virt_to_phys(buf), // WARN: coherent_kernel_memory
				   // MISS cocci: a call on one of two ways
				   0,
				   PAGE_SIZE, DMA_TO_DEVICE, attrs))
			dma_iova_sync(dev, &state, 0, PAGE_SIZE);
		dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	} else {
		handle = dma_map_phys(dev, virt_to_phys(buf), // WARN: coherent_kernel_memory
				      // MISS cocci: a call on one of two ways
				      PAGE_SIZE, DMA_TO_DEVICE, attrs);
		if (!dma_mapping_error(dev, handle))
			dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	}
	kfree(buf);
	return 0;
}

int ok_either_way(struct device *dev)
{
	const unsigned long attrs = DMA_ATTR_NO_WARN;
	void *buf = kzalloc(PAGE_SIZE, GFP_KERNEL);
	struct dma_iova_state state = {};
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	if (dma_iova_try_alloc(dev, &state, virt_to_phys(buf), PAGE_SIZE)) {
		if (!dma_iova_link(dev, &state, virt_to_phys(buf), 0,
				   PAGE_SIZE, DMA_TO_DEVICE, attrs))
			dma_iova_sync(dev, &state, 0, PAGE_SIZE);
		dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	} else {
		handle = dma_map_phys(dev, virt_to_phys(buf),
				      PAGE_SIZE, DMA_TO_DEVICE, attrs);
		if (!dma_mapping_error(dev, handle))
			dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	}
	kfree(buf);
	return 0;
}
