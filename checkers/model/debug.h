/* SPDX-License-Identifier: GPL-2.0-only */
/* What CONFIG_DMA_API_DEBUG notices: every machine here has it. */
#ifndef DC_MODEL_DEBUG_H
#define DC_MODEL_DEBUG_H

#include <linux/dma-mapping.h>

/* Attributes that must be equal at both ends: DMA_ATTR_UNMAP_VALID (7.2). */
#define DC_UNMAP_VALID	(DMA_ATTR_NO_KERNEL_MAPPING | DMA_ATTR_FORCE_CONTIGUOUS | \
			 DMA_ATTR_PRIVILEGED | DMA_ATTR_MMIO | DMA_ATTR_REQUIRE_COHERENT | \
			 DMA_ATTR_CC_SHARED)

/* No entry is single: syncs of one range ask for that. */
enum dc_debug_type {
	DC_DEBUG_SINGLE, DC_DEBUG_PHYS, DC_DEBUG_SG, DC_DEBUG_COHERENT, DC_DEBUG_NONCOHERENT,
};

struct dc_debug_entry {
	enum dc_debug_type type;
	dma_addr_t addr;
	size_t size;
	enum dma_data_direction dir;
	unsigned long attrs;
	const void *cpu;	/* coherent and noncoherent memory, else NULL */
	int nents;		/* of the whole list, else 0 */
};

void dc_debug_reset(void);
void dc_debug_add(const struct dc_debug_entry *entry, phys_addr_t phys);
/* Complains about whatever differs from what was added at that address. */
void dc_debug_remove(const struct dc_debug_entry *ref);
/* False for a cookie: it is neither in the linear map nor in vmalloc space. */
bool dc_debug_knows(const void *cpu);
void dc_debug_add_sg(struct scatterlist *sg, int nents, int mapped, enum dma_data_direction dir,
		     unsigned long attrs);
void dc_debug_remove_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
			unsigned long attrs);
void dc_debug_sync(dma_addr_t addr, size_t size, enum dma_data_direction dir);
void dc_debug_sync_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir);
unsigned int dc_debug_count(void);

#endif
