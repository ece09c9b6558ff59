// SPDX-License-Identifier: GPL-2.0-only
/*
 * Give dma_alloc_noncontiguous() no attribute but DMA_ATTR_ALLOC_SINGLE_PAGES.
 *
 * With any other one it warns once and returns NULL.  Hints that every other function takes, such
 * as DMA_ATTR_NO_WARN or DMA_ATTR_WRITE_COMBINE, are no exception.
 *
 * It hides because the driver then runs its "no memory" path.
 *
 * A quiet failure is asked for with __GFP_NOWARN.  The protection of a CPU mapping is chosen when
 * that mapping is made.
 *
 * See: kernel/dma/mapping.c, dma_alloc_noncontiguous()
 */
#include <linux/dma-mapping.h>

int bad_quiet(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: noncontiguous_attr
				      GFP_KERNEL, DMA_ATTR_NO_WARN);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_quiet(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE,
				      GFP_KERNEL | __GFP_NOWARN, 0);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}

int ok_single_pages(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE,
				      GFP_KERNEL, DMA_ATTR_ALLOC_SINGLE_PAGES);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
