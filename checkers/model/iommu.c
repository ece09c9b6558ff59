/* SPDX-License-Identifier: GPL-2.0-only */
/* The IOMMU backend, drivers/iommu/dma-iommu.c (7.3), with a granule of one page. */
#include "iommu.h"

#include <linux/vmalloc.h>

#include "direct.h"
#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "memory.h"
#include "pgprot.h"
#include "physics.h"
#include "pool.h"
#include "swiotlb.h"

#define IOVA_BASE	0x10000000ULL

enum { NR_IOVAS = 1024, MAX_SCATTER = 64, GRANULE_MASK = PAGE_SIZE - 1 };

static struct { bool reserved, mapped; phys_addr_t phys; } iovas[NR_IOVAS];
static unsigned int next_iova, nr_reserved;

void dc_iommu_reset(void)
{
	memset(iovas, 0, sizeof(iovas));
	next_iova = 0;
	nr_reserved = 0;
}

unsigned int dc_iommu_pages_used(void)
{
	return nr_reserved;
}

static int index_of(dma_addr_t iova)
{
	u64 i = (iova - IOVA_BASE) >> PAGE_SHIFT;

	return iova >= IOVA_BASE && i < NR_IOVAS ? (int)i : -1;
}

bool dc_iommu_maps(dma_addr_t iova)
{
	int i = index_of(iova);

	return i >= 0 && iovas[i].mapped;
}

bool dc_iommu_translate(dma_addr_t iova, phys_addr_t *phys)
{
	if (!dc_iommu_maps(iova))
		return false;
	*phys = iovas[index_of(iova)].phys + (iova & GRANULE_MASK);
	return true;
}

/* iommu_dma_alloc_iova(), iommu_dma_free_iova() (7.3). */
static dma_addr_t reserve(unsigned int nr)
{
	if (dc_inject(DC_INJECT_IOVA))
		return DMA_MAPPING_ERROR;
	for (unsigned int tried = 0, n; tried < NR_IOVAS; tried += n + 1) {
		unsigned int first = next_iova + nr <= NR_IOVAS ? next_iova : 0;

		for (n = 0; n < nr && !iovas[first + n].reserved; n++)
			;
		next_iova = first + n + (n < nr);
		if (n < nr)
			continue;
		for (n = 0; n < nr; n++)
			iovas[first + n].reserved = true;
		nr_reserved += nr;
		return IOVA_BASE + first * PAGE_SIZE;
	}
	return DMA_MAPPING_ERROR;
}

static void unreserve(dma_addr_t iova, unsigned int nr)
{
	for (int i = index_of(iova); nr; nr--, i++)
		iovas[i].reserved = false, nr_reserved--;
}

static void enter(dma_addr_t iova, phys_addr_t phys, unsigned int nr)
{
	for (int i = index_of(iova); nr; nr--, i++, phys += PAGE_SIZE) {
		iovas[i].mapped = true;
		iovas[i].phys = phys & PAGE_MASK;
	}
}

/* How many of the pages were there to be unmapped. */
static unsigned int leave(dma_addr_t iova, unsigned int nr)
{
	unsigned int found = 0;

	for (int i = index_of(iova); i >= 0 && i < NR_IOVAS && nr; nr--, i++) {
		found += iovas[i].mapped;
		iovas[i].mapped = false;
	}
	return found;
}

static unsigned int granules(u64 start, size_t size)
{
	return PFN_UP((start & GRANULE_MASK) + size);
}

/* __iommu_dma_map(), __iommu_dma_unmap() (7.3). */
static dma_addr_t map_range(phys_addr_t phys, size_t size)
{
	unsigned int nr = granules(phys, size);
	dma_addr_t iova = reserve(nr);

	if (iova == DMA_MAPPING_ERROR)
		return iova;
	enter(iova, phys, nr);
	return iova + (phys & GRANULE_MASK);
}

static void unmap_range(dma_addr_t iova, size_t size)
{
	unsigned int nr = granules(iova, size);

	WARN_ON(leave(iova, nr) != nr);
	unreserve(iova, nr);
}

/* dev_use_swiotlb(), iova_unaligned() (7.3). */
static bool wants_bounce(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	return (dc_machine.untrusted || dc_kmalloc_needs_bounce(size, dir)) &&
	       ((phys | size) & GRANULE_MASK);
}

