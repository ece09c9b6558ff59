// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions that belong together by their names alone: open and release, start and stop, prepare
 * and unprepare.  The list comes from the caller each time.
 */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int forgetful_open(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

void forgetful_release(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: attributes across functions without a member
}

int forgetful_start(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_FROM_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
}

void forgetful_stop(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_FROM_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: attributes across functions without a member
}

int forgetful_prepare(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_PRIVILEGED);
}

void forgetful_unprepare(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_BIDIRECTIONAL, 0); // WARN: release_attrs
	// MISS cocci: attributes across functions without a member
}

int careful_open(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

void careful_release(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

int careful_start(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_FROM_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
}

void careful_stop(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_FROM_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
}

int careful_prepare(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_PRIVILEGED);
}

void careful_unprepare(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_PRIVILEGED);
}
