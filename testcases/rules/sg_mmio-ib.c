// SPDX-License-Identifier: GPL-2.0-only
/* The RDMA core's wrappers take a device of their own kind. */
#include <linux/dma-mapping.h>
#include <rdma/ib_verbs.h>

int bad_ib_sgtable(struct ib_device *ibdev, struct sg_table *sgt)
{
	int ret;

	ret = ib_dma_map_sgtable_attrs(ibdev, sgt, DMA_BIDIRECTIONAL, // WARN: sg_mmio
				       DMA_ATTR_MMIO);
	if (ret)
		return ret;
	ib_dma_unmap_sgtable_attrs(ibdev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_MMIO); // WARN: sg_mmio
	return 0;
}

int ok_ib_sgtable(struct ib_device *ibdev, struct sg_table *sgt)
{
	int ret;

	ret = ib_dma_map_sgtable_attrs(ibdev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_WEAK_ORDERING);
	if (ret)
		return ret;
	ib_dma_unmap_sgtable_attrs(ibdev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_WEAK_ORDERING);
	return 0;
}

int bad_ib_list(struct ib_device *ibdev, struct scatterlist *sg, int nents)
{
	if (!ib_dma_map_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, // WARN: sg_mmio
				 DMA_ATTR_WEAK_ORDERING | DMA_ATTR_MMIO))
		return -EIO;
	ib_dma_unmap_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, // WARN: sg_mmio
			      DMA_ATTR_WEAK_ORDERING | DMA_ATTR_MMIO);
	return 0;
}

int ok_ib_list(struct ib_device *ibdev, struct scatterlist *sg, int nents)
{
	if (!ib_dma_map_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING))
		return -EIO;
	ib_dma_unmap_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	return 0;
}
