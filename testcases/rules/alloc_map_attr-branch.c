// SPDX-License-Identifier: GPL-2.0-only
/* One branch adds the attribute; the branches meet before the call. */
#include <linux/dma-mapping.h>

int bad_one_branch(struct device *dev, bool streaming)
{
	unsigned long attrs;
	dma_addr_t handle;
	void *ring;

	if (streaming)
		attrs = DMA_ATTR_SKIP_CPU_SYNC;
	else
		attrs = DMA_ATTR_WRITE_COMBINE;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_map_attr
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int ok_both_branches(struct device *dev, bool streaming)
{
	unsigned long attrs;
	dma_addr_t handle;
	void *ring;

	if (streaming)
		attrs = DMA_ATTR_WEAK_ORDERING;
	else
		attrs = DMA_ATTR_WRITE_COMBINE;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}
