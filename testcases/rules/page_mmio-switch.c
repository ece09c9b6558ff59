// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kind of peer-to-peer transfer is translated into an attribute, which is right, and handed to
 * a page call, which is not.
 */
#include <linux/dma-mapping.h>

enum transfer {
	TRANSFER_MEMORY,
	TRANSFER_HOST_BRIDGE,
	TRANSFER_SWITCH,
};

int bad_page_call(struct device *dev, struct page *page, int transfer)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	switch (transfer) {
	case TRANSFER_HOST_BRIDGE:
		attrs |= DMA_ATTR_MMIO;
		break;
	case TRANSFER_MEMORY:
		break;
	default:
		return -EREMOTEIO;
	}
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: page_mmio
				    DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: page_mmio
	return 0;
}

int ok_phys_call(struct device *dev, struct page *page, int transfer)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	switch (transfer) {
	case TRANSFER_HOST_BRIDGE:
		attrs |= DMA_ATTR_MMIO;
		break;
	case TRANSFER_MEMORY:
		break;
	default:
		return -EREMOTEIO;
	}
	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
