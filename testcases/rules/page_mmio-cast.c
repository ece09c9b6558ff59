// SPDX-License-Identifier: GPL-2.0-only
/* Narrow and signed variables, enumerators, casts: the bit gets through all of them. */
#include <linux/dma-mapping.h>
#include <linux/types.h>

enum {
	MAP_PEER = DMA_ATTR_MMIO | DMA_ATTR_NO_WARN,
	MAP_MEMORY = DMA_ATTR_WEAK_ORDERING | DMA_ATTR_NO_WARN,
};

int bad_signed(struct device *dev, struct page *page)
{
	int attrs = MAP_PEER;
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: page_mmio
				    // MISS cocci: an enumerator
				    DMA_TO_DEVICE, (unsigned long)attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: page_mmio
			     // MISS cocci: an enumerator
			     (unsigned long)attrs);
	return 0;
}

int ok_signed(struct device *dev, struct page *page)
{
	int attrs = MAP_MEMORY;
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, (unsigned long)attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, (unsigned long)attrs);
	return 0;
}

int bad_narrow(struct device *dev, struct page *page)
{
	u16 attrs = (u16)((DMA_ATTR_MMIO));
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, // WARN: page_mmio
				    attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: page_mmio
	return 0;
}
