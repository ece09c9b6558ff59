// SPDX-License-Identifier: GPL-2.0-only
/* Built step by step, as attributes are. */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

int bad_added(struct device *dev, bool low)
{
	gfp_t gfp = GFP_KERNEL;
	dma_addr_t handle;
	void *ring;

	if (low)
		gfp |= GFP_DMA;
	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp); // WARN: alloc_gfp
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_removed(struct device *dev, bool low)
{
	gfp_t gfp = GFP_KERNEL;
	dma_addr_t handle;
	void *ring;

	if (low)
		gfp |= GFP_DMA;
	gfp &= ~GFP_DMA;
	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_of_the_caller(struct device *dev, gfp_t gfp)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_other_allocator(struct device *dev)
{
	void *buf = kmalloc(PAGE_SIZE, GFP_KERNEL | GFP_DMA);

	if (!buf)
		return -ENOMEM;
	kfree(buf);
	return 0;
}
