/* SPDX-License-Identifier: GPL-2.0-only */
/* Atomic pools, kernel/dma/pool.c (7.3). */
#include "pool.h"

#include <linux/set_memory.h>
#include <linux/vmalloc.h>

#include "direct.h"
#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "memory.h"
#include "pgprot.h"
#include "physics.h"

enum { DEFAULT_PAGES = 8, MAX_CHUNKS = 4, MAX_PAGES = 32 };

struct chunk {
	struct page *pages;
	unsigned int nr;
	u8 *cpu;
	u32 used;		/* one bit a page */
};

static struct pool {
	bool present, cc_shared;
	unsigned int nr_chunks;
	struct chunk chunks[MAX_CHUNKS];	/* the newest first, where a search begins */
} pools[DC_NR_POOLS];
static bool growth_wanted;

static const gfp_t gfp_of[DC_NR_POOLS] = {
	[DC_POOL_KERNEL] = 0, [DC_POOL_DMA32] = GFP_DMA32, [DC_POOL_DMA] = GFP_DMA,
};

static unsigned int wanted_pages(void)
{
	return dc_machine.atomic_pages ? dc_machine.atomic_pages : DEFAULT_PAGES;
}

bool dc_pool_present(enum dc_pool_id id)
{
	return pools[id].present;
}

unsigned int dc_pool_pages(enum dc_pool_id id)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < pools[id].nr_chunks; i++)
		nr += pools[id].chunks[i].nr;
	return nr;
}

unsigned int dc_pool_pages_used(enum dc_pool_id id)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < pools[id].nr_chunks; i++)
		nr += __builtin_popcount(pools[id].chunks[i].used);
	return nr;
}

static int map_chunk(const struct pool *pool, struct chunk *chunk)
{
	unsigned long attrs = pool->cc_shared ? __DMA_ATTR_ALLOC_CC_SHARED : 0;

	chunk->cpu = page_address(chunk->pages);
	if (!dc_machine.remap)
		return 0;
	chunk->cpu = dc_remap(chunk->pages, chunk->nr, dc_pgprot(PAGE_KERNEL, attrs));
	return chunk->cpu ? 0 : -ENOMEM;
}

static void unmap_chunk(const struct chunk *chunk)
{
	if (dc_machine.remap)
		vunmap(chunk->cpu);
}

/* Pages that may be shared are never given back before they are taken back. */
static void free_chunk(const struct pool *pool, const struct chunk *chunk)
{
	unsigned long linear = (unsigned long)page_address(chunk->pages);

	if (pool->cc_shared && set_memory_encrypted(linear, chunk->nr))
		dc_pages_lose(chunk->pages, chunk->nr);
	else
		dc_pages_put(chunk->pages, chunk->nr);
}

/* The view is made before the pages are what it says; nobody looks through it until then. */
static int fill_chunk(const struct pool *pool, struct chunk *chunk)
{
	unsigned long linear = (unsigned long)page_address(chunk->pages);

	dc_cache_clean(page_to_phys(chunk->pages), chunk->nr * PAGE_SIZE);
	if (map_chunk(pool, chunk)) {
		dc_pages_put(chunk->pages, chunk->nr);
		return -ENOMEM;
	}
	if (pool->cc_shared && set_memory_decrypted(linear, chunk->nr)) {
		unmap_chunk(chunk);
		dc_pages_lose(chunk->pages, chunk->nr);
		return -ENOMEM;
	}
	if (dc_inject(DC_INJECT_POOL_ADD) || pool->nr_chunks == MAX_CHUNKS) {
		unmap_chunk(chunk);
		free_chunk(pool, chunk);
		return -ENOMEM;
	}
	return 0;
}

/* atomic_pool_expand() (7.3). */
int dc_pool_expand(enum dc_pool_id id, size_t size)
{
	struct pool *pool = &pools[id];
	struct chunk chunk = { .nr = min(1u << get_order(size), (unsigned int)MAX_PAGES) };
	int ret;

	for (; chunk.nr; chunk.nr /= 2) {
		chunk.pages = dc_pages_of_zone(gfp_of[id], chunk.nr, DC_OWNER_CORE);
		if (chunk.pages)
			break;
	}
	if (!chunk.nr)
		return -ENOMEM;
	ret = fill_chunk(pool, &chunk);
	if (ret)
		return ret;
	memmove(&pool->chunks[1], &pool->chunks[0], pool->nr_chunks++ * sizeof(chunk));
	pool->chunks[0] = chunk;
	return 0;
}

static bool has_zone(enum dc_pool_id id)
{
	return !(id == DC_POOL_DMA && dc_machine.no_zone_dma) &&
	       !(id == DC_POOL_DMA32 && dc_machine.no_zone_dma32);
}

/* dma_atomic_pool_init() (7.3): a pool whose first expansion fails does not exist. */
void dc_pools_init(void)
{
	static const enum dc_pool_id order[] = { DC_POOL_KERNEL, DC_POOL_DMA, DC_POOL_DMA32 };

	memset(pools, 0, sizeof(pools));
	growth_wanted = false;
	for (unsigned int i = 0; i < ARRAY_SIZE(order); i++) {
		struct pool *pool = &pools[order[i]];

		pool->cc_shared = dc_enc_any();
		if (has_zone(order[i]))
			pool->present = !dc_pool_expand(order[i], wanted_pages() * PAGE_SIZE);
	}
}

static bool is_low(enum dc_pool_id id)
{
	return dc_pool_pages(id) - dc_pool_pages_used(id) < wanted_pages();
}

