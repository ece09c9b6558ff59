// SPDX-License-Identifier: GPL-2.0-only
/* Two attributes whose names sound right for an allocation, and a managed one. */
#include <linux/dma-mapping.h>

int bad_require_coherent(struct device *dev)
{
	const unsigned long attrs = DMA_ATTR_REQUIRE_COHERENT | DMA_ATTR_NO_WARN;
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_map_attr
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int ok_coherent_anyway(struct device *dev)
{
	const unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}

int bad_managed_mmio(struct device *dev)
{
	dma_addr_t handle;

	if (!dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_map_attr
			      DMA_ATTR_MMIO))
		return -ENOMEM;
	return 0;
}

int ok_managed(struct device *dev)
{
	dma_addr_t handle;

	if (!dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE))
		return -ENOMEM;
	return 0;
}

int bad_noncontiguous_mmio(struct device *dev)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, // WARN: alloc_map_attr, noncontiguous_attr
				      DMA_FROM_DEVICE, GFP_KERNEL, DMA_ATTR_MMIO);
	if (!sgt)
		return -ENOMEM;
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
