// SPDX-License-Identifier: GPL-2.0-only
/* A zone is dropped by one kind of allocation; the mask of the device is what counts. */
#include <linux/dma-mapping.h>

int bad_zone(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL | GFP_DMA32); // WARN: alloc_gfp
	if (!ring)
		return -ENOMEM;
	dma_free_wc(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_mask(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	if (dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)))
		return -EIO;
	ring = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	dma_free_wc(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int bad_managed_zone(struct device *dev)
{
	dma_addr_t handle;

	if (!dmam_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_DMA | __GFP_ZERO)) // WARN: alloc_gfp
		return -ENOMEM;
	return 0;
}

int ok_managed(struct device *dev)
{
	dma_addr_t handle;

	if (!dmam_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL | __GFP_ZERO))
		return -ENOMEM;
	return 0;
}

int bad_user_memory(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_HIGHUSER, 0); // WARN: alloc_gfp
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}

int ok_user_memory(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_USER, 0);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
