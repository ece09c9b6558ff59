/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device at work.  What is mapped is there to be used: the model's device reads what it is sent
 * as soon as it may, writes before the CPU takes over, and both compare with what the other wrote.
 */
#ifndef DC_MODEL_TRAFFIC_H
#define DC_MODEL_TRAFFIC_H

#include <linux/dma-mapping.h>

void dc_traffic_reset(void);

/* The CPU fills what it is about to send. */
void dc_traffic_prepare(phys_addr_t phys, size_t size, enum dma_data_direction dir);
void dc_traffic_mapped(dma_addr_t handle, phys_addr_t phys, size_t size,
		       enum dma_data_direction dir, unsigned long attrs);

/* Around dma_sync_*(): the CPU fills and the device writes before, both look afterwards. */
void dc_traffic_before_sync(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			    bool for_device);
void dc_traffic_after_sync(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			   bool for_device);

/* Around a release: the device writes before; the CPU looks after, and at what is still held. */
void dc_traffic_before_unmap(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			     unsigned long attrs);
void dc_traffic_after_unmap(dma_addr_t handle, size_t size);
/* A release that released nothing: whatever the mapping holds, nobody will ask for it again. */
void dc_traffic_forgotten(dma_addr_t handle, size_t size);

/* Coherent memory that both use at once.  `cpu` is NULL where the CPU has no address. */
void dc_traffic_allocated(void *cpu, dma_addr_t handle, size_t size);

/* Mappings that nobody released. */
unsigned int dc_traffic_live(void);

#endif
