/* SPDX-License-Identifier: GPL-2.0-only */
/* Bounce buffers: pools of slots of 2 KiB, shared with the host where memory is encrypted. */
#ifndef DC_MODEL_SWIOTLB_H
#define DC_MODEL_SWIOTLB_H

#include <linux/dma-mapping.h>

void dc_swiotlb_init(void);
int dc_swiotlb_init_late(void);
void dc_swiotlb_exit(void);
/* The background work that a full pool asks for. */
void dc_swiotlb_work(void);

bool dc_swiotlb_active(void);
bool dc_swiotlb_cc_shared(void);
bool dc_swiotlb_holds(phys_addr_t phys);
bool dc_swiotlb_slot_used(phys_addr_t phys);
unsigned int dc_swiotlb_slots_used(void);
unsigned int dc_swiotlb_pools(void);

phys_addr_t dc_swiotlb_tbl_map_single(struct device *dev, phys_addr_t orig, size_t size,
				      size_t align_mask, unsigned long *attrs);
void dc_swiotlb_tbl_unmap_single(phys_addr_t phys, size_t size, enum dma_data_direction dir,
				 unsigned long attrs);
dma_addr_t dc_swiotlb_map(struct device *dev, phys_addr_t phys, size_t size,
			  enum dma_data_direction dir, unsigned long attrs);
void dc_swiotlb_sync_for_device(phys_addr_t phys, size_t size, enum dma_data_direction dir);
void dc_swiotlb_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir);
struct page *dc_swiotlb_alloc(size_t size, unsigned long attrs);
bool dc_swiotlb_free(struct page *page);

#endif
