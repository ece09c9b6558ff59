// SPDX-License-Identifier: GPL-2.0-only
/* A pointer is mapped as what a flag says it is; a macro asks for the flag. */
#include <linux/dma-mapping.h>

struct segment {
	void *addr;
	bool is_mmio;
};

#define segment_is_mmio(segment)	((segment)->is_mmio)

int bad_flag_chooses(struct device *dev, void *buf, bool is_mmio)
{
	struct segment segment = { .addr = buf, .is_mmio = is_mmio };
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;

	attrs |= segment_is_mmio(&segment) ? DMA_ATTR_MMIO : 0;
	handle = dma_map_single_attrs(dev, segment.addr, PAGE_SIZE, // WARN: page_mmio
				      DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: page_mmio
	return 0;
}

int ok_flag_refuses(struct device *dev, void *buf, bool is_mmio)
{
	struct segment segment = { .addr = buf, .is_mmio = is_mmio };
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;

	if (segment_is_mmio(&segment))
		return -EREMOTEIO;
	handle = dma_map_single_attrs(dev, segment.addr, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
