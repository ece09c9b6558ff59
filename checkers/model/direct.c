/* SPDX-License-Identifier: GPL-2.0-only */
/* The direct mapping, kernel/dma/direct.c and direct.h (7.3). */
#include "direct.h"

#include <linux/set_memory.h>
#include <linux/vmalloc.h>

#include "coherent.h"
#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "memory.h"
#include "pgprot.h"
#include "physics.h"
#include "pool.h"
#include "swiotlb.h"

#define ZONE_DMA_LIMIT	DMA_BIT_MASK(24)
#define SHARED		__DMA_ATTR_ALLOC_CC_SHARED
#define CACHE_LINE	64

/* dma_coherent_ok() (7.3): attributes do not count. */
bool dc_coherent_ok(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t addr = dc_phys_to_dma(phys, dc_force_unencrypted(dev));

	return addr != DMA_MAPPING_ERROR &&
	       addr + size - 1 <= dc_reach(dev->coherent_dma_mask, dev->bus_dma_limit);
}

/* dma_capable(): include/linux/dma-direct.h (7.3), for a 64-bit dma_addr_t. */
bool dc_dma_capable(struct device *dev, dma_addr_t addr, size_t size, unsigned long attrs)
{
	if (addr == DMA_MAPPING_ERROR)
		return false;
	if (dc_force_unencrypted(dev) && !(attrs & DMA_ATTR_CC_SHARED))
		return false;
	return addr + size - 1 <= dc_reach(*dev->dma_mask, dev->bus_dma_limit);
}

/* dma_direct_optimal_gfp_mask() (7.3). */
gfp_t dc_zone_of_mask(struct device *dev)
{
	u64 limit = dc_dma_to_phys(dc_reach(dev->coherent_dma_mask, dev->bus_dma_limit));

	if (limit <= ZONE_DMA_LIMIT)
		return GFP_DMA;
	return limit <= DMA_BIT_MASK(32) ? GFP_DMA32 : 0;
}

/*
 * dma_kmalloc_needs_bounce(): include/linux/dma-map-ops.h (7.3).  Where a buffer came from is not
 * known: the size decides, by the size that kmalloc() would round it up to.
 */
bool dc_kmalloc_needs_bounce(size_t size, enum dma_data_direction dir)
{
	size_t bucket = 8;

	if (!dc_machine.kmalloc_bounce || dc_machine.coherent || dir == DMA_TO_DEVICE ||
	    size >= 2 * CACHE_LINE)
		return false;
	while (bucket < size)
		bucket *= 2;
	if (size > CACHE_LINE && size <= 96)
		bucket = 96;
	return bucket % CACHE_LINE;
}

void dc_sync_for_device(phys_addr_t phys, size_t size)
{
	if (dc_phys_is_mmio(phys) && dc_phys_page(phys))
		dc_hurt(DC_HURT_CORRUPT, "cache maintenance on device memory");
	else
		dc_cache_clean(phys, size);
}

void dc_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	if (dir == DMA_TO_DEVICE)
		return;
	if (dc_phys_is_mmio(phys) && dc_phys_page(phys))
		dc_hurt(DC_HURT_CORRUPT, "cache maintenance on device memory");
	else
		dc_cache_invalidate(phys, size);
}

/* Allocation. */

static bool is_cookie(unsigned long attrs)
{
	return (attrs & (DMA_ATTR_NO_KERNEL_MAPPING | SHARED)) == DMA_ATTR_NO_KERNEL_MAPPING &&
	       !dc_machine.for_alloc;
}

/* The page allocator knows powers of two only. */
static unsigned int whole_pages(size_t size)
{
	return 1u << get_order(size);
}

static struct page *get_pages(gfp_t gfp, unsigned int nr, bool highmem)
{
	struct page *page = NULL;

	if (highmem && dc_machine.highmem_area && !(gfp & (GFP_DMA | GFP_DMA32)))
		page = dc_pages_get(DC_HIGHMEM, nr, DC_OWNER_CORE);
	return page ? page : dc_pages_of_zone(gfp & ~__GFP_ZERO, nr, DC_OWNER_CORE);
}

