/* SPDX-License-Identifier: GPL-2.0-only */
/* The model's device, and behind it what the kernel's DMA core keeps in one. */
#ifndef DC_LOCKSTEP_DEVICE_H
#define DC_LOCKSTEP_DEVICE_H

#define device dc_model_device
#include_next <linux/device.h>
#undef device

struct device_dma_parameters {
	unsigned int max_segment_size, min_align_mask;
	unsigned long segment_boundary_mask;
};

struct device_driver;
struct dma_map_ops;
struct bus_dma_region;
struct io_tlb_mem;
struct bus_type;

/* It begins as the model's does: code of the model is handed either. */
struct device {
	struct dc_model_device;		/* its members are ours: -fms-extensions */
	struct device_driver *driver;
	struct device_dma_parameters *dma_parms;
	const struct dma_map_ops *dma_ops;
	const struct bus_dma_region *dma_range_map;
	struct io_tlb_mem *dma_io_tlb_mem;
	struct list_head dma_io_tlb_pools;
	int dma_io_tlb_lock;
	bool dma_uses_io_tlb, dma_skip_sync;
};

#endif
