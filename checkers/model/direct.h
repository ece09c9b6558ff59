/* SPDX-License-Identifier: GPL-2.0-only */
/* What happens without an IOMMU. */
#ifndef DC_MODEL_DIRECT_H
#define DC_MODEL_DIRECT_H

#include <linux/dma-mapping.h>

bool dc_coherent_ok(struct device *dev, phys_addr_t phys, size_t size);
bool dc_dma_capable(struct device *dev, dma_addr_t addr, size_t size, unsigned long attrs);
/* The zone that the device's coherent mask asks for, as gfp flags. */
gfp_t dc_zone_of_mask(struct device *dev);
/* Whether a buffer of that size may share its cache line with a neighbour. */
bool dc_kmalloc_needs_bounce(size_t size, enum dma_data_direction dir);

void *dc_direct_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		      unsigned long attrs);
void dc_direct_free(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle,
		    unsigned long attrs);
struct page *dc_direct_alloc_pages(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp);
void dc_direct_free_pages(struct device *dev, size_t size, struct page *page);
dma_addr_t dc_direct_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			      enum dma_data_direction dir, unsigned long attrs);
void dc_direct_unmap_phys(dma_addr_t addr, size_t size, enum dma_data_direction dir,
			  unsigned long attrs);
int dc_direct_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction dir, unsigned long attrs);
void dc_direct_unmap_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
			unsigned long attrs);
void dc_direct_sync_for_cpu(dma_addr_t addr, size_t size, enum dma_data_direction dir);
void dc_direct_sync_for_device(dma_addr_t addr, size_t size, enum dma_data_direction dir);

/* arch_sync_dma_for_device(), arch_sync_dma_for_cpu(): arch/arm64/mm/dma-mapping.c (7.3). */
void dc_sync_for_device(phys_addr_t phys, size_t size);
void dc_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir);

#endif
