// SPDX-License-Identifier: GPL-2.0-only
/* Variables with the right contents in the wrong places; a ternary that picks one of two. */
#include <linux/dma-mapping.h>

int bad_variables(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	gfp_t gfp = GFP_KERNEL;
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, attrs, gfp); // WARN: attr_slot
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int ok_variables(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	gfp_t gfp = GFP_KERNEL;
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, gfp, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int bad_ternary(struct device *dev, bool atomic)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, 0, // WARN: attr_slot
			       atomic ? GFP_ATOMIC : GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}

int ok_ternary(struct device *dev, bool atomic)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, atomic ? GFP_ATOMIC : GFP_KERNEL, 0);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0);
	return 0;
}
