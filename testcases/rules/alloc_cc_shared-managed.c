// SPDX-License-Identifier: GPL-2.0-only
/* The other functions that allocate with attributes. */
#include <linux/dma-mapping.h>

int bad_managed(struct device *dev)
{
	dma_addr_t handle;

	if (!dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_cc_shared
			      DMA_ATTR_CC_SHARED))
		return -ENOMEM;
	return 0;
}

int ok_managed(struct device *dev)
{
	dma_addr_t handle;

	if (!dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0))
		return -ENOMEM;
	return 0;
}

int bad_noncontiguous(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, // WARN: alloc_cc_shared, noncontiguous_attr
				      DMA_BIDIRECTIONAL, GFP_KERNEL, DMA_ATTR_CC_SHARED);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_BIDIRECTIONAL);
	return 0;
}

int ok_noncontiguous(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_BIDIRECTIONAL, GFP_KERNEL, 0);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_BIDIRECTIONAL);
	return 0;
}