/*
 * __dma_direct_alloc_pages() (7.3).  A contiguous area in highmem is what gives such pages to a
 * caller that did not ask for any.
 */
static struct page *alloc_reachable(struct device *dev, size_t size, gfp_t gfp, bool highmem)
{
	u64 limit = dc_dma_to_phys(dc_reach(dev->coherent_dma_mask, dev->bus_dma_limit));
	unsigned int nr = whole_pages(size);
	struct page *page;

	gfp |= dc_zone_of_mask(dev);
	while ((page = get_pages(gfp, nr, highmem)) &&
	       !dc_coherent_ok(dev, page_to_phys(page), size)) {
		dc_pages_put(page, nr);
		if (gfp & GFP_DMA)
			return NULL;
		if (limit < ~0ULL && !(gfp & GFP_DMA32))
			gfp |= GFP_DMA32;
		else
			gfp = (gfp & ~GFP_DMA32) | GFP_DMA;
	}
	return page;
}

/* dma_direct_use_pool() (7.3). */
static bool uses_pool(gfp_t gfp)
{
	return !gfpflags_allow_blocking(gfp) && !dc_machine.for_alloc;
}

/* dma_direct_alloc_no_mapping() (7.3): the page itself is what the caller gets. */
static void *alloc_cookie(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	struct page *page = alloc_reachable(dev, size, gfp, true);

	if (!page)
		return NULL;
	if (!PageHighMem(page))
		dc_cache_clean(page_to_phys(page), size);
	*handle = dc_phys_to_dma(page_to_phys(page), false);
	return page;
}

/* dma_direct_alloc_from_pool() (7.3). */
static struct page *alloc_atomic(struct device *dev, size_t size, dma_addr_t *handle,
				 void **cpu_addr, gfp_t gfp, unsigned long attrs)
{
	struct page *page =
		dc_pool_alloc(dev, size, cpu_addr, gfp | dc_zone_of_mask(dev), attrs);

	if (page)
		*handle = dc_phys_to_dma(page_to_phys(page), attrs & SHARED);
	return page;
}

/* dma_direct_alloc_swiotlb() (7.3). */
static struct page *alloc_slots(struct device *dev, size_t size, unsigned long attrs)
{
	struct page *page = dc_swiotlb_alloc(size, attrs);

	if (page && !dc_coherent_ok(dev, page_to_phys(page), size)) {
		dc_swiotlb_free(page);
		return NULL;
	}
	return page;
}

static int convert(struct page *page, size_t size, bool decrypt)
{
	unsigned long linear = (unsigned long)page_address(page);

	return decrypt ? set_memory_decrypted(linear, PFN_UP(size)) :
			 set_memory_encrypted(linear, PFN_UP(size));
}

/* The end of every allocation: pages that stay shared are lost, slots go back to their pool. */
static void give_back(struct page *page, size_t size, bool encrypt)
{
	if (encrypt && convert(page, size, false))
		dc_pages_lose(page, whole_pages(size));
	else if (!dc_swiotlb_free(page))
		dc_pages_put(page, whole_pages(size));
}

/* The CPU's address of the pages, NULL when there is none to be had. */
static void *cpu_address(struct page *page, size_t size, bool remap, bool set_uncached,
			 unsigned long attrs)
{
	void *cpu;

	if (!remap) {
		cpu = page_address(page);
	} else {
		dc_cache_clean(page_to_phys(page), size);
		cpu = dc_remap(page, PFN_UP(size), dc_pgprot(PAGE_KERNEL, attrs));
	}
	if (!cpu)
		return NULL;
	memset(cpu, 0, size);
	if (!set_uncached)
		return cpu;
	dc_cache_clean(page_to_phys(page), size);
	if (dc_inject(DC_INJECT_UNCACHED)) {
		if (remap)
			vunmap(cpu);
		return NULL;
	}
	return dc_remap(page, PFN_UP(size), pgprot_dmacoherent(dc_pgprot(PAGE_KERNEL, attrs)));
}

