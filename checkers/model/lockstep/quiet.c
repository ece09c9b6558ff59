/* SPDX-License-Identifier: GPL-2.0-only */
/* No traffic of the model's own: side.c makes it, the same on both sides. */
#include "traffic.h"

void dc_traffic_reset(void)
{
}

void dc_traffic_prepare(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	(void)phys, (void)size, (void)dir;
}

void dc_traffic_mapped(dma_addr_t handle, phys_addr_t phys, size_t size,
		       enum dma_data_direction dir, unsigned long attrs)
{
	(void)handle, (void)phys, (void)size, (void)dir, (void)attrs;
}

void dc_traffic_before_sync(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			    bool for_device)
{
	(void)handle, (void)size, (void)dir, (void)for_device;
}

void dc_traffic_after_sync(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			   bool for_device)
{
	(void)handle, (void)size, (void)dir, (void)for_device;
}

void dc_traffic_before_unmap(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			     unsigned long attrs)
{
	(void)handle, (void)size, (void)dir, (void)attrs;
}

void dc_traffic_after_unmap(dma_addr_t handle, size_t size)
{
	(void)handle, (void)size;
}

void dc_traffic_forgotten(dma_addr_t handle, size_t size)
{
	(void)handle, (void)size;
}

void dc_traffic_allocated(void *cpu, dma_addr_t handle, size_t size)
{
	(void)cpu, (void)handle, (void)size;
}
