/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The entry points, kernel/dma/mapping.c (7.3): checks, choice of the backend, bookkeeping.  And
 * what only a model can do here: put the device to work, and tell harm from an answer that the
 * caller asked for.
 */
#include "mapping.h"

#include <linux/dma-mapping.h>
#include <linux/vmalloc.h>
#include <net/xsk_buff_pool.h>

#include "coherent.h"
#include "debug.h"
#include "direct.h"
#include "harm.h"
#include "iommu.h"
#include "machine.h"
#include "pgprot.h"
#include "physics.h"
#include "traffic.h"

/* The headers and the table of attributes say the same. */
#define V(major, minor) (((major) << 8) | (minor))
#define DMA_ATTR_V6_ALLOC_CC_SHARED	DMA_ATTR_ALLOC_CC_SHARED
#undef DMA_ATTR_ALLOC_CC_SHARED
#define DMA_ATTR_ALLOC_CC_SHARED	__DMA_ATTR_ALLOC_CC_SHARED
#define ATTR(id, name, bit, since, gone, ...) \
	_Static_assert((gone) || DMA_ATTR_##id == 1UL << (bit), name);
#include "attrs.def"
#undef ATTR

/* Which attributes an operation honours, as attrs.def has it. */
enum { HINT, CONTRACT, DEBUG, PRIVATE };
static const struct { unsigned long mask; int kind; const char *honoured; } attrs_known[] = {
#define ATTR(id, name, bit, since, gone, kind, match, honoured, summary) \
	{ (gone) ? 0 : DMA_ATTR_##id, kind, honoured },
#include "attrs.def"
#undef ATTR
};

/* A wish that nobody looks at. */
static void check_wishes(unsigned long attrs, const char *uses)
{
	unsigned long lost = attrs;

	for (unsigned int i = 0; i < ARRAY_SIZE(attrs_known); i++)
		if (strpbrk(attrs_known[i].honoured, uses))
			lost &= ~attrs_known[i].mask;
	if (lost)
		dc_hurt(DC_HURT_IGNORED, "attribute that nothing looks at here");
}

/* A release repeats what was said before; it is not the place where a wish gets lost. */
static void check_bits(unsigned long attrs)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(attrs_known); i++)
		if (attrs_known[i].kind != PRIVATE)
			attrs &= ~attrs_known[i].mask;
	if (attrs)
		dc_hurt(DC_HURT_IGNORED, "bit that is no attribute of a driver's");
}

/* Why a refusal may be what the caller asked for, NULL when it is not. */
static const char *excuse(phys_addr_t phys, unsigned long attrs)
{
	struct page *page = dc_phys_page(phys);

	if ((attrs & DMA_ATTR_MMIO) && dc_phys_is_mmio(phys))
		return "device memory is out of the device's reach";
	if ((attrs & DMA_ATTR_REQUIRE_COHERENT) && page && dc_page_owner(page) == DC_OWNER_USER)
		return "user memory that is not coherent for this device";
	if ((attrs & DMA_ATTR_CC_SHARED) && dc_machine.iommu)
		return "an IOMMU knows nothing of shared memory";
	return NULL;
}

/* The warning that came with an excused refusal, which was not there before, is excused as well. */
static void refuse(const struct dc_hurts *before, phys_addr_t phys, unsigned long attrs)
{
	const char *why = excuse(phys, attrs);

	if (!why) {
		dc_hurt(DC_HURT_REFUSED, "mapping refused");
		return;
	}
	if ((dc_hurts.suffered & DC_HURT_SPLAT) && !(before->suffered & DC_HURT_SPLAT)) {
		dc_hurts.suffered &= ~DC_HURT_SPLAT;
		dc_hurts.excused |= DC_HURT_SPLAT;
	}
	dc_hurt_excused(DC_HURT_REFUSED, why);
}

bool dma_need_unmap(struct device *dev)
{
	(void)dev;
	return true;
}

/* Streaming, one range. */