/* iommu_dma_map_swiotlb() (7.3); what lies around the data in its granule is not modelled. */
static phys_addr_t bounce(struct device *dev, phys_addr_t phys, size_t size, unsigned long attrs)
{
	if (!dc_swiotlb_active())
		return DMA_MAPPING_ERROR;
	return dc_swiotlb_tbl_map_single(dev, phys, size, GRANULE_MASK, &attrs);
}

/* iommu_dma_map_phys() (7.3). */
dma_addr_t dc_iommu_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			     enum dma_data_direction dir, unsigned long attrs)
{
	dma_addr_t iova;

	if (!(attrs & DMA_ATTR_MMIO) && wants_bounce(phys, size, dir)) {
		if (attrs & DMA_ATTR_REQUIRE_COHERENT)
			return DMA_MAPPING_ERROR;
		phys = bounce(dev, phys, size, attrs);
		if (phys == DMA_MAPPING_ERROR)
			return DMA_MAPPING_ERROR;
	}
	if (!dc_machine.coherent && !(attrs & (DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_MMIO)))
		dc_sync_for_device(phys, size);
	iova = map_range(phys, size);
	if (iova == DMA_MAPPING_ERROR && !(attrs & (DMA_ATTR_MMIO | DMA_ATTR_REQUIRE_COHERENT)))
		dc_swiotlb_tbl_unmap_single(phys, size, dir, attrs);
	return iova;
}

/* iommu_dma_unmap_phys() (7.3). */
void dc_iommu_unmap_phys(dma_addr_t iova, size_t size, enum dma_data_direction dir,
			 unsigned long attrs)
{
	phys_addr_t phys;

	if (attrs & (DMA_ATTR_MMIO | DMA_ATTR_REQUIRE_COHERENT)) {
		unmap_range(iova, size);
		return;
	}
	if (WARN_ON(!dc_iommu_translate(iova, &phys)))
		return;
	if (!(attrs & DMA_ATTR_SKIP_CPU_SYNC) && !dc_machine.coherent)
		dc_sync_for_cpu(phys, size, dir);
	unmap_range(iova, size);
	dc_swiotlb_tbl_unmap_single(phys, size, dir, attrs);
}

/* iommu_dma_sync_single_for_cpu(), iommu_dma_sync_single_for_device() (7.3). */
void dc_iommu_sync(dma_addr_t iova, size_t size, enum dma_data_direction dir, bool for_device)
{
	phys_addr_t phys;

	if (!dc_iommu_translate(iova, &phys))
		return;
	if (for_device)
		dc_swiotlb_sync_for_device(phys, size, dir);
	if (!dc_machine.coherent && for_device)
		dc_sync_for_device(phys, size);
	if (!dc_machine.coherent && !for_device)
		dc_sync_for_cpu(phys, size, dir);
	if (!for_device)
		dc_swiotlb_sync_for_cpu(phys, size, dir);
}

/* Lists. */

static bool list_bounces(const struct scatterlist *sg, int nents, enum dma_data_direction dir)
{
	for (int i = 0; i < nents; i++)
		if (dc_machine.untrusted || dc_kmalloc_needs_bounce(sg[i].length, dir))
			return true;
	return false;
}

enum { BOUNCED = 2 };	/* of dma_flags; SG_DMA_SWIOTLB */

static void unmap_each(struct scatterlist *sg, int nents, enum dma_data_direction dir,
		       unsigned long attrs)
{
	for (int i = 0; i < nents; i++)
		dc_iommu_unmap_phys(sg[i].dma_address, sg[i].dma_length, dir, attrs);
}

static int map_each(struct device *dev, struct scatterlist *sg, int nents,
		    enum dma_data_direction dir, unsigned long attrs)
{
	sg->dma_flags |= BOUNCED;
	for (int i = 0; i < nents; i++) {
		sg[i].dma_address =
			dc_iommu_map_phys(dev, sg_phys(&sg[i]), sg[i].length, dir, attrs);
		if (sg[i].dma_address == DMA_MAPPING_ERROR) {
			unmap_each(sg, i, dir, attrs | DMA_ATTR_SKIP_CPU_SYNC);
			return -EIO;
		}
		sg[i].dma_length = sg[i].length;
	}
	return nents;
}

