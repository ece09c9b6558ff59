// SPDX-License-Identifier: GPL-2.0-only
/* One wish, two spellings: __GFP_NOWARN is a gfp flag, DMA_ATTR_NO_WARN an attribute. */
#include <linux/dma-mapping.h>

#define RING_GFP	(GFP_KERNEL | __GFP_NORETRY)

int bad_gfp_as_attribute(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, RING_GFP, // WARN: attr_slot
			       DMA_ATTR_WRITE_COMBINE | __GFP_NOWARN);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_WRITE_COMBINE);
	return 0;
}

int bad_attribute_as_gfp(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, // WARN: attr_slot
				  GFP_KERNEL | DMA_ATTR_NO_WARN);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_gfp(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL | __GFP_NOWARN);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int bad_macro(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, // WARN: attr_slot
				      // MISS cocci: a macro that stands for gfp flags
				      RING_GFP);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}