/* dma_map_phys() (7.3), without the device's work. */
static dma_addr_t map_phys(struct device *dev, phys_addr_t phys, size_t size,
			   enum dma_data_direction dir, unsigned long attrs)
{
	struct dc_debug_entry entry = {
		.type = DC_DEBUG_PHYS, .size = size, .dir = dir, .attrs = attrs,
	};

	if (WARN_ON(!dev->dma_mask))
		return DMA_MAPPING_ERROR;
	if (!dc_machine.coherent && (attrs & DMA_ATTR_REQUIRE_COHERENT))
		return DMA_MAPPING_ERROR;
	if (!dc_machine.iommu)
		entry.addr = dc_direct_map_phys(dev, phys, size, dir, attrs);
	else if (attrs & DMA_ATTR_CC_SHARED)
		return DMA_MAPPING_ERROR;
	else
		entry.addr = dc_iommu_map_phys(dev, phys, size, dir, attrs);
	dc_debug_add(&entry, phys);
	return entry.addr;
}

dma_addr_t dma_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct dc_hurts before = dc_hurts;
	dma_addr_t addr;

	BUG_ON(!valid_dma_direction(dir));
	check_wishes(attrs, "M");
	dc_traffic_prepare(phys, size, dir);
	addr = map_phys(dev, phys, size, dir, attrs);
	if (addr == DMA_MAPPING_ERROR)
		refuse(&before, phys, attrs);
	else
		dc_traffic_mapped(addr, phys, size, dir, attrs);
	return addr;
}

/* dma_map_page_attrs() (7.3). */
dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	phys_addr_t phys = page_to_phys(page) + offset;

	if ((attrs & DMA_ATTR_MMIO) || WARN_ON(is_zone_device_page(page))) {
		dc_hurt(DC_HURT_REFUSED, "device memory mapped by its page");
		return DMA_MAPPING_ERROR;
	}
	return dma_map_phys(dev, phys, size, dir, attrs);
}

/* dma_map_single_attrs(): include/linux/dma-mapping.h (7.3).  Stacks and modules are vmalloc. */
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				enum dma_data_direction dir, unsigned long attrs)
{
	if (WARN_ON(!virt_addr_valid(ptr))) {
		dc_hurt(DC_HURT_REFUSED, "not an address of the linear map");
		return DMA_MAPPING_ERROR;
	}
	return dma_map_page_attrs(dev, virt_to_page(ptr), offset_in_page(ptr), size, dir, attrs);
}

dma_addr_t dma_map_resource(struct device *dev, phys_addr_t phys, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	return dma_map_phys(dev, phys, size, dir, attrs | DMA_ATTR_MMIO);
}

/* dma_unmap_phys() (7.3), without the device's work. */
static void unmap_phys(dma_addr_t addr, size_t size, enum dma_data_direction dir,
		       unsigned long attrs)
{
	struct dc_debug_entry ref = {
		.type = DC_DEBUG_PHYS, .addr = addr, .size = size, .dir = dir, .attrs = attrs,
	};

	if (!dc_machine.iommu)
		dc_direct_unmap_phys(addr, size, dir, attrs);
	else if (attrs & DMA_ATTR_CC_SHARED)
		return;
	else
		dc_iommu_unmap_phys(addr, size, dir, attrs);
	dc_debug_remove(&ref);
}

void dma_unmap_phys(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir,
		    unsigned long attrs)
{
	(void)dev;
	BUG_ON(!valid_dma_direction(dir));
	check_bits(attrs);
	dc_traffic_before_unmap(addr, size, dir, attrs);
	unmap_phys(addr, size, dir, attrs);
	dc_traffic_after_unmap(addr, size);
}

/* dma_unmap_page_attrs() (7.3): device memory has no page, so nothing is unmapped. */
void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	if (attrs & DMA_ATTR_MMIO)
		dc_traffic_forgotten(addr, size);
	else
		dma_unmap_phys(dev, addr, size, dir, attrs);
}