static void sync_list_for_device(struct scatterlist *sg, int nents)
{
	for (int i = 0; i < nents && !dc_machine.coherent; i++)
		dc_sync_for_device(sg_phys(&sg[i]), sg[i].length);
}

/* __finalise_sg() (7.3): ranges that meet at a page boundary become one. */
static int lay_out(struct scatterlist *sg, int nents, dma_addr_t iova)
{
	int last = -1;

	for (int i = 0; i < nents; i++) {
		size_t offset = sg[i].offset & GRANULE_MASK, length = sg[i].length;

		enter(iova, sg_phys(&sg[i]), granules(offset, length));
		if (last >= 0 && !offset && sg[last].dma_address + sg[last].dma_length == iova) {
			sg[last].dma_length += length;
		} else {
			sg[++last].dma_address = iova + offset;
			sg[last].dma_length = length;
		}
		iova += granules(offset, length) * PAGE_SIZE;
	}
	for (int i = last + 1; i < nents; i++)
		sg[i].dma_length = 0;
	return last + 1;
}

/* iommu_dma_map_sg() (7.3): MMIO does not keep it from cache maintenance. */
int dc_iommu_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		    enum dma_data_direction dir, unsigned long attrs)
{
	unsigned int nr = 0;
	dma_addr_t iova;

	if (list_bounces(sg, nents, dir))
		return map_each(dev, sg, nents, dir, attrs);
	if (!(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		sync_list_for_device(sg, nents);
	for (int i = 0; i < nents; i++)
		nr += granules(sg[i].offset, sg[i].length);
	iova = reserve(nr);
	return iova == DMA_MAPPING_ERROR ? -ENOMEM : lay_out(sg, nents, iova);
}

/* iommu_dma_unmap_sg() (7.3). */
void dc_iommu_unmap_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
		       unsigned long attrs)
{
	dma_addr_t start = sg->dma_address;
	int last = 0;

	if (sg->dma_flags & BOUNCED) {
		sg->dma_flags &= ~BOUNCED;
		unmap_each(sg, nents, dir, attrs);
		return;
	}
	for (int i = 0; i < nents && !(attrs & DMA_ATTR_SKIP_CPU_SYNC) && !dc_machine.coherent; i++)
		dc_sync_for_cpu(sg_phys(&sg[i]), sg[i].length, dir);
	while (last + 1 < nents && sg[last + 1].dma_length)
		last++;
	unmap_range(start, sg[last].dma_address + sg[last].dma_length - start);
}

/* Allocation. */

static int map_pages(struct page **pages, unsigned int nr, dma_addr_t *handle)
{
	*handle = reserve(nr);
	if (*handle == DMA_MAPPING_ERROR)
		return -ENOMEM;
	for (unsigned int i = 0; i < nr; i++)
		enter(*handle + i * PAGE_SIZE, page_to_phys(pages[i]), 1);
	return 0;
}

static void put_pages(struct page **pages, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		dc_pages_put(pages[i], 1);
}

/* iommu_dma_alloc_remap() (7.3): any pages will do, the IOMMU and a view put them in a row. */
static void *alloc_scattered(size_t size, dma_addr_t *handle, unsigned long attrs)
{
	struct page *pages[MAX_SCATTER];
	unsigned int nr = PFN_UP(size), i;
	void *cpu;

	for (i = 0; i < nr && i < MAX_SCATTER; i++) {
		pages[i] = dc_pages_get(DC_NORMAL, 1, DC_OWNER_CORE);
		if (!pages[i])
			break;
		dc_cache_clean(page_to_phys(pages[i]), PAGE_SIZE);
	}
	if (i < nr || map_pages(pages, nr, handle)) {
		put_pages(pages, i);
		return NULL;
	}
	cpu = dc_view_map_early(pages, nr, dc_pgprot(PAGE_KERNEL, attrs));
	if (!cpu) {
		unmap_range(*handle, nr * PAGE_SIZE);
		put_pages(pages, nr);
		return NULL;
	}
	memset(cpu, 0, nr * PAGE_SIZE);
	return cpu;
}

/* iommu_dma_alloc_pages() (7.3). */
static void *alloc_contiguous(unsigned int nr, struct page **page, unsigned long attrs)
{
	void *cpu;

	*page = dc_pages_get(DC_NORMAL, nr, DC_OWNER_CORE);
	if (!*page)
		return NULL;
	cpu = page_address(*page);
	if (!dc_machine.coherent) {
		dc_cache_clean(page_to_phys(*page), nr * PAGE_SIZE);
		cpu = dc_remap(*page, nr, dc_pgprot(PAGE_KERNEL, attrs));
	}
	if (!cpu) {
		dc_pages_put(*page, nr);
		return NULL;
	}
	memset(cpu, 0, nr * PAGE_SIZE);
	return cpu;
}

/* __iommu_dma_free() (7.3). */
static void free_memory(size_t size, void *cpu_addr)
{
	unsigned int nr = PFN_UP(size);
	struct page *pages[MAX_SCATTER];

	if (dc_pool_free(cpu_addr, size))
		return;
	for (unsigned int i = 0; i < nr; i++) {
		char *at = (char *)cpu_addr + i * PAGE_SIZE;

		pages[i] = is_vmalloc_addr(at) ? vmalloc_to_page(at) : virt_to_page(at);
	}
	if (is_vmalloc_addr(cpu_addr))
		vunmap(cpu_addr);
	put_pages(pages, nr);
}

/* iommu_dma_alloc() (7.3). */
void *dc_iommu_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		     unsigned long attrs)
{
	struct page *page = NULL;
	void *cpu;

	size = PAGE_ALIGN(size);
	if (attrs & __DMA_ATTR_ALLOC_CC_SHARED)
		return NULL;
	if (gfpflags_allow_blocking(gfp) && !(attrs & DMA_ATTR_FORCE_CONTIGUOUS))
		return alloc_scattered(size, handle, attrs);
	if (!gfpflags_allow_blocking(gfp) && !dc_machine.coherent)
		page = dc_pool_alloc(dev, size, &cpu, gfp, attrs);
	else
		cpu = alloc_contiguous(PFN_UP(size), &page, attrs);
	if (!page || !cpu)
		return NULL;
	*handle = map_range(page_to_phys(page), size);
	if (*handle == DMA_MAPPING_ERROR) {
		free_memory(size, cpu);
		return NULL;
	}
	return cpu;
}

