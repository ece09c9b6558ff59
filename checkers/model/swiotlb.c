/* SPDX-License-Identifier: GPL-2.0-only */
/* Bounce buffers, kernel/dma/swiotlb.c (7.3). */
#include "swiotlb.h"

#include <linux/set_memory.h>

#include "direct.h"
#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "memory.h"
#include "physics.h"
#include "pool.h"

enum { SLOT = 2048, MAX_SLOTS = 128, MAX_POOLS = 8, SLOTS_A_PAGE = PAGE_SIZE / SLOT };

struct slot {
	u16 nr;			/* slots from here on, of the use that starts here */
	bool used, copies;	/* copies: bounces for a mapping, not memory of an allocation */
	phys_addr_t orig;	/* of this slot's first byte */
	u32 size;		/* bytes of the use from here on, with what it was rounded up by */
};

struct pool {
	struct page *pages;
	void *cpu;		/* of memory that an atomic pool lent */
	phys_addr_t start;
	unsigned int nr_slots, nr_used;
	unsigned int next;	/* where the next search begins */
	bool transient;		/* made for one request, and its alone */
	struct slot slots[MAX_SLOTS];
};

/* struct io_tlb_mem: what a device bounces through. */
static struct {
	struct pool pools[MAX_POOLS];
	unsigned int nr_pools;
	bool cc_shared, growth_wanted;
} mem;

bool dc_swiotlb_active(void)
{
	return mem.nr_pools;
}

bool dc_swiotlb_cc_shared(void)
{
	return mem.cc_shared;
}

unsigned int dc_swiotlb_pools(void)
{
	return mem.nr_pools;
}

static struct pool *find_pool(phys_addr_t phys)
{
	for (unsigned int i = 0; i < mem.nr_pools; i++) {
		struct pool *pool = &mem.pools[i];

		if (phys >= pool->start && phys < pool->start + (u64)pool->nr_slots * SLOT)
			return pool;
	}
	return NULL;
}

bool dc_swiotlb_holds(phys_addr_t phys)
{
	return find_pool(phys);
}

/* The first slot of the use that a byte belongs to, NULL where there is none. */
static struct slot *find_slot(phys_addr_t phys)
{
	struct pool *pool = find_pool(phys);
	struct slot *slot = pool ? &pool->slots[(phys - pool->start) / SLOT] : NULL;

	if (!slot || !slot->used)
		return NULL;
	while (!slot->nr)
		slot--;
	return slot;
}

bool dc_swiotlb_slot_used(phys_addr_t phys)
{
	return find_slot(phys);
}

unsigned int dc_swiotlb_slots_used(void)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < mem.nr_pools; i++)
		nr += mem.pools[i].nr_used;
	return nr;
}

static struct pool *add_pool(struct page *pages, unsigned int nr_slots)
{
	struct pool *pool = &mem.pools[mem.nr_pools++];

	memset(pool, 0, sizeof(*pool));
	pool->pages = pages;
	pool->start = page_to_phys(pages);
	pool->nr_slots = nr_slots;
	return pool;
}

static int share(struct page *pages, unsigned int nr)
{
	return mem.cc_shared ? set_memory_decrypted((unsigned long)page_address(pages), nr) : 0;
}

static int take_back(struct page *pages, unsigned int nr)
{
	return mem.cc_shared ? set_memory_encrypted((unsigned long)page_address(pages), nr) : 0;
}

/*
 * Of the default pool swiotlb_update_mem_attributes(), of a restricted one
 * rmem_swiotlb_device_init() (7.3): a default pool that cannot be shared stays and is for ever
 * full, a restricted one goes.
 */
void dc_swiotlb_init(void)
{
	unsigned int nr = dc_machine.slots / SLOTS_A_PAGE;
	struct page *pages;
	struct pool *pool;

	memset(&mem, 0, sizeof(mem));
	mem.cc_shared = dc_enc_any() && !dc_machine.pool_private;
	if (!nr)
		return;
	pages = dc_pages_get(DC_DMA32, nr, DC_OWNER_CORE);
	if (!pages)
		return;
	pool = add_pool(pages, dc_machine.slots);
	if (!share(pages, nr))
		return;
	if (dc_machine.for_alloc) {
		mem.nr_pools = 0;
		dc_pages_lose(pages, nr);
		return;
	}
	pool->nr_used = pool->nr_slots;
	for (unsigned int i = 0; i < pool->nr_slots; i++)
		pool->slots[i] = (struct slot){ .nr = 1, .used = true };
}

