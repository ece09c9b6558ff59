// SPDX-License-Identifier: GPL-2.0-only
/* A table in an element of an array: mapped as a table, and unmapped as the list that it holds. */
#include <linux/dma-mapping.h>

struct forgetful_slot {
	struct sg_table table;
};

struct forgetful_ring {
	struct forgetful_slot slot[4];
};

int forgetful_map(struct device *dev, struct forgetful_ring *ring, int i)
{
	return dma_map_sgtable(dev, &ring->slot[i].table, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

void forgetful_unmap(struct device *dev, struct forgetful_ring *ring, int i)
{
	dma_unmap_sg(dev, ring->slot[i].table.sgl, 1, DMA_TO_DEVICE); // WARN: release_attrs
	// MISS cocci: a table in a member
}

struct careful_slot {
	struct sg_table table;
};

struct careful_ring {
	struct careful_slot slot[4];
};

int careful_map(struct device *dev, struct careful_ring *ring, int i)
{
	return dma_map_sgtable(dev, &ring->slot[i].table, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

void careful_unmap(struct device *dev, struct careful_ring *ring, int i)
{
	dma_unmap_sg_attrs(dev, ring->slot[i].table.sgl, 1, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}
