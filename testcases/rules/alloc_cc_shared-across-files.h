/* SPDX-License-Identifier: GPL-2.0-only */
/* What alloc_cc_shared-across-files.c calls of another file. */
#ifndef ALLOC_CC_SHARED_ACROSS_FILES_H
#define ALLOC_CC_SHARED_ACROSS_FILES_H

#include <linux/dma-mapping.h>

struct shared_ring {
	void *cpu;
	dma_addr_t handle;
};

void *shared_ring_alloc(struct device *dev, dma_addr_t *handle, unsigned long attrs);
void shared_ring_free(struct device *dev, void *cpu, dma_addr_t handle, unsigned long attrs);

#endif
