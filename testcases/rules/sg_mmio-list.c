// SPDX-License-Identifier: GPL-2.0-only
/* The calls that count entries; the attribute is added for a peer. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_peer(struct device *dev, struct scatterlist *sg, int nents, bool peer)
{
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING;

	if (peer)
		attrs |= DMA_ATTR_MMIO;
	if (!dma_map_sg_attrs(dev, sg, nents, DMA_FROM_DEVICE, attrs)) // WARN: sg_mmio
		return -EIO;
	dma_unmap_sg_attrs(dev, sg, nents, DMA_FROM_DEVICE, attrs); // WARN: sg_mmio
	return 0;
}

int ok_core_finds_the_peer(struct device *dev, struct scatterlist *sg, int nents)
{
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING;

	if (!dma_map_sg_attrs(dev, sg, nents, DMA_FROM_DEVICE, attrs))
		return -EIO;
	dma_unmap_sg_attrs(dev, sg, nents, DMA_FROM_DEVICE, attrs);
	return 0;
}

int ok_mixed_forms(struct device *dev, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(dev, sgt, DMA_FROM_DEVICE, 0);
	if (ret)
		return ret;
	dma_unmap_sg_attrs(dev, sgt->sgl, sgt->orig_nents, DMA_FROM_DEVICE,
			   DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}