/* iommu_dma_free() (7.3). */
void dc_iommu_free(size_t size, void *cpu_addr, dma_addr_t handle)
{
	size = PAGE_ALIGN(size);
	unmap_range(handle, size);
	free_memory(size, cpu_addr);
}

/* dma_common_alloc_pages(): kernel/dma/ops_helpers.c (7.3). */
struct page *dc_iommu_alloc_pages(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	unsigned int nr = 1u << get_order(size);
	struct page *page = dc_pages_of_zone(gfp & ~__GFP_ZERO, nr, DC_OWNER_CORE);

	if (!page)
		return NULL;
	*handle = dc_iommu_map_phys(dev, page_to_phys(page), size, DMA_BIDIRECTIONAL,
				    DMA_ATTR_SKIP_CPU_SYNC);
	if (*handle == DMA_MAPPING_ERROR) {
		dc_pages_put(page, nr);
		return NULL;
	}
	memset(page_address(page), 0, size);
	return page;
}

void dc_iommu_free_pages(size_t size, struct page *page, dma_addr_t handle)
{
	dc_iommu_unmap_phys(handle, size, DMA_BIDIRECTIONAL, DMA_ATTR_SKIP_CPU_SYNC);
	dc_pages_put(page, 1u << get_order(size));
}

/* IOVA states. */

/* dma_iova_try_alloc() (7.3). */
bool dma_iova_try_alloc(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
			size_t size)
{
	unsigned int nr = granules(phys, size);
	dma_addr_t iova;

	(void)dev;
	*state = (struct dma_iova_state){ 0 };
	if (!dc_machine.iommu || !size)
		return false;
	iova = reserve(nr);
	if (iova == DMA_MAPPING_ERROR)
		return false;
	state->addr = iova + (phys & GRANULE_MASK);
	state->__size = size;
	return true;
}

/* dma_iova_free() (7.3). */
void dma_iova_free(struct device *dev, struct dma_iova_state *state)
{
	(void)dev;
	if (dc_machine.iommu && dma_use_iova(state))
		unreserve(state->addr, granules(state->addr, dma_iova_size(state)));
}

