// SPDX-License-Identifier: GPL-2.0-only
/* Two ranges and a way back; one of the two says what it is. */
#include <linux/dma-mapping.h>

int bad_one_of_two(struct device *dev, phys_addr_t table, phys_addr_t doorbell)
{
	unsigned long attrs = DMA_ATTR_MMIO;
	dma_addr_t first, second;
	int ret = -EIO;

	first = dma_map_phys(dev, table, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: mmio_private
	if (dma_mapping_error(dev, first))
		return ret;
	second = dma_map_phys(dev, doorbell, PAGE_SIZE, DMA_TO_DEVICE, attrs | DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, second))
		goto unmap;
	dma_unmap_phys(dev, second, PAGE_SIZE, DMA_TO_DEVICE, attrs | DMA_ATTR_CC_SHARED);
	ret = 0;
unmap:
	dma_unmap_phys(dev, first, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ret;
}

int ok_two_of_two(struct device *dev, phys_addr_t table, phys_addr_t doorbell)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t first, second;
	int ret = -EIO;

	first = dma_map_phys(dev, table, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, first))
		return ret;
	second = dma_map_phys(dev, doorbell, PAGE_SIZE, DMA_TO_DEVICE, attrs | DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, second))
		goto unmap;
	dma_unmap_phys(dev, second, PAGE_SIZE, DMA_TO_DEVICE, attrs | DMA_ATTR_CC_SHARED);
	ret = 0;
unmap:
	dma_unmap_phys(dev, first, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ret;
}
