// SPDX-License-Identifier: GPL-2.0-only
/* Order matters: the attribute joins before the call, or after it for another one. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_joined_before(struct device *dev, struct sg_table *sgt, phys_addr_t phys)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	attrs |= DMA_ATTR_MMIO;
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs)) // WARN: sg_mmio
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, attrs); // WARN: sg_mmio
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_joined_after(struct device *dev, struct sg_table *sgt, phys_addr_t phys)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, attrs);
	attrs |= DMA_ATTR_MMIO;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
