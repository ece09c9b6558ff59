// SPDX-License-Identifier: GPL-2.0-only
/* Functions that return the attributes, known or chosen. */
#include <linux/dma-mapping.h>

static unsigned long range_attrs(void)
{
	return DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
}

static unsigned long attrs_for(bool peer)
{
	if (peer)
		return DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	return 0;
}

int bad_asked_at_one_end(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, range_attrs());

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: attributes that a function returns
	return 0;
}

int ok_asked_at_both_ends(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, range_attrs());

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, range_attrs());
	return 0;
}

int bad_choice_forgotten(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs_for(peer));

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: attributes that a function returns
	return 0;
}

int ok_choice_repeated(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs_for(peer));

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs_for(peer));
	return 0;
}
