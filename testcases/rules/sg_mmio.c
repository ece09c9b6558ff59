// SPDX-License-Identifier: GPL-2.0-only
/*
 * Leave DMA_ATTR_MMIO out of scatterlist calls.
 *
 * The scatterlist code looks at every page and finds peer-to-peer memory by itself.  Given the
 * attribute it takes every entry for device memory: pages of RAM lose their cache maintenance, and
 * an IOMMU maps them with the wrong type.  The device reads what the caches did not write back.
 *
 * It hides on coherent machines, where no cache is maintained anyway.
 *
 * Drop the attribute.  A list without pages behind it is no scatterlist: map its ranges one by one
 * with dma_map_phys().
 *
 * See: kernel/dma/direct.c, dma_direct_map_sg(); drivers/iommu/dma-iommu.c, iommu_dma_map_sg()
 */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_sgtable(struct device *dev, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO); // WARN: sg_mmio
	if (ret)
		return ret;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO); // WARN: sg_mmio
	return 0;
}

int ok_sgtable(struct device *dev, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0);
	if (ret)
		return ret;
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, 0);
	return 0;
}
