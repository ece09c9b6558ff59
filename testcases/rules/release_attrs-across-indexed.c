// SPDX-License-Identifier: GPL-2.0-only
/*
 * A request's ranges, each with attributes of its own: `map->attrs[i]`.
 *
 * Which element it is nobody knows.  What every one of them has the release has to have, too.
 */
#include <linux/dma-mapping.h>

#define RANGES 4

struct forgetful_map {
	phys_addr_t phys[RANGES];
	dma_addr_t dma[RANGES];
	unsigned long attrs[RANGES];
	bool peer[RANGES];
};

void forgetful_choose(struct forgetful_map *map)
{
	for (int i = 0; i < RANGES; i++)
		map->attrs[i] = map->peer[i] ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED :
					       DMA_ATTR_CC_SHARED;
}

int forgetful_map_range(struct device *dev, struct forgetful_map *map, int i)
{
	map->dma[i] = dma_map_phys(dev, map->phys[i], PAGE_SIZE, DMA_TO_DEVICE, map->attrs[i]);
	return dma_mapping_error(dev, map->dma[i]);
}

void forgetful_unmap_range(struct device *dev, struct forgetful_map *map, int i)
{
	dma_unmap_phys(dev, map->dma[i], PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: an element of an array in a member
}

struct careful_map {
	phys_addr_t phys[RANGES];
	dma_addr_t dma[RANGES];
	unsigned long attrs[RANGES];
	bool peer[RANGES];
};

void careful_choose(struct careful_map *map)
{
	for (int i = 0; i < RANGES; i++)
		map->attrs[i] = map->peer[i] ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED :
					       DMA_ATTR_CC_SHARED;
}

int careful_map_range(struct device *dev, struct careful_map *map, int i)
{
	map->dma[i] = dma_map_phys(dev, map->phys[i], PAGE_SIZE, DMA_TO_DEVICE, map->attrs[i]);
	return dma_mapping_error(dev, map->dma[i]);
}

void careful_unmap_range(struct device *dev, struct careful_map *map, int i)
{
	dma_unmap_phys(dev, map->dma[i], PAGE_SIZE, DMA_TO_DEVICE, map->attrs[i]);
}