/* swiotlb_init_late() (7.3): a buffer that cannot be shared is lost, and so is the pool. */
int dc_swiotlb_init_late(void)
{
	unsigned int nr = dc_machine.slots / SLOTS_A_PAGE;
	struct page *pages = dc_pages_get(DC_DMA32, nr, DC_OWNER_CORE);
	int ret;

	if (!pages)
		return -ENOMEM;
	mem.cc_shared = dc_enc_any();
	ret = share(pages, nr);
	if (ret)
		dc_pages_lose(pages, nr);
	else
		add_pool(pages, dc_machine.slots);
	return ret;
}

/* swiotlb_exit() (7.3): not with swiotlb=force; pages that stay shared are lost. */
void dc_swiotlb_exit(void)
{
	struct pool *pool = &mem.pools[0];

	if (dc_machine.force_bounce || !mem.nr_pools)
		return;
	if (take_back(pool->pages, pool->nr_slots / SLOTS_A_PAGE))
		dc_pages_lose(pool->pages, pool->nr_slots / SLOTS_A_PAGE);
	else
		dc_pages_put(pool->pages, pool->nr_slots / SLOTS_A_PAGE);
	mem.nr_pools = 0;
}

/* alloc_dma_pages() (7.3): what cannot be shared is freed once it is taken back, else lost. */
static struct page *get_shared_pages(gfp_t gfp, unsigned int nr, u64 limit, bool *is_beyond)
{
	struct page *page = dc_pages_of_zone(gfp, nr, DC_OWNER_CORE);

	*is_beyond = page && page_to_phys(page) + nr * PAGE_SIZE - 1 > limit;
	if (*is_beyond) {
		dc_pages_put(page, nr);
		return NULL;
	}
	if (!page || !share(page, nr))
		return page;
	if (take_back(page, nr))
		dc_pages_lose(page, nr);
	else
		dc_pages_put(page, nr);
	return NULL;
}

/* swiotlb_alloc_tlb() (7.3): a caller that may not block gets shared memory of the atomic pools. */
static struct page *get_memory(size_t bytes, u64 limit, bool may_block, void **cpu)
{
	gfp_t gfp = limit <= DMA_BIT_MASK(24) ? GFP_DMA : limit <= DMA_BIT_MASK(32) ? GFP_DMA32 : 0;
	unsigned int nr = 1u << get_order(bytes);
	struct page *page;
	bool is_beyond;

	*cpu = NULL;
	if (!may_block && mem.cc_shared)
		return dc_pool_alloc(dc_device, bytes, cpu, GFP_NOWAIT, __DMA_ATTR_ALLOC_CC_SHARED);
	for (;;) {
		page = get_shared_pages(gfp, nr, limit, &is_beyond);
		if (!is_beyond || (gfp & GFP_DMA))
			return page;
		gfp = gfp & GFP_DMA32 ? GFP_DMA : GFP_DMA32;
	}
}

/* swiotlb_alloc_pool() (7.3). */
static struct pool *grow(unsigned int nr_slots, u64 limit, bool may_block)
{
	struct page *pages;
	struct pool *pool;
	void *cpu;

	if (mem.nr_pools == MAX_POOLS)
		return NULL;
	pages = get_memory(nr_slots * SLOT, limit, may_block, &cpu);
	if (!pages)
		return NULL;
	pool = add_pool(pages, nr_slots);
	pool->cpu = cpu;
	pool->transient = !may_block;
	memset(cpu ? cpu : page_address(pages), 0, nr_slots * SLOT);
	return pool;
}

/* swiotlb_dyn_alloc() (7.3), below ARCH_LOW_ADDRESS_LIMIT. */
void dc_swiotlb_work(void)
{
	if (mem.growth_wanted)
		grow(dc_machine.slots, DMA_BIT_MASK(32), true);
	mem.growth_wanted = false;
}

/*
 * swiotlb_dyn_free() (7.3): after a grace period that nobody here waits for.  Shared memory came
 * from the atomic pools and stays shared there.
 */