void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	dma_unmap_page_attrs(dev, addr, size, dir, attrs);
}

void dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	dma_unmap_phys(dev, addr, size, dir, attrs | DMA_ATTR_MMIO);
}

/* dma_sync_single_for_cpu(), dma_sync_single_for_device() (7.3). */
static void sync_range(dma_addr_t addr, size_t size, enum dma_data_direction dir, bool for_device)
{
	if (dc_machine.iommu)
		dc_iommu_sync(addr, size, dir, for_device);
	else if (for_device)
		dc_direct_sync_for_device(addr, size, dir);
	else
		dc_direct_sync_for_cpu(addr, size, dir);
}

static void sync_part(dma_addr_t addr, size_t size, enum dma_data_direction dir, bool for_device)
{
	dc_traffic_before_sync(addr, size, dir, for_device);
	sync_range(addr, size, dir, for_device);
	dc_traffic_after_sync(addr, size, dir, for_device);
}

static void sync_single(dma_addr_t addr, size_t size, enum dma_data_direction dir, bool for_device)
{
	BUG_ON(!valid_dma_direction(dir));
	sync_part(addr, size, dir, for_device);
	dc_debug_sync(addr, size, dir);
}

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	(void)dev;
	sync_single(addr, size, dir, false);
}

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size,
				enum dma_data_direction dir)
{
	(void)dev;
	sync_single(addr, size, dir, true);
}

/* Streaming, lists. */

/*
 * Entries of the list and segments of the bus lie in the same order, but an IOMMU may have made one
 * segment of several entries: where entry `i` is for the device.
 */
static dma_addr_t handle_of(const struct scatterlist *sg, int i)
{
	size_t before = 0;

	for (int n = 0; n < i; n++)
		before += sg[n].length;
	while (before >= sg->dma_length && before) {
		before -= sg->dma_length;
		sg++;
	}
	return sg->dma_address + before;
}

/* __dma_map_sg_attrs() (7.3). */
static int map_sg(struct device *dev, struct scatterlist *sg, int nents,
		  enum dma_data_direction dir, unsigned long attrs)
{
	int mapped;

	if (!dc_machine.coherent && (attrs & DMA_ATTR_REQUIRE_COHERENT))
		return -EOPNOTSUPP;
	if (WARN_ON(!dev->dma_mask))
		return 0;
	if (dc_machine.iommu)
		mapped = dc_iommu_map_sg(dev, sg, nents, dir, attrs);
	else
		mapped = dc_direct_map_sg(dev, sg, nents, dir, attrs);
	if (mapped > 0)
		dc_debug_add_sg(sg, nents, mapped, dir, attrs);
	return mapped;
}

static int map_list(struct device *dev, struct scatterlist *sg, int nents,
		    enum dma_data_direction dir, unsigned long attrs)
{
	struct dc_hurts before = dc_hurts;
	int mapped;

	BUG_ON(!valid_dma_direction(dir));
	check_wishes(attrs, "M");
	for (int i = 0; i < nents; i++)
		dc_traffic_prepare(sg_phys(&sg[i]), sg[i].length, dir);
	mapped = map_sg(dev, sg, nents, dir, attrs);
	if (mapped <= 0)
		refuse(&before, sg_phys(sg), attrs);
	for (int i = 0; mapped > 0 && i < nents; i++)
		dc_traffic_mapped(handle_of(sg, i), sg_phys(&sg[i]), sg[i].length, dir, attrs);
	return mapped;
}

/* dma_map_sg_attrs() (7.3). */
unsigned int dma_map_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			      enum dma_data_direction dir, unsigned long attrs)
{
	int mapped = map_list(dev, sg, nents, dir, attrs);

	return max(mapped, 0);
}

/* dma_map_sgtable() (7.3): 0 entries are no error to it. */
int dma_map_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir,
		    unsigned long attrs)
{
	int mapped = map_list(dev, sgt->sgl, sgt->orig_nents, dir, attrs);

	if (mapped < 0)
		return mapped;
	sgt->nents = mapped;
	return 0;
}

