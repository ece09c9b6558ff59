// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pass nothing but DMA_ATTR_* as attributes.
 *
 * No function looks at a bit that has no name: the wish is lost, silently, until some release gives
 * the bit a meaning.  `!attrs`, `a && B` and `a || B` make 0 or 1, and bit 0 is no attribute.
 *
 * It hides because the call succeeds.
 *
 * Keep flags of the driver's own in a variable of their own; write `attrs & B` and `a | B`.
 *
 * See: include/linux/dma-mapping.h, DMA_ATTR_*
 */
#include <linux/bits.h>
#include <linux/dma-mapping.h>

#define RING_NEEDS_KICK		BIT(20)

int bad_flag_of_the_driver(struct device *dev, void *buf)
{
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING | RING_NEEDS_KICK;
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, // WARN: attr_undefined
				      // MISS cocci: a number behind a macro
				      attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: attr_undefined
			       // MISS cocci: a number behind a macro
			       attrs);
	return 0;
}

int ok_flag_taken_out(struct device *dev, void *buf)
{
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING | RING_NEEDS_KICK;
	dma_addr_t handle;

	attrs &= ~RING_NEEDS_KICK;
	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
