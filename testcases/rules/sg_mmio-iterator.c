// SPDX-License-Identifier: GPL-2.0-only
/* Below a macro that is a loop, between macros that are declarations. */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/scatterlist.h>

static bool peer;
module_param(peer, bool, 0444);
MODULE_PARM_DESC(peer, "map for a peer");

int __cold bad_each(struct device *dev, struct sg_table *sgt)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sgtable_sg(sgt, sg, i) {
		if (!dma_map_sg_attrs(dev, sg, 1, DMA_TO_DEVICE, DMA_ATTR_MMIO)) // WARN: sg_mmio
			break;
		dma_unmap_sg_attrs(dev, sg, 1, DMA_TO_DEVICE, DMA_ATTR_MMIO); // WARN: sg_mmio
	}
	return 0;
}
EXPORT_SYMBOL_GPL(bad_each);

int __cold ok_each(struct device *dev, struct sg_table *sgt)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sgtable_sg(sgt, sg, i) {
		if (!dma_map_sg_attrs(dev, sg, 1, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING))
			break;
		dma_unmap_sg_attrs(dev, sg, 1, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	}
	return 0;
}
EXPORT_SYMBOL_GPL(ok_each);

MODULE_DESCRIPTION("Lists below an iterator");
MODULE_LICENSE("GPL");