/* dma_direct_alloc() from the point where it has to find pages of its own (7.3). */
static void *alloc_mapped(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
			  unsigned long attrs, bool remap, bool set_uncached)
{
	bool shared = attrs & SHARED, decrypt = shared && !dc_machine.for_alloc;
	struct page *page;
	void *cpu;

	if (dc_machine.for_alloc)
		page = alloc_slots(dev, size, attrs);
	else
		page = alloc_reachable(dev, size, gfp, !shared);
	if (!page)
		return NULL;
	if (PageHighMem(page)) {
		remap = true;
		set_uncached = false;
	}
	if (decrypt && convert(page, size, true)) {
		dc_pages_lose(page, whole_pages(size));
		return NULL;
	}
	cpu = cpu_address(page, size, remap, set_uncached, attrs);
	if (!cpu) {
		give_back(page, size, decrypt);
		return NULL;
	}
	*handle = dc_phys_to_dma(page_to_phys(page), shared);
	return cpu;
}

/* dma_direct_alloc() (7.3). */
void *dc_direct_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		      unsigned long attrs)
{
	bool remap = false, set_uncached = false;
	void *cpu;

	if (dc_force_unencrypted(dev))
		attrs |= SHARED;
	size = PAGE_ALIGN(size);
	if (attrs & DMA_ATTR_NO_WARN)
		gfp |= __GFP_NOWARN;
	if (is_cookie(attrs))
		return alloc_cookie(dev, size, handle, gfp);
	if (!dc_machine.coherent) {
		if (dc_machine.global_pool)
			return dc_global_alloc(size, handle);
		set_uncached = dc_machine.set_uncached;
		remap = dc_machine.remap;
		if (!set_uncached && !remap)
			return NULL;
	}
	if ((remap || (attrs & SHARED)) && uses_pool(gfp))
		return alloc_atomic(dev, size, handle, &cpu, gfp, attrs) ? cpu : NULL;
	return alloc_mapped(dev, size, handle, gfp, attrs, remap, set_uncached);
}

/* dma_direct_free() (7.3). */
void dc_direct_free(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle,
		    unsigned long attrs)
{
	struct page *page;
	bool encrypt;

	size = PAGE_ALIGN(size);
	if (dc_force_unencrypted(dev))
		attrs |= SHARED;
	if (is_cookie(attrs)) {
		dc_pages_put(cpu_addr, whole_pages(size));
		return;
	}
	if (dc_machine.global_pool && !dc_machine.coherent) {
		WARN_ON(!dc_global_free(cpu_addr, size));
		return;
	}
	if (dc_pool_free(cpu_addr, size))
		return;
	page = phys_to_page(dc_dma_to_phys(handle));
	/* A slot needs no conversion: its pool stays shared. */
	encrypt = (attrs & SHARED) && !dc_swiotlb_holds(page_to_phys(page));
	if (is_vmalloc_addr(cpu_addr))
		vunmap(cpu_addr);
	else
		/* A cookie taken for an address ends here. */
		virt_to_phys(cpu_addr);
	give_back(page, size, encrypt);
}

/* dma_direct_alloc_pages() (7.3). */
struct page *dc_direct_alloc_pages(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	unsigned long attrs = dc_force_unencrypted(dev) ? SHARED : 0;
	struct page *page;
	void *cpu;

	if (attrs && uses_pool(gfp))
		return alloc_atomic(dev, size, handle, &cpu, gfp, attrs);
	if (dc_machine.for_alloc)
		page = alloc_slots(dev, size, attrs);
	else
		page = alloc_reachable(dev, size, gfp, false);
	if (!page)
		return NULL;
	if (attrs && !dc_machine.for_alloc && convert(page, size, true)) {
		dc_pages_lose(page, whole_pages(size));
		return NULL;
	}
	memset(page_address(page), 0, size);
	*handle = dc_phys_to_dma(page_to_phys(page), attrs);
	return page;
}

