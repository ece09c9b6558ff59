// SPDX-License-Identifier: GPL-2.0-only
/* An #ifdef in the middle of an argument. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_one_configuration(struct device *dev, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, // WARN: sg_mmio
#ifdef CONFIG_PCI_P2PDMA
			      DMA_ATTR_MMIO |
#endif
			      DMA_ATTR_WEAK_ORDERING);
	if (ret)
		return ret;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, // WARN: sg_mmio
#ifdef CONFIG_PCI_P2PDMA
			  DMA_ATTR_MMIO |
#endif
			  DMA_ATTR_WEAK_ORDERING);
	return 0;
}

int ok_either_configuration(struct device *dev, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE,
#ifdef CONFIG_PCI_P2PDMA
			      DMA_ATTR_NO_WARN |
#endif
			      DMA_ATTR_WEAK_ORDERING);
	if (ret)
		return ret;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	return 0;
}
