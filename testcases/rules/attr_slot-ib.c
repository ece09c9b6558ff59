// SPDX-License-Identifier: GPL-2.0-only
/* The RDMA core's wrapper, and a test whose operands only look like a mix. */
#include <linux/dma-mapping.h>
#include <rdma/ib_verbs.h>

int bad_wrapper(struct ib_device *ibdev, struct scatterlist *sg, int nents)
{
	if (!ib_dma_map_sg_attrs(ibdev, sg, nents, DMA_ATTR_SKIP_CPU_SYNC, // WARN: attr_slot
				 DMA_TO_DEVICE))
		return -EIO;
	ib_dma_unmap_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_wrapper(struct ib_device *ibdev, struct scatterlist *sg, int nents)
{
	if (!ib_dma_map_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC))
		return -EIO;
	ib_dma_unmap_sg_attrs(ibdev, sg, nents, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_chosen_by_direction(struct ib_device *ibdev, struct scatterlist *sg, int nents, bool write)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	unsigned long attrs = dir == DMA_TO_DEVICE ? DMA_ATTR_WEAK_ORDERING : 0;

	if (!ib_dma_map_sg_attrs(ibdev, sg, nents, dir, attrs))
		return -EIO;
	ib_dma_unmap_sg_attrs(ibdev, sg, nents, dir, attrs);
	return 0;
}
