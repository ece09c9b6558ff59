// SPDX-License-Identifier: GPL-2.0-only
/* What the callers give, who are all in another file, is nothing at all: that has to be told, too. */
#include <linux/dma-mapping.h>

#include "release_attrs-across-given.h"

int table_map(struct table *table, phys_addr_t phys, unsigned long attrs)
{
	for (int i = 0; i < TABLE_LEVELS; i++) {
		table->level[i] = dma_map_phys(table->dev, phys + i * PAGE_SIZE, PAGE_SIZE,
					       DMA_TO_DEVICE, attrs);
		if (dma_mapping_error(table->dev, table->level[i]))
			return -EIO;
	}
	return 0;
}

void table_unmap(struct table *table)
{
	for (int i = 0; i < TABLE_LEVELS; i++)
		dma_unmap_phys(table->dev, table->level[i], PAGE_SIZE, DMA_TO_DEVICE, // WARN: release_attrs
			       // MISS cocci: attributes from another file
			       DMA_ATTR_PRIVILEGED);
}

int plane_map(struct plane *plane, phys_addr_t phys, unsigned long attrs)
{
	for (int i = 0; i < TABLE_LEVELS; i++) {
		plane->level[i] = dma_map_phys(plane->dev, phys + i * PAGE_SIZE, PAGE_SIZE,
					       DMA_TO_DEVICE, attrs);
		if (dma_mapping_error(plane->dev, plane->level[i]))
			return -EIO;
	}
	return 0;
}

void plane_unmap(struct plane *plane)
{
	for (int i = 0; i < TABLE_LEVELS; i++)
		dma_unmap_phys(plane->dev, plane->level[i], PAGE_SIZE, DMA_TO_DEVICE,
			       DMA_ATTR_SKIP_CPU_SYNC);
}
