// SPDX-License-Identifier: GPL-2.0-only
/* A macro of the driver's holds the call: the place to mend is where it is given the value. */
#include <linux/dma-mapping.h>

#define map_buffer(dev, buf, attrs) \
	dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, (attrs) | DMA_ATTR_NO_WARN)

int bad_value(struct device *dev, void *buf)
{
	dma_addr_t handle = map_buffer(dev, buf, DMA_ATTR_MMIO); // WARN: page_mmio
	// MISS cocci: a macro with arguments

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: page_mmio
			       DMA_ATTR_MMIO);
	return 0;
}

int ok_value(struct device *dev, void *buf)
{
	dma_addr_t handle = map_buffer(dev, buf, DMA_ATTR_WEAK_ORDERING);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	return 0;
}