/* dma_unmap_sg_attrs() (7.3). */
void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	(void)dev;
	BUG_ON(!valid_dma_direction(dir));
	check_bits(attrs);
	for (int i = 0; i < nents; i++)
		dc_traffic_before_unmap(handle_of(sg, i), sg[i].length, dir, attrs);
	dc_debug_remove_sg(sg, nents, dir, attrs);
	if (dc_machine.iommu)
		dc_iommu_unmap_sg(sg, nents, dir, attrs);
	else
		dc_direct_unmap_sg(sg, nents, dir, attrs);
	for (int i = 0; i < nents; i++)
		dc_traffic_after_unmap(handle_of(sg, i), sg[i].length);
}

void dma_unmap_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir,
		       unsigned long attrs)
{
	dma_unmap_sg_attrs(dev, sgt->sgl, sgt->orig_nents, dir, attrs);
}

static void sync_list(struct scatterlist *sg, int nents, enum dma_data_direction dir,
		      bool for_device)
{
	BUG_ON(!valid_dma_direction(dir));
	for (int i = 0; i < nents; i++)
		sync_part(handle_of(sg, i), sg[i].length, dir, for_device);
	dc_debug_sync_sg(sg, nents, dir);
}

void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg, int nents,
			 enum dma_data_direction dir)
{
	(void)dev;
	sync_list(sg, nents, dir, false);
}

void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg, int nents,
			    enum dma_data_direction dir)
{
	(void)dev;
	sync_list(sg, nents, dir, true);
}

/* Coherent memory. */

/* dma_alloc_attrs() (7.3), without the device's work. */
static void *alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
			 unsigned long attrs)
{
	const gfp_t zones = __GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM;
	struct dc_debug_entry entry = { .type = DC_DEBUG_COHERENT, .size = size };
	void *cpu;

	WARN_ON(!dev->coherent_dma_mask);
	if (WARN_ON(gfp & __GFP_COMP))
		return NULL;
	if (attrs & (DMA_ATTR_CC_SHARED | __DMA_ATTR_ALLOC_CC_SHARED))
		return NULL;
	if (dc_force_unencrypted(dev))
		attrs |= __DMA_ATTR_ALLOC_CC_SHARED;
	if (dc_coherent_alloc(size, handle, &cpu))
		return cpu;
	if (gfp & zones)
		dc_hurt(DC_HURT_IGNORED, "zone chosen by the caller");
	gfp &= ~zones;
	if (dc_machine.iommu)
		cpu = dc_iommu_alloc(dev, size, handle, gfp, attrs);
	else
		cpu = dc_direct_alloc(dev, size, handle, gfp, attrs);
	entry.addr = *handle;
	entry.cpu = cpu;
	entry.attrs = attrs;
	if (cpu && dc_debug_knows(cpu))
		dc_debug_add(&entry, 0);
	return cpu;
}

void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		      unsigned long attrs)
{
	void *cpu;

	check_wishes(attrs, "A");
	*handle = 0;
	cpu = alloc_attrs(dev, size, handle, gfp, attrs);
	if (!cpu)
		dc_hurt(DC_HURT_REFUSED, "allocation refused");
	else
		dc_traffic_allocated(dc_debug_knows(cpu) ? cpu : NULL, *handle, size);
	return cpu;
}

/* dma_free_attrs() (7.3). */
void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle,
		    unsigned long attrs)
{
	struct dc_debug_entry ref = {
		.type = DC_DEBUG_COHERENT, .addr = handle, .size = size, .cpu = cpu_addr,
		.attrs = attrs,
	};

	check_bits(attrs);
	if (dc_coherent_free(cpu_addr, size) || !cpu_addr)
		return;
	if (dc_debug_knows(cpu_addr))
		dc_debug_remove(&ref);
	if (dc_machine.iommu)
		dc_iommu_free(size, cpu_addr, handle);
	else
		dc_direct_free(dev, size, cpu_addr, handle, attrs);
}

