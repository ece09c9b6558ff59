/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's side: what the model's machine asks of the parts that are the kernel's here, under
 * the names that the model's own parts have.
 */
#ifndef DC_KERNEL_SIDE_H
#define DC_KERNEL_SIDE_H

#include <linux/device.h>

enum dc_pool_id { DC_POOL_KERNEL, DC_POOL_DMA32, DC_POOL_DMA, DC_NR_POOLS };

extern struct device dc_kernel_device;

void dc_debug_reset(void);
unsigned int dc_debug_count(void);
void dc_pools_init(void);
void dc_pools_work(void);
unsigned int dc_pool_pages(enum dc_pool_id id);
unsigned int dc_pool_pages_used(enum dc_pool_id id);
void dc_swiotlb_init(void);
void dc_swiotlb_work(void);
bool dc_swiotlb_active(void);
bool dc_swiotlb_cc_shared(void);
bool dc_swiotlb_holds(phys_addr_t phys);
unsigned int dc_swiotlb_slots_used(void);
unsigned int dc_swiotlb_pools(void);

/* Does it, if somebody asked for it. */
void dc_run_work(struct work_struct *work);
/* What waits for the end of a call: RCU's grace periods. */
void dc_after_call(void);
void dc_radix_reset(void);

#endif
