// SPDX-License-Identifier: GPL-2.0-only
/* `=` for `&=`: all attributes but one, and all the bits that are none. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_assigned(struct device *dev, struct sg_table *sgt)
{
	unsigned long attrs = DMA_ATTR_NO_WARN | DMA_ATTR_SKIP_CPU_SYNC;

	attrs = ~DMA_ATTR_SKIP_CPU_SYNC;
	if (dma_map_sgtable(dev, // WARN: private_attr, sg_mmio, attr_undefined, stream_alloc_attr
			    // MISS cocci: the bits of a complement
			    sgt, DMA_TO_DEVICE, attrs))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, // WARN: private_attr, sg_mmio, attr_undefined
			  // MISS cocci: the bits of a complement
			  attrs);
	return 0;
}

int ok_masked(struct device *dev, struct sg_table *sgt)
{
	unsigned long attrs = DMA_ATTR_NO_WARN | DMA_ATTR_SKIP_CPU_SYNC;

	attrs &= ~DMA_ATTR_SKIP_CPU_SYNC;
	if (dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs))
		return -EIO;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, attrs);
	return 0;
}
