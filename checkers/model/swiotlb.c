/* SPDX-License-Identifier: GPL-2.0-only */
/* Bounce buffers, kernel/dma/swiotlb.c (7.3). */
#include "swiotlb.h"

#include <linux/set_memory.h>

#include "direct.h"
#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "physics.h"
#include "pool.h"

enum { SLOT = 2048, MAX_SLOTS = 128, MAX_POOLS = 4, SLOTS_A_PAGE = PAGE_SIZE / SLOT };

struct slot {
	u16 nr;			/* slots from here on, of the use that starts here */
	bool used, copies;	/* copies: bounces for a mapping, not memory of an allocation */
	phys_addr_t orig;
	u32 offset, size;
};

struct pool {
	struct page *pages;
	void *cpu;		/* of memory that an atomic pool lent */
	phys_addr_t start;
	unsigned int nr_slots;
	bool transient;
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
		for (unsigned int n = 0; n < mem.pools[i].nr_slots; n++)
			nr += mem.pools[i].slots[n].used;
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

/*
 * swiotlb_alloc_tlb() and alloc_dma_pages() (7.3): a caller that may not block gets shared memory
 * from the atomic pools; pages that cannot be shared are freed once they are taken back, else lost.
 */
static struct pool *grow(unsigned int nr, bool may_block)
{
	struct page *pages;
	struct pool *pool;
	void *cpu = NULL;

	if (mem.nr_pools == MAX_POOLS)
		return NULL;
	if (!may_block && mem.cc_shared) {
		pages = dc_pool_alloc(dc_device, nr * PAGE_SIZE, &cpu, GFP_NOWAIT,
				      __DMA_ATTR_ALLOC_CC_SHARED);
	} else {
		pages = dc_pages_get(DC_DMA32, nr, DC_OWNER_CORE);
		if (pages && share(pages, nr)) {
			if (take_back(pages, nr))
				dc_pages_lose(pages, nr);
			else
				dc_pages_put(pages, nr);
			return NULL;
		}
	}
	if (!pages)
		return NULL;
	pool = add_pool(pages, nr * SLOTS_A_PAGE);
	pool->cpu = cpu;
	pool->transient = !may_block;
	return pool;
}

/* swiotlb_dyn_alloc() (7.3). */
void dc_swiotlb_work(void)
{
	if (mem.growth_wanted)
		grow(dc_machine.slots / SLOTS_A_PAGE, true);
	mem.growth_wanted = false;
}

/*
 * swiotlb_dyn_free() (7.3): after a grace period that nobody here waits for.  Shared memory came
 * from the atomic pools and stays shared there.
 */
static void drop_transient(struct pool *pool)
{
	unsigned int nr = pool->nr_slots / SLOTS_A_PAGE;

	if (pool->cpu)
		dc_pool_free(pool->cpu, nr * PAGE_SIZE);
	else
		dc_pages_put(pool->pages, nr);
	*pool = mem.pools[--mem.nr_pools];
}

static struct slot *use_slots(struct pool *pool, unsigned int nr, unsigned int step)
{
	for (unsigned int first = 0; first + nr <= pool->nr_slots; first += step) {
		unsigned int i = 0;

		while (i < nr && !pool->slots[first + i].used)
			i++;
		if (i < nr)
			continue;
		for (i = 0; i < nr; i++)
			pool->slots[first + i] = (struct slot){ .used = true };
		pool->slots[first].nr = nr;
		return &pool->slots[first];
	}
	return NULL;
}

/* swiotlb_find_slots() (7.3).  Stores where the slots are. */
static struct slot *find_slots(unsigned int nr, unsigned int step, phys_addr_t *start)
{
	struct slot *slot = NULL;
	struct pool *pool = NULL;

