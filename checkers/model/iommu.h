/* SPDX-License-Identifier: GPL-2.0-only */
/* A device behind an IOMMU that the DMA API drives. */
#ifndef DC_MODEL_IOMMU_H
#define DC_MODEL_IOMMU_H

#include <linux/dma-mapping.h>

void dc_iommu_reset(void);
bool dc_iommu_translate(dma_addr_t iova, phys_addr_t *phys);
bool dc_iommu_maps(dma_addr_t iova);
/* Pages of bus addresses in use. */
unsigned int dc_iommu_pages_used(void);

dma_addr_t dc_iommu_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			     enum dma_data_direction dir, unsigned long attrs);
void dc_iommu_unmap_phys(dma_addr_t iova, size_t size, enum dma_data_direction dir,
			 unsigned long attrs);
int dc_iommu_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		    enum dma_data_direction dir, unsigned long attrs);
void dc_iommu_unmap_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
		       unsigned long attrs);
void dc_iommu_sync(dma_addr_t iova, size_t size, enum dma_data_direction dir, bool for_device);
void *dc_iommu_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		     unsigned long attrs);
void dc_iommu_free(size_t size, void *cpu_addr, dma_addr_t handle);
/* The same for memory that is never remapped: dma_common_alloc_pages(). */
struct page *dc_iommu_alloc_pages(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp);
void dc_iommu_free_pages(size_t size, struct page *page, dma_addr_t handle);

int dc_iova_link(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
		 size_t offset, size_t size, enum dma_data_direction dir, unsigned long attrs);
void dc_iova_unlink(struct dma_iova_state *state, size_t offset, size_t size,
		    enum dma_data_direction dir, unsigned long attrs);

#endif