/* dma_mmap_attrs() (7.3): dma_can_mmap() is the caller's to ask. */
int dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		   dma_addr_t handle, size_t size, unsigned long attrs)
{
	check_wishes(attrs, "AC");
	if (dc_machine.iommu)
		return dc_iommu_mmap(vma, cpu_addr, size, attrs);
	return dc_direct_mmap(dev, vma, cpu_addr, handle, size, attrs);
}

/* dma_get_sgtable_attrs() (7.3): the direct mapping looks at the handle alone. */
int dma_get_sgtable_attrs(struct device *dev, struct sg_table *sgt, void *cpu_addr,
			  dma_addr_t handle, size_t size, unsigned long attrs)
{
	phys_addr_t phys = dc_dma_to_phys(handle);

	(void)dev;
	check_wishes(attrs, "A");
	if (dc_machine.iommu && !dc_iommu_translate(handle, &phys))
		return -ENXIO;
	(void)cpu_addr;
	return dc_sgtable_of(sgt, phys_to_page(phys), size);
}

/* Managed memory. */

enum { MAX_MANAGED = 32 };

static struct managed {
	void *cpu;
	dma_addr_t handle;
	size_t size;
	unsigned long attrs;
} managed[MAX_MANAGED];
static unsigned int nr_managed;

void dc_mapping_reset(void)
{
	nr_managed = 0;
}

/* dmam_alloc_attrs() (7.3). */
void *dmam_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		       unsigned long attrs)
{
	void *cpu =
		nr_managed < MAX_MANAGED ? dma_alloc_attrs(dev, size, handle, gfp, attrs) : NULL;

	if (cpu)
		managed[nr_managed++] = (struct managed){ cpu, *handle, size, attrs };
	return cpu;
}

/* dmam_free_coherent() (7.3): frees without attributes, whatever was stored. */
void dmam_free_coherent(struct device *dev, size_t size, void *vaddr, dma_addr_t handle)
{
	unsigned int i = 0;

	dma_free_coherent(dev, size, vaddr, handle);
	while (i < nr_managed && managed[i].cpu != vaddr)
		i++;
	if (WARN_ON(i == nr_managed))
		return;
	WARN_ON(managed[i].size != size || managed[i].handle != handle);
	nr_managed--;
	memmove(&managed[i], &managed[i + 1], (nr_managed - i) * sizeof(managed[0]));
}

/* dmam_release() (7.3). */
void dc_mapping_release_managed(void)
{
	while (nr_managed) {
		struct managed *it = &managed[--nr_managed];

		dma_free_attrs(dc_device, it->size, it->cpu, it->handle, it->attrs);
	}
}

/* Pages that the caller syncs. */

/* __dma_alloc_pages() (7.3). */
static struct page *alloc_pages_of(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	if (WARN_ON(!dev->coherent_dma_mask))
		return NULL;
	if (WARN_ON(gfp & (__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM)))
		return NULL;
	if (WARN_ON(gfp & __GFP_COMP))
		return NULL;
	size = PAGE_ALIGN(size);
	if (dc_machine.iommu)
		return dc_iommu_alloc_pages(dev, size, handle, gfp);
	return dc_direct_alloc_pages(dev, size, handle, gfp);
}

static void free_pages_of(struct device *dev, size_t size, struct page *page, dma_addr_t handle)
{
	size = PAGE_ALIGN(size);
	if (dc_machine.iommu)
		dc_iommu_free_pages(size, page, handle);
	else
		dc_direct_free_pages(dev, size, page);
}

/* dma_alloc_pages() (7.3). */
struct page *dma_alloc_pages(struct device *dev, size_t size, dma_addr_t *handle,
			     enum dma_data_direction dir, gfp_t gfp)
{
	struct dc_debug_entry entry = { .type = DC_DEBUG_NONCOHERENT, .size = size, .dir = dir };
	struct page *page = alloc_pages_of(dev, size, handle, gfp);

