// SPDX-License-Identifier: GPL-2.0-only
/* Casts and parentheses change nothing. */
#include <linux/dma-mapping.h>
#include <linux/types.h>

int bad_cast(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: noncontiguous_attr
				      GFP_KERNEL,
				      (unsigned long)((DMA_ATTR_FORCE_CONTIGUOUS)));
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_cast(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL,
				      (unsigned long)((DMA_ATTR_ALLOC_SINGLE_PAGES)));
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int bad_narrow_cast(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: noncontiguous_attr
				      GFP_KERNEL, (u32)DMA_ATTR_WEAK_ORDERING | (0UL));
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