/* dma_direct_free_pages() (7.3). */
void dc_direct_free_pages(struct device *dev, size_t size, struct page *page)
{
	if (dc_pool_free_page(page, size))
		return;
	give_back(page, size, dc_force_unencrypted(dev) && !dc_swiotlb_holds(page_to_phys(page)));
}

/* Streaming. */

/* dma_direct_map_phys() (7.3). */
dma_addr_t dc_direct_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	bool mmio = attrs & DMA_ATTR_MMIO, strict = attrs & DMA_ATTR_REQUIRE_COHERENT;
	dma_addr_t addr;

	/* A host's key is not for device memory. */
	if (mmio && dc_machine.enc_host)
		attrs |= DMA_ATTR_CC_SHARED;
	if (dc_machine.force_bounce) {
		if (mmio || strict)
			return DMA_MAPPING_ERROR;
		return dc_swiotlb_map(dev, phys, size, dir, attrs);
	}
	addr = dc_phys_to_dma(phys, attrs & DMA_ATTR_CC_SHARED);
	if (mmio) {
		if (dc_dma_capable(dev, addr, size, attrs))
			return addr;
	} else if (dc_dma_capable(dev, addr, size, attrs) && !dc_kmalloc_needs_bounce(size, dir)) {
		if (!dc_machine.coherent && !(attrs & DMA_ATTR_SKIP_CPU_SYNC))
			dc_sync_for_device(phys, size);
		return addr;
	} else if (dc_swiotlb_active() && !strict) {
		return dc_swiotlb_map(dev, phys, size, dir, attrs);
	}
	dc_hurt(DC_HURT_SPLAT, "address out of the device's reach");
	return DMA_MAPPING_ERROR;
}

void dc_direct_sync_for_device(dma_addr_t addr, size_t size, enum dma_data_direction dir)
{
	phys_addr_t phys = dc_dma_to_phys(addr);

	dc_swiotlb_sync_for_device(phys, size, dir);
	if (!dc_machine.coherent)
		dc_sync_for_device(phys, size);
}

void dc_direct_sync_for_cpu(dma_addr_t addr, size_t size, enum dma_data_direction dir)
{
	phys_addr_t phys = dc_dma_to_phys(addr);

	if (!dc_machine.coherent)
		dc_sync_for_cpu(phys, size, dir);
	dc_swiotlb_sync_for_cpu(phys, size, dir);
}

/* dma_direct_unmap_phys(): kernel/dma/direct.h (7.3). */
void dc_direct_unmap_phys(dma_addr_t addr, size_t size, enum dma_data_direction dir,
			  unsigned long attrs)
{
	if (attrs & (DMA_ATTR_MMIO | DMA_ATTR_REQUIRE_COHERENT))
		return;
	if (!(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dc_direct_sync_for_cpu(addr, size, dir);
	dc_swiotlb_tbl_unmap_single(dc_dma_to_phys(addr), size, dir,
				    attrs | DMA_ATTR_SKIP_CPU_SYNC);
}

/* dma_direct_unmap_sg() (7.3). */
void dc_direct_unmap_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
			unsigned long attrs)
{
	for (; nents > 0; nents--, sg++)
		dc_direct_unmap_phys(sg->dma_address, sg->dma_length, dir, attrs);
}

/*
 * dma_direct_map_sg() (7.3).  Peer-to-peer pages go through the host bridge on every machine here,
 * which maps them as if they were memory, with the caller's attributes.
 */
int dc_direct_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction dir, unsigned long attrs)
{
	for (int i = 0; i < nents; i++) {
		sg[i].dma_address =
			dc_direct_map_phys(dev, sg_phys(&sg[i]), sg[i].length, dir, attrs);
		if (sg[i].dma_address == DMA_MAPPING_ERROR) {
			dc_direct_unmap_sg(sg, i, dir, attrs | DMA_ATTR_SKIP_CPU_SYNC);
			return -EIO;
		}
		sg[i].dma_length = sg[i].length;
	}
	return nents;
}
