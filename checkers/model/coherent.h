/* SPDX-License-Identifier: GPL-2.0-only */
/* Coherent memory set aside for one device, or for all that are not coherent. */
#ifndef DC_MODEL_COHERENT_H
#define DC_MODEL_COHERENT_H

#include <linux/mm.h>

void dc_coherent_reset(void);

/* Per device: true when it answered, with NULL in `*cpu_addr` when it is full. */
bool dc_coherent_alloc(size_t size, dma_addr_t *handle, void **cpu_addr);
bool dc_coherent_free(void *cpu_addr, size_t size);
bool dc_coherent_owns(const void *cpu_addr);
bool dc_coherent_holds(phys_addr_t phys);
int dc_coherent_mmap(struct vm_area_struct *vma, void *cpu_addr, size_t size);

/* Global: NULL when it is full; false when the memory is not of it. */
void *dc_global_alloc(size_t size, dma_addr_t *handle);
bool dc_global_free(void *cpu_addr, size_t size);

unsigned int dc_coherent_pages_used(void);

#endif