static void drop_transient(struct pool *pool)
{
	if (pool->cpu)
		dc_pool_free(pool->cpu, pool->nr_slots * SLOT);
	else
		dc_pages_put(pool->pages, 1u << get_order(pool->nr_slots * SLOT));
	mem.nr_pools--;
	memmove(pool, pool + 1, (mem.pools + mem.nr_pools - pool) * sizeof(*pool));
}

static bool are_free(const struct pool *pool, unsigned int first, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (first + i >= pool->nr_slots || pool->slots[first + i].used)
			return false;
	return true;
}

/* swiotlb_align_offset() (7.3): bytes that lie before the buffer, to keep its low bits. */
static unsigned int align_offset(size_t align_mask, phys_addr_t orig)
{
	return orig & dc_machine.min_align_mask & (align_mask | (SLOT - 1));
}

static struct slot *use_slots(struct pool *pool, unsigned int first, phys_addr_t orig, size_t size)
{
	unsigned int nr = DIV_ROUND_UP(size, SLOT), offset = align_offset(0, orig);

	for (unsigned int i = 0; i < nr; i++)
		pool->slots[first + i] = (struct slot){
			.used = true, .size = size - offset - i * SLOT,
		};
	pool->slots[first].nr = nr;
	pool->nr_used += nr;
	pool->next = first + nr < pool->nr_slots ? first + nr : 0;
	return &pool->slots[first];
}

/*
 * swiotlb_search_pool_area() (7.3): goes on where the last search ended.  From a page on, a mapping
 * is aligned to pages whether it wants to be or not.
 */
static struct slot *search(struct pool *pool, phys_addr_t orig, size_t size, size_t align_mask)
{
	unsigned int nr = DIV_ROUND_UP(size, SLOT), index = pool->next, stride;
	size_t keep = dc_machine.min_align_mask;

	if (!align_mask && !keep && size >= PAGE_SIZE)
		align_mask = PAGE_SIZE - 1;
	align_mask |= SLOT - 1;
	keep &= ~align_mask;
	stride = max(align_mask, keep) / SLOT + 1;
	if (nr > pool->nr_slots - pool->nr_used)
		return NULL;
	for (unsigned int checked = 0; checked < pool->nr_slots; ) {
		phys_addr_t start = pool->start + index * SLOT;
		bool is_aligned = !(start & align_mask) && (!orig || !((start ^ orig) & keep));

		if (is_aligned && are_free(pool, index, nr))
			return use_slots(pool, index, orig, size);
		index += is_aligned ? stride : 1;
		index = index < pool->nr_slots ? index : 0;
		checked += is_aligned ? stride : 1;
	}
	return NULL;
}

/* swiotlb_find_slots() (7.3): the newest pool first.  Stores where the slots are. */
static struct slot *find_slots(phys_addr_t orig, size_t size, size_t align_mask,
			       phys_addr_t *start)
{
	struct slot *slot = NULL;
	struct pool *pool = NULL;

	if (dc_inject(DC_INJECT_SLOTS) || size > MAX_SLOTS * SLOT)
		return NULL;
	for (unsigned int i = mem.nr_pools; i-- && !slot; ) {
		pool = &mem.pools[i];
		slot = pool->transient ? NULL : search(pool, orig, size, align_mask);
	}
	if (!slot && dc_machine.can_grow) {
		mem.growth_wanted = true;
		pool = grow(DIV_ROUND_UP(size, SLOT),
			    dc_reach(*dc_device->dma_mask, dc_machine.bus_limit), false);
		slot = pool ? search(pool, orig, size, align_mask) : NULL;
		if (pool && !slot)
			drop_transient(pool);
	}
	if (slot)
		*start = pool->start + (slot - pool->slots) * SLOT;
	return slot;
}

/* swiotlb_release_slots(), swiotlb_del_transient() (7.3). */
static void release(phys_addr_t phys)
{
	struct pool *pool = find_pool(phys);
	struct slot *slot = find_slot(phys);
	unsigned int nr = slot->nr;

	for (unsigned int i = 0; i < nr; i++)
		slot[i] = (struct slot){ 0 };
	pool->nr_used -= nr;
	if (pool->transient)
		drop_transient(pool);
}

