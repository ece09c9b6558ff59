// SPDX-License-Identifier: GPL-2.0-only
/* Directions and attributes, next to each other in every mapping call. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_single(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, // WARN: attr_slot
				      DMA_ATTR_SKIP_CPU_SYNC, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_single(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int bad_sgtable(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_TO_DEVICE); // WARN: attr_slot
	return 0;
}

int ok_sgtable(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}