	if (!page) {
		dc_hurt(DC_HURT_REFUSED, "allocation refused");
		return NULL;
	}
	entry.addr = *handle;
	entry.cpu = page_address(page);
	dc_debug_add(&entry, 0);
	dc_traffic_mapped(*handle, page_to_phys(page), size, dir, DMA_ATTR_SKIP_CPU_SYNC);
	return page;
}

/* dma_free_pages() (7.3). */
void dma_free_pages(struct device *dev, size_t size, struct page *page, dma_addr_t handle,
		    enum dma_data_direction dir)
{
	struct dc_debug_entry ref = {
		.type = DC_DEBUG_NONCOHERENT, .addr = handle, .size = size, .dir = dir,
		.cpu = page_address(page),
	};

	dc_debug_remove(&ref);
	dc_traffic_before_unmap(handle, size, dir, DMA_ATTR_SKIP_CPU_SYNC);
	free_pages_of(dev, size, page, handle);
	dc_traffic_after_unmap(handle, size);
}

/* dma_alloc_noncoherent(), dma_free_noncoherent(): include/linux/dma-mapping.h (7.3). */
void *dma_alloc_noncoherent(struct device *dev, size_t size, dma_addr_t *handle,
			    enum dma_data_direction dir, gfp_t gfp)
{
	struct page *page = dma_alloc_pages(dev, size, handle, dir, gfp);

	return page ? page_address(page) : NULL;
}

void dma_free_noncoherent(struct device *dev, size_t size, void *vaddr, dma_addr_t handle,
			  enum dma_data_direction dir)
{
	dma_free_pages(dev, size, virt_to_page(vaddr), handle, dir);
}

/* dma_mmap_pages() (7.3). */
int dma_mmap_pages(struct device *dev, struct vm_area_struct *vma, size_t size, struct page *page)
{
	unsigned long count = PFN_UP(size);

	(void)dev;
	if (vma->vm_pgoff >= count || vma_pages(vma) > count - vma->vm_pgoff)
		return -ENXIO;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(page) + vma->vm_pgoff,
			       vma_pages(vma) << PAGE_SHIFT, vma->vm_page_prot);
}

/* alloc_single_sgt() (7.3); with an IOMMU the pages lie in a row here too. */
static struct sg_table *alloc_single(struct device *dev, size_t size, gfp_t gfp)
{
	struct sg_table *sgt = kmalloc(sizeof(*sgt), gfp);
	struct page *page;

	if (!sgt)
		return NULL;
	if (sg_alloc_table(sgt, 1, gfp))
		goto free_sgt;
	page = alloc_pages_of(dev, size, &sgt->sgl->dma_address, gfp);
	if (!page)
		goto free_table;
	sg_set_page(sgt->sgl, page, PAGE_ALIGN(size), 0);
	sgt->sgl->dma_length = sgt->sgl->length;
	sgt->nents = 1;
	return sgt;
free_table:
	sg_free_table(sgt);
free_sgt:
	kfree(sgt);
	return NULL;
}

/* dma_alloc_noncontiguous() (7.3). */
struct sg_table *dma_alloc_noncontiguous(struct device *dev, size_t size,
					 enum dma_data_direction dir, gfp_t gfp,
					 unsigned long attrs)
{
	struct sg_table *sgt = NULL;

	if (!WARN_ON(attrs & ~DMA_ATTR_ALLOC_SINGLE_PAGES) && !WARN_ON(gfp & __GFP_COMP))
		sgt = alloc_single(dev, size, gfp);
	if (!sgt) {
		dc_hurt(DC_HURT_REFUSED, "allocation refused");
		return NULL;
	}
	dc_debug_add_sg(sgt->sgl, 1, 1, dir, attrs);
	dc_traffic_mapped(sgt->sgl->dma_address, sg_phys(sgt->sgl), size, dir,
			  DMA_ATTR_SKIP_CPU_SYNC);
	return sgt;
}

