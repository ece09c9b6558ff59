/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's swiotlb.c, and what only its own file can do: set it up, look inside. */
#include <kernel/dma/swiotlb.c>

#include "kernel_side.h"

enum { MAX_POOLS = 8 };

static struct reserved_mem restricted;

void *dc_pool_descriptor(size_t size)
{
	return dc_swiotlb_pools() < MAX_POOLS ? dc_heap_alloc(size) : NULL;
}

static void reset(void)
{
	memset(&io_tlb_default_mem, 0, sizeof(io_tlb_default_mem));
	INIT_LIST_HEAD(&io_tlb_default_mem.pools);
	INIT_WORK(&io_tlb_default_mem.dyn_alloc, swiotlb_dyn_alloc);
	io_tlb_default_mem.can_grow = dc_machine.can_grow;
	io_tlb_default_mem.phys_limit = ARCH_LOW_ADDRESS_LIMIT;
	io_tlb_default_mem.force_bounce = dc_machine.force_bounce;
	default_nslabs = dc_machine.slots;
	default_nareas = 1;
	swiotlb_dev_init(&dc_kernel_device);
}

/* swiotlb_init_remap() (7.3), for less memory than it would settle for. */
static void set_up_default(phys_addr_t base)
{
	struct io_tlb_pool *pool = &io_tlb_default_mem.defpool;

	pool->slots = dc_heap_alloc(default_nslabs * sizeof(*pool->slots));
	pool->areas = dc_heap_alloc(sizeof(*pool->areas));
	swiotlb_init_io_tlb_pool(pool, base, phys_to_virt(base), default_nslabs, false, 1);
	add_mem_pool(&io_tlb_default_mem, pool);
	if (!dc_machine.pool_private)
		swiotlb_update_mem_attributes();
}

void dc_swiotlb_init(void)
{
	struct page *pages;

	reset();
	if (!dc_machine.slots) {
		swiotlb_update_mem_attributes();
		return;
	}
	pages = dc_buddy_alloc(GFP_DMA32, get_order(dc_machine.slots << IO_TLB_SHIFT));
	if (!pages)
		return;
	if (!dc_machine.for_alloc) {
		set_up_default(page_to_phys(pages));
		return;
	}
	restricted = (struct reserved_mem){
		.base = page_to_phys(pages), .size = dc_machine.slots << IO_TLB_SHIFT,
	};
	/* A device whose memory cannot be set up goes without, and does not fall back. */
	if (rmem_swiotlb_device_init(&restricted, &dc_kernel_device))
		dc_kernel_device.dma_io_tlb_mem = &io_tlb_default_mem;
}

void dc_swiotlb_work(void)
{
	dc_run_work(&io_tlb_default_mem.dyn_alloc);
}

bool dc_swiotlb_active(void)
{
	return is_swiotlb_active(&dc_kernel_device);
}

bool dc_swiotlb_cc_shared(void)
{
	return dc_kernel_device.dma_io_tlb_mem->cc_shared;
}

bool dc_swiotlb_holds(phys_addr_t phys)
{
	return swiotlb_find_pool(&dc_kernel_device, phys);
}

unsigned int dc_swiotlb_slots_used(void)
{
	unsigned int nr = mem_used(dc_kernel_device.dma_io_tlb_mem);
	struct io_tlb_pool *pool;

	list_for_each_entry(pool, &dc_kernel_device.dma_io_tlb_pools, node)
		nr += mem_pool_used(pool);
	return nr;
}

unsigned int dc_swiotlb_pools(void)
{
	struct io_tlb_pool *pool;
	unsigned int nr = 0;

	list_for_each_entry(pool, &dc_kernel_device.dma_io_tlb_mem->pools, node)
		nr++;
	list_for_each_entry(pool, &dc_kernel_device.dma_io_tlb_pools, node)
		nr++;
	return nr;
}