/* atomic_pool_work_fn() (7.3): whoever asked for it, every pool that is low grows. */
void dc_pools_work(void)
{
	static const enum dc_pool_id order[] = { DC_POOL_DMA, DC_POOL_DMA32, DC_POOL_KERNEL };

	for (unsigned int i = 0; growth_wanted && i < ARRAY_SIZE(order); i++)
		if (pools[order[i]].present && is_low(order[i]))
			dc_pool_expand(order[i], dc_pool_pages(order[i]) * PAGE_SIZE);
	growth_wanted = false;
}

/*
 * dma_guess_pool() (7.3).  A walk goes on from the pool that it is at, whatever it started with, so
 * one that starts at the DMA pool ends there.
 */
static struct pool *present(enum dc_pool_id id)
{
	return pools[id].present ? &pools[id] : NULL;
}

static struct pool *first_of(enum dc_pool_id a, enum dc_pool_id b, enum dc_pool_id c)
{
	struct pool *pool = present(a);

	if (!pool)
		pool = present(b);
	return pool ? pool : present(c);
}

static struct pool *first_pool(gfp_t gfp)
{
	if (gfp & GFP_DMA)
		return first_of(DC_POOL_DMA, DC_POOL_DMA32, DC_POOL_KERNEL);
	if (gfp & GFP_DMA32)
		return first_of(DC_POOL_DMA32, DC_POOL_DMA, DC_POOL_KERNEL);
	return first_of(DC_POOL_KERNEL, DC_POOL_DMA32, DC_POOL_DMA);
}

static struct pool *next_pool(const struct pool *pool)
{
	if (pool == &pools[DC_POOL_KERNEL])
		return first_of(DC_POOL_DMA32, DC_POOL_DMA, DC_POOL_DMA);
	if (pool == &pools[DC_POOL_DMA32])
		return present(DC_POOL_DMA);
	return NULL;
}

static u32 bits_of(unsigned int first, unsigned int nr)
{
	return (u32)(((1ULL << nr) - 1) << first);
}

/* gen_pool_first_fit_order_align(): lib/genalloc.c (7.3). */
static bool find_room(const struct pool *pool, unsigned int nr, unsigned int *chunk,
		      unsigned int *first)
{
	unsigned int step = 1u << get_order(nr * PAGE_SIZE);

	for (*chunk = 0; *chunk < pool->nr_chunks; ++*chunk)
		for (*first = 0; *first + nr <= pool->chunks[*chunk].nr; *first += step)
			if (!(pool->chunks[*chunk].used & bits_of(*first, nr)))
				return true;
	return false;
}

/* __dma_alloc_from_pool() (7.3): a room that the device cannot reach ends the search. */
static struct page *take_from(struct device *dev, struct pool *pool, unsigned int nr,
			      void **cpu_addr)
{
	struct chunk *chunk;
	unsigned int i, first;

	if (!find_room(pool, nr, &i, &first))
		return NULL;
	chunk = &pool->chunks[i];
	if (!dc_machine.iommu &&
	    !dc_coherent_ok(dev, page_to_phys(chunk->pages + first), nr * PAGE_SIZE))
		return NULL;
	chunk->used |= bits_of(first, nr);
	growth_wanted |= is_low(pool - pools);
	*cpu_addr = memset(chunk->cpu + first * PAGE_SIZE, 0, nr * PAGE_SIZE);
	return chunk->pages + first;
}

/* dma_alloc_from_pool() (7.3). */
struct page *dc_pool_alloc(struct device *dev, size_t size, void **cpu_addr, gfp_t gfp,
			   unsigned long attrs)
{
	bool shared = attrs & __DMA_ATTR_ALLOC_CC_SHARED, is_found = false;

	for (struct pool *pool = first_pool(gfp); pool; pool = next_pool(pool)) {
		struct page *page;

		if (pool->cc_shared != shared)
			continue;
		is_found = true;
		page = take_from(dev, pool, PFN_UP(size), cpu_addr);
		if (page)
			return page;
	}
	WARN_ON(!is_found);
	WARN_ON(is_found && !(gfp & __GFP_NOWARN));
	return NULL;
}

static bool give_back(struct chunk *chunk, size_t first, size_t size)
{
	if (first >= chunk->nr)
		return false;
	chunk->used &= ~bits_of(first, PFN_UP(size));
	return true;
}

/* dma_free_from_pool(), dma_free_from_pool_page() (7.3): in the order of a walk without zones. */
bool dc_pool_free(void *cpu_addr, size_t size)
{
	for (struct pool *pool = first_pool(0); pool; pool = next_pool(pool)) {
		for (unsigned int i = 0; i < pool->nr_chunks; i++) {
			struct chunk *chunk = &pool->chunks[i];
			size_t offset = (u8 *)cpu_addr - chunk->cpu;

			if ((u8 *)cpu_addr >= chunk->cpu &&
			    give_back(chunk, offset / PAGE_SIZE, size))
				return true;
		}
	}
	return false;
}

bool dc_pool_free_page(struct page *page, size_t size)
{
	for (struct pool *pool = first_pool(0); pool; pool = next_pool(pool)) {
		for (unsigned int i = 0; i < pool->nr_chunks; i++) {
			struct chunk *chunk = &pool->chunks[i];

			if (page >= chunk->pages && give_back(chunk, page - chunk->pages, size))
				return true;
		}
	}
	return false;
}

enum dc_pool_id dc_pool_of(const struct page *page)
{
	enum dc_pool_id id = 0;

	for (; id < DC_NR_POOLS; id++)
		for (unsigned int i = 0; i < pools[id].nr_chunks; i++)
			if (page >= pools[id].chunks[i].pages &&
			    page < pools[id].chunks[i].pages + pools[id].chunks[i].nr)
				return id;
	return id;
}