	if (dc_inject(DC_INJECT_SLOTS))
		return NULL;
	/* A transient pool is its request's alone. */
	for (unsigned int i = 0; i < mem.nr_pools && !slot; i++) {
		pool = &mem.pools[i];
		slot = pool->transient ? NULL : use_slots(pool, nr, step);
	}
	if (!slot && dc_machine.can_grow) {
		mem.growth_wanted = true;
		pool = grow(DIV_ROUND_UP(nr, SLOTS_A_PAGE), false);
		slot = pool ? use_slots(pool, nr, step) : NULL;
	}
	if (slot)
		*start = pool->start + (slot - pool->slots) * SLOT;
	return slot;
}

static void release(phys_addr_t phys)
{
	struct pool *pool = find_pool(phys);
	struct slot *slot = find_slot(phys);
	unsigned int nr = slot->nr;

	for (unsigned int i = 0; i < nr; i++)
		slot[i] = (struct slot){ 0 };
	if (pool->transient)
		drop_transient(pool);
}

/*
 * swiotlb_tbl_map_single() (7.3).  `attrs` tells afterwards how the slots are to be addressed.
 * What is bounced is copied in whatever the direction and the attributes.
 */
phys_addr_t dc_swiotlb_tbl_map_single(struct device *dev, phys_addr_t orig, size_t size,
				      size_t align_mask, unsigned long *attrs)
{
	size_t offset = orig & align_mask;
	unsigned int nr = DIV_ROUND_UP(offset + size, SLOT);
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
	slot = find_slots(nr, align_mask ? SLOTS_A_PAGE : 1, &start);
	if (!slot)
		return DMA_MAPPING_ERROR;
	slot->copies = true;
	slot->orig = orig;
	slot->offset = offset;
	slot->size = size;
	dc_cpu_copy(start + offset, orig, size);
	return start + offset;
}

/* swiotlb_tbl_unmap_single() (7.3). */
void dc_swiotlb_tbl_unmap_single(phys_addr_t phys, enum dma_data_direction dir,
				 unsigned long attrs)
{
	struct slot *slot = find_slot(phys);

	if (!slot)
		return;
	if (dir != DMA_TO_DEVICE && !(attrs & DMA_ATTR_SKIP_CPU_SYNC) && slot->copies)
		dc_cpu_copy(slot->orig, phys, slot->size);
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
		dc_swiotlb_tbl_unmap_single(slot, dir, attrs | DMA_ATTR_SKIP_CPU_SYNC);
		dc_hurt(DC_HURT_SPLAT, "bounce buffer out of reach");
		return DMA_MAPPING_ERROR;
	}
	if (!dc_machine.coherent && !(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dc_cache_clean(slot, size);
	return addr;
}

static size_t copied(const struct slot *slot, phys_addr_t *orig, phys_addr_t phys, size_t size)
{
	const struct pool *pool = find_pool(phys);
	size_t at = phys - (pool->start + (slot - pool->slots) * SLOT) - slot->offset;

	*orig = slot->orig + at;
	return min(size, slot->size - at);
}

/* swiotlb_sync_single_for_device(), swiotlb_sync_single_for_cpu() (7.3). */
void dc_swiotlb_sync_for_device(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	const struct slot *slot = find_slot(phys);
	phys_addr_t orig;

	if (!slot || !slot->copies || dir == DMA_FROM_DEVICE)
		return;
	size = copied(slot, &orig, phys, size);
	dc_cpu_copy(phys, orig, size);
}

void dc_swiotlb_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	const struct slot *slot = find_slot(phys);
	phys_addr_t orig;

	if (!slot || !slot->copies || dir == DMA_TO_DEVICE)
		return;
	size = copied(slot, &orig, phys, size);
	dc_cpu_copy(orig, phys, size);
}

/* swiotlb_alloc() (7.3). */
struct page *dc_swiotlb_alloc(size_t size, unsigned long attrs)
{
	phys_addr_t start;

	if (!mem.nr_pools || mem.cc_shared != !!(attrs & __DMA_ATTR_ALLOC_CC_SHARED))
		return NULL;
	if (!find_slots(DIV_ROUND_UP(size, SLOT), SLOTS_A_PAGE, &start))
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