/* swiotlb_bounce() (7.3): what goes beyond the buffer is told, and left out. */
static void bounce(phys_addr_t phys, size_t size, bool to_slot)
{
	const struct pool *pool = find_pool(phys);
	const struct slot *slot = &pool->slots[(phys - pool->start) / SLOT];
	/* Before the original, when it lies in the offset of a slot that is not the first. */
	long at = (long)((phys - pool->start) % SLOT) - align_offset(0, slot->orig);

	if (!slot->copies)
		return;
	if (WARN_ON((long)size > slot->size - at))
		size = slot->size - at;
	if (to_slot)
		dc_cpu_copy(phys, slot->orig + at, size);
	else
		dc_cpu_copy(slot->orig + at, phys, size);
}

/*
 * swiotlb_tbl_map_single() (7.3).  `attrs` tells afterwards how the slots are to be addressed.
 * What is bounced is copied in whatever the direction and the attributes.
 */
phys_addr_t dc_swiotlb_tbl_map_single(struct device *dev, phys_addr_t orig, size_t size,
				      size_t align_mask, unsigned long *attrs)
{
	unsigned int offset = align_offset(align_mask, orig);
	phys_addr_t start;
	struct slot *slot;

	if (!mem.nr_pools)
		return DMA_MAPPING_ERROR;
	if (dc_machine.enc_guest ? mem.cc_shared != dc_force_unencrypted(dev) :
	    dc_machine.enc_host && !mem.cc_shared)
		return DMA_MAPPING_ERROR;
	*attrs &= ~DMA_ATTR_CC_SHARED;
	if (mem.cc_shared)
		*attrs |= DMA_ATTR_CC_SHARED;
	slot = find_slots(orig, ALIGN(size + offset, align_mask + 1), align_mask, &start);
	if (!slot)
		return DMA_MAPPING_ERROR;
	for (unsigned int i = offset / SLOT; i < slot->nr; i++) {
		slot[i].copies = true;
		slot[i].orig = orig + (i - offset / SLOT) * SLOT;
	}
	bounce(start + offset, size, true);
	return start + offset;
}

/* swiotlb_tbl_unmap_single() (7.3). */
void dc_swiotlb_tbl_unmap_single(phys_addr_t phys, size_t size, enum dma_data_direction dir,
				 unsigned long attrs)
{
	if (!find_slot(phys))
		return;
	if (dir != DMA_TO_DEVICE && !(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		bounce(phys, size, false);
	release(phys);
}

/* swiotlb_map() (7.3). */
dma_addr_t dc_swiotlb_map(struct device *dev, phys_addr_t phys, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	phys_addr_t slot = dc_swiotlb_tbl_map_single(dev, phys, size, 0, &attrs);
	dma_addr_t addr;

	if (slot == DMA_MAPPING_ERROR)
		return DMA_MAPPING_ERROR;
	addr = dc_phys_to_dma(slot, attrs & DMA_ATTR_CC_SHARED);
	if (!dc_dma_capable(dev, addr, size, attrs)) {
		dc_swiotlb_tbl_unmap_single(slot, size, dir, attrs | DMA_ATTR_SKIP_CPU_SYNC);
		dc_hurt(DC_HURT_SPLAT, "bounce buffer out of reach");
		return DMA_MAPPING_ERROR;
	}
	if (!dc_machine.coherent && !(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dc_cache_clean(slot, size);
	return addr;
}

/* swiotlb_sync_single_for_device(), swiotlb_sync_single_for_cpu() (7.3). */
void dc_swiotlb_sync_for_device(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	if (find_slot(phys) && dir != DMA_FROM_DEVICE)
		bounce(phys, size, true);
}

void dc_swiotlb_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	if (find_slot(phys) && dir != DMA_TO_DEVICE)
		bounce(phys, size, false);
}

/* swiotlb_alloc() (7.3). */
struct page *dc_swiotlb_alloc(size_t size, unsigned long attrs)
{
	phys_addr_t start;

	if (!mem.nr_pools || mem.cc_shared != !!(attrs & __DMA_ATTR_ALLOC_CC_SHARED))
		return NULL;
	if (!find_slots(0, size, (PAGE_SIZE << get_order(size)) - 1, &start))
		return NULL;
	return phys_to_page(start);
}

/* swiotlb_free() (7.3): false when the page is none of ours. */
bool dc_swiotlb_free(struct page *page)
{
	if (!find_pool(page_to_phys(page)))
		return false;
	release(page_to_phys(page));
	return true;
}