/* dma_free_noncontiguous() (7.3). */
void dma_free_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt,
			    enum dma_data_direction dir)
{
	dma_addr_t handle = sgt->sgl->dma_address;

	dc_debug_remove_sg(sgt->sgl, sgt->orig_nents, dir, 0);
	dc_traffic_before_unmap(handle, size, dir, DMA_ATTR_SKIP_CPU_SYNC);
	free_pages_of(dev, size, sg_page(sgt->sgl), handle);
	dc_traffic_after_unmap(handle, size);
	sg_free_table(sgt);
	kfree(sgt);
}

void *dma_vmap_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt)
{
	(void)dev, (void)size;
	return page_address(sg_page(sgt->sgl));
}

void dma_vunmap_noncontiguous(struct device *dev, void *vaddr)
{
	(void)dev, (void)vaddr;
}

int dma_mmap_noncontiguous(struct device *dev, struct vm_area_struct *vma, size_t size,
			   struct sg_table *sgt)
{
	return dma_mmap_pages(dev, vma, size, sg_page(sgt->sgl));
}

/* IOVA states: drivers/iommu/dma-iommu.c (7.3); without an IOMMU nobody may expect any. */

int dma_iova_link(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
		  size_t offset, size_t size, enum dma_data_direction dir, unsigned long attrs)
{
	struct dc_hurts before = dc_hurts;
	int ret;

	check_wishes(attrs, "M");
	if (!dc_machine.iommu)
		return -EOPNOTSUPP;
	dc_traffic_prepare(phys, size, dir);
	ret = dc_iova_link(dev, state, phys, offset, size, dir, attrs);
	if (ret)
		refuse(&before, phys, attrs);
	else
		dc_traffic_mapped(state->addr + offset, phys, size, dir, attrs);
	return ret;
}

int dma_iova_sync(struct device *dev, struct dma_iova_state *state, size_t offset, size_t size)
{
	(void)dev, (void)state, (void)offset, (void)size;
	return dc_machine.iommu ? 0 : -EOPNOTSUPP;
}

void dma_iova_unlink(struct device *dev, struct dma_iova_state *state, size_t offset, size_t size,
		     enum dma_data_direction dir, unsigned long attrs)
{
	dma_addr_t addr = state->addr + offset;

	(void)dev;
	check_bits(attrs);
	if (!dc_machine.iommu)
		return;
	dc_traffic_before_unmap(addr, size, dir, attrs);
	dc_iova_unlink(state, offset, size, dir, attrs);
	dc_traffic_after_unmap(addr, size);
}

void dma_iova_destroy(struct device *dev, struct dma_iova_state *state, size_t mapped_len,
		      enum dma_data_direction dir, unsigned long attrs)
{
	if (mapped_len)
		dma_iova_unlink(dev, state, 0, mapped_len, dir, attrs);
	dma_iova_free(dev, state);
}

/* xp_dma_map(), xp_dma_unmap(): net/xdp/xsk_buff_pool.c (7.3). */

void xp_dma_unmap(struct xsk_buff_pool *pool, unsigned long attrs)
{
	for (u32 i = 0; i < pool->nr_mapped; i++)
		dma_unmap_page_attrs(pool->dev, pool->dma_pages[i], PAGE_SIZE, DMA_BIDIRECTIONAL,
				     attrs);
	pool->nr_mapped = 0;
}

int xp_dma_map(struct xsk_buff_pool *pool, struct device *dev, unsigned long attrs,
	       struct page **pages, u32 nr_pages)
{
	pool->dev = dev;
	pool->nr_mapped = 0;
	for (u32 i = 0; i < nr_pages; i++) {
		dma_addr_t dma = dma_map_page_attrs(dev, pages[i], 0, PAGE_SIZE, DMA_BIDIRECTIONAL,
						    attrs);

		if (dma_mapping_error(dev, dma)) {
			xp_dma_unmap(pool, attrs);
			return -ENOMEM;
		}
		pool->dma_pages[pool->nr_mapped++] = dma;
	}
	return 0;
}
