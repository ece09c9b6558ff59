/* SPDX-License-Identifier: GPL-2.0-only */
/* How the CPU sees memory that a device uses: protections, remapping, mmap. */
#ifndef DC_MODEL_PGPROT_H
#define DC_MODEL_PGPROT_H

#include <linux/dma-mapping.h>

pgprot_t dc_pgprot(pgprot_t prot, unsigned long attrs);
/* A view of contiguous pages, NULL when there is no room; vunmap() ends it. */
void *dc_remap(struct page *page, unsigned int nr, pgprot_t prot);

int dc_direct_mmap(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		   dma_addr_t handle, size_t size, unsigned long attrs);
int dc_iommu_mmap(struct vm_area_struct *vma, void *cpu_addr, size_t size, unsigned long attrs);
int dc_sgtable_of(struct sg_table *sgt, struct page *page, size_t size);

#endif
