// SPDX-License-Identifier: GPL-2.0-only
/* The value is defined in a header beside the file. */
#include <linux/dma-mapping.h>

#include "page_mmio-header.h"

int bad_value_of_the_other_kind(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, // WARN: page_mmio
				      // MISS cocci: a macro of a header
				      BAR_ATTRS);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, BAR_ATTRS); // WARN: page_mmio
	// MISS cocci: a macro of a header
	return 0;
}

int ok_value_for_buffers(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, BUFFER_ATTRS);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, BUFFER_ATTRS);
	return 0;
}
