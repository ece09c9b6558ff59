// SPDX-License-Identifier: GPL-2.0-only
/* Global functions that pass on what they are given. */
#include <linux/dma-mapping.h>
#include <linux/export.h>

#include "alloc_cc_shared-across-files.h"

void *shared_ring_alloc(struct device *dev, dma_addr_t *handle, unsigned long attrs)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs);
}
EXPORT_SYMBOL_GPL(shared_ring_alloc);

void shared_ring_free(struct device *dev, void *cpu, dma_addr_t handle, unsigned long attrs)
{
	dma_free_attrs(dev, PAGE_SIZE, cpu, handle, attrs);
}
EXPORT_SYMBOL_GPL(shared_ring_free);
