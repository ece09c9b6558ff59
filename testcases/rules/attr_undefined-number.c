// SPDX-License-Identifier: GPL-2.0-only
/* Bits by number: some mean something, bits 0 and 3 do not, nor does an attribute shifted twice. */
#include <linux/bits.h>
#include <linux/dma-mapping.h>

int bad_bit_0(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 1)) // WARN: attr_undefined
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, 1); // WARN: attr_undefined
	return 0;
}

int ok_bit_1(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 1 << 1))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, 1 << 1);
	return 0;
}

int bad_shifted_twice(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, // WARN: attr_undefined
			    BIT(DMA_ATTR_SKIP_CPU_SYNC)))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_shifted_once(struct device *dev, struct sg_table *sgt)
{
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, BIT(5)))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}