/* __dma_iova_link() (7.3). */
static int link_range(dma_addr_t addr, phys_addr_t phys, size_t size, unsigned long attrs)
{
	if (!dc_machine.coherent && !(attrs & (DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_MMIO)))
		dc_sync_for_device(phys, size);
	if (dc_inject(DC_INJECT_IOVA))
		return -ENOMEM;
	enter(addr, phys, granules(phys, size));
	return 0;
}

/* iommu_dma_iova_bounce_and_link() (7.3). */
static int link_bounced(struct device *dev, struct dma_iova_state *state, dma_addr_t addr,
			phys_addr_t phys, size_t size, enum dma_data_direction dir,
			unsigned long attrs)
{
	phys_addr_t slot = bounce(dev, phys, size, attrs);
	int ret;

	if (slot == DMA_MAPPING_ERROR)
		return -ENOMEM;
	ret = link_range(addr, slot, size, attrs);
	if (ret)
		dc_swiotlb_tbl_unmap_single(slot, size, dir, attrs);
	else
		state->__size |= DMA_IOVA_USE_SWIOTLB;
	return ret;
}

/* iommu_dma_iova_link_swiotlb() (7.3): the partial granules at both ends bounce. */
static int link_partly_bounced(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
			       size_t offset, size_t size, enum dma_data_direction dir,
			       unsigned long attrs)
{
	size_t start_pad = phys & GRANULE_MASK, end_pad = (phys + size) & GRANULE_MASK, mapped = 0;
	dma_addr_t addr = state->addr + offset;
	int ret = 0;

	if (start_pad) {
		mapped = min(size, PAGE_SIZE - start_pad);
		ret = link_bounced(dev, state, addr, phys, mapped, dir, attrs);
		if (ret || mapped == size)
			return ret;
	}
	if (size - mapped > end_pad) {
		size_t middle = size - mapped - end_pad;

		ret = link_range(addr + mapped, phys + mapped, middle, attrs);
		mapped += ret ? 0 : middle;
	}
	if (!ret && end_pad)
		ret = link_bounced(dev, state, addr + mapped, phys + mapped, end_pad, dir, attrs);
	if (ret && mapped)
		dc_iova_unlink(state, offset, mapped, dir, attrs);
	return ret;
}

/* dma_iova_link() (7.3). */
int dc_iova_link(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
		 size_t offset, size_t size, enum dma_data_direction dir, unsigned long attrs)
{
	bool strict = attrs & DMA_ATTR_REQUIRE_COHERENT;

	if (!dc_machine.iommu)
		return -EOPNOTSUPP;
	if (WARN_ON((phys & GRANULE_MASK) && offset))
		return -EIO;
	if (WARN_ON((state->__size & DMA_IOVA_USE_SWIOTLB) && strict))
		return -EOPNOTSUPP;
	if (!dc_machine.coherent && strict)
		return -EOPNOTSUPP;
	if (!wants_bounce(phys, size, dir))
		return link_range(state->addr + offset, phys, size, attrs);
	if (attrs & (DMA_ATTR_MMIO | DMA_ATTR_REQUIRE_COHERENT))
		return -EPERM;
	return link_partly_bounced(dev, state, phys, offset, size, dir, attrs);
}

/* iommu_dma_iova_unlink_range_slow() (7.3). */
static void unlink_slowly(dma_addr_t addr, size_t size, enum dma_data_direction dir,
			  unsigned long attrs)
{
	bool sync = !dc_machine.coherent && !(attrs & (DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_MMIO));
	dma_addr_t end = addr + size;

	while (addr < end) {
		size_t n = min(end - addr, PAGE_SIZE - (addr & GRANULE_MASK));
		phys_addr_t phys;

		if (WARN_ON(!dc_iommu_translate(addr, &phys)))
			return;
		if (sync)
			dc_sync_for_cpu(phys, n, dir);
		dc_swiotlb_tbl_unmap_single(phys, n, dir, attrs);
		addr += n;
	}
}

/* dma_iova_unlink() (7.3). */
void dc_iova_unlink(struct dma_iova_state *state, size_t offset, size_t size,
		    enum dma_data_direction dir, unsigned long attrs)
{
	dma_addr_t addr = state->addr + offset;
	unsigned int nr = granules(addr, size);

	if ((state->__size & DMA_IOVA_USE_SWIOTLB) ||
	    (!dc_machine.coherent && !(attrs & (DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_MMIO))))
		unlink_slowly(addr, size, dir, attrs);
	WARN_ON(leave(addr, nr) != nr);
}
