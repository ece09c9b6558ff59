// SPDX-License-Identifier: GPL-2.0-only
/*
 * Put each constant into its own argument.
 *
 * gfp flags, directions and attributes are integers to the compiler.  Swapped, a gfp flag is read
 * as some attribute and an attribute as some gfp flag: the allocation may sleep where it must not,
 * or come from the wrong zone, and the wish is lost.
 *
 * It hides where the wrong bits mean nothing: DMA_TO_DEVICE is 1, an attribute that nobody has.
 *
 * Mind the order, which differs: dma_alloc_attrs() has gfp before attributes,
 * dma_alloc_noncontiguous() has direction, gfp, attributes.
 *
 * See: include/linux/dma-mapping.h
 */
#include <linux/dma-mapping.h>

int bad_swapped(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, DMA_ATTR_NO_WARN, // WARN: attr_slot
			       GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_NO_WARN);
	return 0;
}

int ok_in_order(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_WARN);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_NO_WARN);
	return 0;
}
