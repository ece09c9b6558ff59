/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One side: does a step as a driver would, and looks at everything that can be looked at.
 *
 * Compiled twice: against the model's headers and against the kernel's own.
 */
#include "lockstep.h"

#include <linux/dma-mapping.h>
#include <linux/set_memory.h>
#include <stdarg.h>
#include <stdio.h>

#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "iommu.h"
#include "mapping.h"
#include "memory.h"
#include "physics.h"
#ifdef DC_LOCKSTEP_KERNEL
#include "kernel_side.h"
#undef alloc_pages
#undef __free_pages
#define THIS_DEVICE	(&dc_kernel_device)
void dc_heap_reset(void);
#else
#include "pool.h"
#include "swiotlb.h"
#define THIS_DEVICE	dc_device
static void dc_after_call(void) { }
static void dc_heap_reset(void) { }
#endif

enum { NR_OBJECTS = 6, NR_SAMPLES = 3, MAX_LIST = 3 };

static struct buffer {
	struct page *page;
	unsigned int nr, nr_maps;
	bool shared, broken;
} buffers[NR_OBJECTS];

static struct mapping {
	struct buffer *buffer;		/* NULL for device memory */
	phys_addr_t phys;
	dma_addr_t handle;
	size_t size;			/* 0: unused */
	enum dma_data_direction dir;
	unsigned long attrs;
} mappings[NR_OBJECTS];

static struct list {
	struct scatterlist sg[MAX_LIST];
	struct buffer *buffers[MAX_LIST];
	struct sg_table sgt;
	int nr;				/* 0: unused */
	bool by_table;
	enum dma_data_direction dir;
	unsigned long attrs;
} lists[NR_OBJECTS];

enum way { ATTRS, MANAGED, PAGES, NONCOHERENT, NONCONTIGUOUS, NR_WAYS };

static struct allocation {
	enum way way;
	void *cpu;			/* NULL: unused */
	struct page *page;
	struct sg_table *sgt;
	dma_addr_t handle;
	size_t size;
	enum dma_data_direction dir;
	unsigned long attrs;
} allocations[NR_OBJECTS];

static const enum dma_data_direction dirs[] = {
	DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_BIDIRECTIONAL,
};

static bool is_telling;
static struct dc_seen *seen;
static u8 stamp;

static void saw(const char *name, u64 value)
{
	if (seen->nr < DC_MAX_SEEN) {
		seen->items[seen->nr].name = name;
		seen->items[seen->nr++].value = value;
	}
}

__attribute__((format(printf, 1, 2))) static void tell(const char *format, ...)
{
	va_list args;

	if (!is_telling)
		return;
	va_start(args, format);
	putchar('\t');
	vprintf(format, args);
	putchar('\n');
	va_end(args);
}

/* Bytes */

static size_t sample(size_t size, int i)
{
	return i == 0 ? 0 : i == 1 ? size / 2 : size - 1;
}

static void cpu_fills(phys_addr_t phys, size_t size)
{
	stamp = stamp % 251 + 1;
	for (int i = 0; i < NR_SAMPLES; i++)
		if (dc_phys_is_ram(phys + sample(size, i)))
			dc_cpu_write(phys + sample(size, i), stamp);
}

static void device_fills(dma_addr_t handle, size_t size)
{
	stamp = stamp % 251 + 1;
	for (int i = 0; i < NR_SAMPLES; i++)
		dc_device_write(handle + sample(size, i), stamp);
}

/* What the device reads, 256 where nothing answers. */
static void device_looks(dma_addr_t handle, size_t size)
{
	u64 all = 0;

	for (int i = 0; i < NR_SAMPLES; i++) {
		u8 byte = 0;

		all = all << 12 | (dc_device_read(handle + sample(size, i), &byte) ? byte : 256);
	}
	saw("bytes for the device", all);
}

static void cpu_looks(phys_addr_t phys, size_t size)
{
	u64 all = 0;

	for (int i = 0; i < NR_SAMPLES; i++)
		if (dc_phys_is_ram(phys + sample(size, i)))
			all = all << 12 | dc_cpu_read(phys + sample(size, i));
	saw("bytes for the CPU", all);
}

/* Every frame of memory: who holds it, and whether it is shared. */
static void look_at_pages(void)
{
	static const struct { phys_addr_t base; unsigned int nr; } zones[] = {
		{ DC_ZONE_DMA_BASE, 32 }, { DC_ZONE_DMA32_BASE, 192 }, { DC_ZONE_NORMAL_BASE, 192 },
	};
	static const char *const names[] = { "DMA pages", "DMA32 pages", "normal pages" };

	for (unsigned int z = 0; z < ARRAY_SIZE(zones); z++) {
		u64 digest = 14695981039346656037ULL;
		struct page *page = dc_phys_page(zones[z].base);

		for (unsigned int i = 0; i < zones[z].nr; i++) {
			enum dc_owner owner = dc_page_owner(page + i);

			/* The kernel forgets what the model knows to be lost. */
			if (owner == DC_OWNER_LOST)
				owner = DC_OWNER_CORE;
			digest = (digest ^ (owner | dc_page_decrypted(page + i) << 3)) *
				 1099511628211ULL;
		}
		saw(names[z], digest);
	}
}

static void look_around(void)
{
	static const char *const sizes[] = { "pool normal", "pool DMA32", "pool DMA" };
	static const char *const uses[] = {
		"pool normal used", "pool DMA32 used", "pool DMA used",
	};

	saw("pages of the core", dc_pages_count(DC_OWNER_CORE) + dc_pages_count(DC_OWNER_LOST));
	saw("exposed pages", dc_pages_exposed());
	saw("views", dc_views_count());
	saw("slots", dc_swiotlb_slots_used());
	saw("slot pools", dc_swiotlb_pools());
	for (enum dc_pool_id id = 0; id < DC_NR_POOLS; id++) {
		saw(sizes[id], dc_pool_pages(id));
		saw(uses[id], dc_pool_pages_used(id));
	}
	saw("tracked", dc_debug_count());
	saw("IOVA pages", dc_iommu_pages_used());
	saw("warned", (dc_hurts.suffered | dc_hurts.excused) & DC_HURT_SPLAT);
	look_at_pages();
}

/* Buffers */

static void get_buffer(const struct dc_step *step, struct buffer *b)
{
	unsigned int order = step->much % 3;
	gfp_t gfp = GFP_KERNEL | (step->how & 1 ? GFP_DMA32 : 0);

	if (b->page)
		return;
	tell("page%d = alloc_pages(%#x, %u);", (int)(b - buffers), gfp, order);
	b->page = alloc_pages(gfp, order);
	saw("page", b->page ? page_to_phys(b->page) : 0);
	*b = (struct buffer){ .page = b->page, .nr = 1u << order };
}

static void convert(struct buffer *b, bool shared)
{
	unsigned long addr = (unsigned long)page_address(b->page);
	int ret = shared ? set_memory_decrypted(addr, b->nr) : set_memory_encrypted(addr, b->nr);

	tell("set_memory_%s(page%d, %u); /* %d */", shared ? "decrypted" : "encrypted",
	     (int)(b - buffers), b->nr, ret);
	saw("conversion", ret);
	b->broken |= ret;
	b->shared = shared;
}

static void put_buffer(struct buffer *b)
{
	if (!b->page || b->nr_maps)
		return;
	if (!b->broken && b->shared)
		convert(b, false);
	tell("%s(page%d, %u);", b->broken ? "leak" : "__free_pages", (int)(b - buffers), b->nr);
	if (!b->broken)
		__free_pages(b->page, get_order(b->nr * PAGE_SIZE));
	*b = (struct buffer){ 0 };
}

/* Streaming, one range */

static size_t part_of(const struct dc_step *step, const struct buffer *b, size_t *offset)
{
	size_t whole = b->nr * PAGE_SIZE, size = whole;

	if (step->how & 0x8000)
		size = 1 + step->much / 4 % 200;
	else if (step->how & 0x4000)
		size = 1 + step->much / 4 % whole;
	*offset = size == whole ? 0 : (step->much >> 12) % (whole - size + 1);
	return size;
}

static unsigned long attrs_of(const struct dc_step *step, const struct buffer *b)
{
	static const unsigned long odd[] = {
		DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_NO_WARN, DMA_ATTR_REQUIRE_COHERENT,
		DMA_ATTR_CC_SHARED, DMA_ATTR_MMIO, DMA_ATTR_WEAK_ORDERING, DMA_ATTR_PRIVILEGED,
		DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, __DMA_ATTR_ALLOC_CC_SHARED,
	};
	unsigned long attrs = 0;

	if (!b)
		attrs = DMA_ATTR_MMIO | (step->how & 0x40 ? DMA_ATTR_CC_SHARED : 0);
	else if (b->shared)
		attrs = DMA_ATTR_CC_SHARED;
	if (step->how & 0x10)
		attrs ^= odd[step->much % ARRAY_SIZE(odd)];
	if (step->how % 64 == 63)
		attrs ^= odd[step->much / 16 % ARRAY_SIZE(odd)];
	return attrs;
}

/* By each of the functions that map one range. */
static dma_addr_t map_by(const struct dc_step *step, const struct mapping *m)
{
	struct page *page = dc_phys_page(m->phys);

	switch (page && m->buffer ? step->how >> 8 & 7 : step->how >> 8 & 1) {
	case 1:
		tell("dma_map_resource: %#llx + %zu, %d, %#lx", m->phys, m->size, m->dir, m->attrs);
		return dma_map_resource(THIS_DEVICE, m->phys, m->size, m->dir, m->attrs);
	case 2:
	case 3:
		tell("dma_map_page_attrs: %#llx + %zu, %d, %#lx", m->phys, m->size, m->dir,
		     m->attrs);
		return dma_map_page_attrs(THIS_DEVICE, page, offset_in_page(m->phys), m->size,
					  m->dir, m->attrs);
	case 4:
	case 5:
		tell("dma_map_single_attrs: %#llx + %zu, %d, %#lx", m->phys, m->size, m->dir,
		     m->attrs);
		return dma_map_single_attrs(THIS_DEVICE, (char *)page_address(page) +
					    offset_in_page(m->phys), m->size, m->dir, m->attrs);
	default:
		tell("dma_map_phys: %#llx + %zu, %d, %#lx", m->phys, m->size, m->dir, m->attrs);
		return dma_map_phys(THIS_DEVICE, m->phys, m->size, m->dir, m->attrs);
	}
}

static void map_buffer(const struct dc_step *step, struct mapping *m)
{
	struct buffer *b = &buffers[step->how % NR_OBJECTS];
	bool mmio = step->much % 16 == 5;
	size_t offset = 0;

	/* dma-debug complains of the eighth mapping of a cache line. */
	if (m->size || (!mmio && (!b->page || b->broken || b->nr_maps == 6)))
		return;
	*m = (struct mapping){ .buffer = mmio ? NULL : b, .dir = dirs[step->much % 3],
			       .phys = DC_MMIO_BASE, .size = PAGE_SIZE };
	if (!mmio) {
		m->size = part_of(step, b, &offset);
		m->phys = page_to_phys(b->page) + offset;
	}
	m->attrs = attrs_of(step, m->buffer);
	if (!mmio && !(m->attrs & DMA_ATTR_SKIP_CPU_SYNC))
		cpu_fills(m->phys, m->size);
	m->handle = map_by(step, m);
	if ((step->how >> 8 & 1) == 1 && (!m->buffer || (step->how >> 8 & 7) == 1))
		m->attrs |= DMA_ATTR_MMIO;
	saw("handle", m->handle);
	saw("error", dma_mapping_error(THIS_DEVICE, m->handle));
	if (m->handle == DMA_MAPPING_ERROR) {
		m->size = 0;
		return;
	}
	if (m->buffer)
		m->buffer->nr_maps++;
	device_looks(m->handle, m->size);
}

static void unmap_buffer(const struct dc_step *step, struct mapping *m)
{
	static const unsigned long odd[] = {
		DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_MMIO, DMA_ATTR_CC_SHARED,
		DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_PRIVILEGED, DMA_ATTR_WEAK_ORDERING,
		DMA_ATTR_NO_WARN, DMA_ATTR_FORCE_CONTIGUOUS,
	};
	unsigned long attrs = m->attrs;
	enum dma_data_direction dir = m->dir;
	size_t size = m->size;

	if (!m->size)
		return;
	if (step->how & 1)
		attrs ^= DMA_ATTR_SKIP_CPU_SYNC;
	if (step->how % 16 == 6)
		attrs ^= odd[step->much % ARRAY_SIZE(odd)];
	if (step->how % 64 == 7)
		dir = dirs[step->much % 3];
	if (step->how % 64 == 9)
		size = 1 + step->much % size;
	if (dir != DMA_TO_DEVICE && m->buffer)
		device_fills(m->handle, m->size);
	tell("unmap %s: %#llx + %zu, %d, %#lx", step->how & 0x100 ? "page" : "phys", m->handle,
	     size, dir, attrs);
	if (m->attrs & DMA_ATTR_MMIO && step->how & 0x200)
		dma_unmap_resource(THIS_DEVICE, m->handle, size, dir, attrs & ~DMA_ATTR_MMIO);
	else if (step->how & 0x100)
		dma_unmap_page_attrs(THIS_DEVICE, m->handle, size, dir, attrs);
	else
		dma_unmap_phys(THIS_DEVICE, m->handle, size, dir, attrs);
	if (m->buffer) {
		m->buffer->nr_maps--;
		cpu_looks(m->phys, m->size);
	}
	m->size = 0;
}

static void sync_buffer(const struct dc_step *step, struct mapping *m)
{
	size_t offset = m->size > 1 && step->how & 2 ? step->much % (m->size - 1) : 0;
	size_t size = m->size - offset;
	bool for_cpu = step->how & 1;

	if (!m->size || (m->attrs & DMA_ATTR_MMIO))
		return;
	if (for_cpu && m->dir != DMA_TO_DEVICE)
		device_fills(m->handle, m->size);
	if (!for_cpu && m->dir != DMA_FROM_DEVICE)
		cpu_fills(m->phys, m->size);
	tell("sync for %s: %#llx + %zu, %d", for_cpu ? "cpu" : "device", m->handle + offset, size,
	     m->dir);
	if (for_cpu)
		dma_sync_single_for_cpu(THIS_DEVICE, m->handle + offset, size, m->dir);
	else
		dma_sync_single_for_device(THIS_DEVICE, m->handle + offset, size, m->dir);
	cpu_looks(m->phys, m->size);
	device_looks(m->handle, m->size);
}

/* Lists */

static int choose_buffers(const struct dc_step *step, struct list *l)
{
	int nr = 0;

	for (unsigned int i = 0; i < NR_OBJECTS && nr < 1 + (int)(step->much % MAX_LIST); i++)
		if (buffers[i].page && !buffers[i].shared && !buffers[i].broken &&
		    buffers[i].nr_maps < 6)
			l->buffers[nr++] = &buffers[i];
	if (!nr)
		return 0;
	sg_init_table(l->sg, nr);
	for (int i = 0; i < nr; i++) {
		struct dc_step part = { .how = step->how << i, .much = step->much >> i };
		size_t offset, size = part_of(&part, l->buffers[i], &offset);

		sg_set_page(&l->sg[i], l->buffers[i]->page + offset / PAGE_SIZE, size,
			    offset % PAGE_SIZE);
		cpu_fills(sg_phys(&l->sg[i]), size);
		tell("sg[%d]: %#llx + %zu", i, sg_phys(&l->sg[i]), size);
	}
	return nr;
}

static void map_list(const struct dc_step *step, struct list *l)
{
	int nr, mapped;

	if (l->nr)
		return;
	nr = choose_buffers(step, l);
	if (!nr)
		return;
	l->dir = dirs[step->much / 3 % 3];
	l->attrs = step->how & 0x10 ? attrs_of(step, l->buffers[0]) : 0;
	l->by_table = step->how & 1;
	l->sgt = (struct sg_table){ l->sg, 0, nr };
	tell("map list of %d, %d, %#lx%s", nr, l->dir, l->attrs, l->by_table ? ", by table" : "");
	if (l->by_table) {
		mapped = dma_map_sgtable(THIS_DEVICE, &l->sgt, l->dir, l->attrs);
		saw("result", mapped);
		mapped = mapped ? 0 : (int)l->sgt.nents;
	} else {
		mapped = dma_map_sg_attrs(THIS_DEVICE, l->sg, nr, l->dir, l->attrs);
	}
	saw("mapped", mapped);
	if (mapped <= 0)
		return;
	l->nr = nr;
	for (int i = 0; i < nr; i++) {
		l->buffers[i]->nr_maps++;
		saw("segment", i < mapped ? sg_dma_address(&l->sg[i]) : 0);
		saw("segment's size", i < mapped ? sg_dma_len(&l->sg[i]) : 0);
		if (i < mapped)
			device_looks(sg_dma_address(&l->sg[i]), sg_dma_len(&l->sg[i]));
	}
}

static void unmap_list(const struct dc_step *step, struct list *l)
{
	unsigned long attrs = l->attrs ^ (step->how & 1 ? DMA_ATTR_SKIP_CPU_SYNC : 0);

	if (!l->nr)
		return;
	if (step->how % 16 == 6)
		attrs ^= DMA_ATTR_REQUIRE_COHERENT;
	if (l->dir != DMA_TO_DEVICE && !dc_machine.iommu)
		for (int i = 0; i < l->nr; i++)
			device_fills(sg_dma_address(&l->sg[i]), l->sg[i].length);
	tell("unmap list, %#lx", attrs);
	if (l->by_table)
		dma_unmap_sgtable(THIS_DEVICE, &l->sgt, l->dir, attrs);
	else
		dma_unmap_sg_attrs(THIS_DEVICE, l->sg, l->nr, l->dir, attrs);
	for (; l->nr; l->nr--) {
		l->buffers[l->nr - 1]->nr_maps--;
		cpu_looks(sg_phys(&l->sg[l->nr - 1]), l->sg[l->nr - 1].length);
	}
}

static void sync_list(const struct dc_step *step, struct list *l)
{
	if (!l->nr || dc_machine.iommu || (l->attrs & DMA_ATTR_MMIO))
		return;
	if (l->dir != DMA_TO_DEVICE && step->how & 1)
		device_fills(sg_dma_address(&l->sg[0]), l->sg[0].length);
	tell("sync list for %s", step->how & 1 ? "cpu" : "device");
	if (step->how & 1)
		dma_sync_sg_for_cpu(THIS_DEVICE, l->sg, l->nr, l->dir);
	else
		dma_sync_sg_for_device(THIS_DEVICE, l->sg, l->nr, l->dir);
	cpu_looks(sg_phys(&l->sg[0]), l->sg[0].length);
	device_looks(sg_dma_address(&l->sg[0]), l->sg[0].length);
}

/* Allocations */

static gfp_t gfp_of(const struct dc_step *step)
{
	gfp_t gfp = step->how & 8 ? GFP_ATOMIC : GFP_KERNEL;

	if (step->how % 32 == 3)
		gfp |= __GFP_NOWARN;
	if (step->how % 64 == 5)
		gfp |= step->much & 1 ? __GFP_DMA : __GFP_DMA32;
	if (step->how % 128 == 17)
		gfp |= __GFP_COMP;
	return gfp;
}

static void alloc_by(struct allocation *a, gfp_t gfp)
{
	switch (a->way) {
	case ATTRS:
		tell("dma_alloc_attrs: %zu, %#x, %#lx", a->size, gfp, a->attrs);
		a->cpu = dma_alloc_attrs(THIS_DEVICE, a->size, &a->handle, gfp, a->attrs);
		return;
	case MANAGED:
		tell("dmam_alloc_attrs: %zu, %#x, %#lx", a->size, gfp, a->attrs);
		a->cpu = dmam_alloc_attrs(THIS_DEVICE, a->size, &a->handle, gfp, a->attrs);
		return;
	case PAGES:
		tell("dma_alloc_pages: %zu, %d, %#x", a->size, a->dir, gfp);
		a->page = dma_alloc_pages(THIS_DEVICE, a->size, &a->handle, a->dir, gfp);
		a->cpu = a->page;
		return;
	case NONCOHERENT:
		tell("dma_alloc_noncoherent: %zu, %d, %#x", a->size, a->dir, gfp);
		a->cpu = dma_alloc_noncoherent(THIS_DEVICE, a->size, &a->handle, a->dir, gfp);
		return;
	default:
		tell("dma_alloc_noncontiguous: %zu, %d, %#x, %#lx", a->size, a->dir, gfp, a->attrs);
		a->sgt = dma_alloc_noncontiguous(THIS_DEVICE, a->size, a->dir, gfp, a->attrs);
		a->cpu = a->sgt;
		if (a->sgt)
			a->handle = sg_dma_address(a->sgt->sgl);
	}
}

/* Where the CPU finds it: a physical address, and whether through a view. */
static void look_at(const struct allocation *a)
{
	if (!a->cpu || a->way == PAGES || a->way == NONCONTIGUOUS)
		return;
	if (virt_addr_valid(a->cpu))
		saw("linear address", virt_to_phys(a->cpu));
	else if (dc_view_has(a->cpu))
		saw("protection", pgprot_val(dc_view_prot(a->cpu)));
	else
		saw("cookie", page_to_phys(a->cpu));
	if (dc_view_has(a->cpu))
		saw("page of the view", page_to_phys(vmalloc_to_page(a->cpu)));
}

static void alloc(const struct dc_step *step, struct allocation *a)
{
	static const unsigned long attrs[] = {
		0, 0, DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_FORCE_CONTIGUOUS,
		DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED,
		DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_CC_SHARED,
		__DMA_ATTR_ALLOC_CC_SHARED, DMA_ATTR_MMIO,
	};

	if (a->cpu)
		return;
	*a = (struct allocation){
		.way = step->how / 256 % NR_WAYS, .size = 1 + step->much % (5 * PAGE_SIZE),
		.dir = dirs[step->much % 3], .attrs = attrs[(step->how >> 4) % ARRAY_SIZE(attrs)],
	};
	if (a->way == NONCONTIGUOUS && dc_machine.iommu)
		a->way = PAGES;
	if (a->way == NONCONTIGUOUS && step->how & 1)
		a->attrs = 0;
	alloc_by(a, gfp_of(step));
	saw("allocated", a->cpu != NULL);
	saw("handle", a->cpu ? a->handle : 0);
	look_at(a);
	if (a->cpu)
		device_looks(a->handle, a->size);
}

static void free_allocation(const struct dc_step *step, struct allocation *a)
{
	static const unsigned long odd[] = {
		DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_WARN, DMA_ATTR_FORCE_CONTIGUOUS,
		DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_SKIP_CPU_SYNC,
	};
	unsigned long attrs = a->attrs;

	if (!a->cpu)
		return;
	if (step->how % 16 == 6)
		attrs ^= odd[step->much % ARRAY_SIZE(odd)];
	tell("free %d: %#llx + %zu, %#lx", a->way, a->handle, a->size, attrs);
	switch (a->way) {
	case ATTRS:
		dma_free_attrs(THIS_DEVICE, a->size, a->cpu, a->handle, attrs);
		break;
	case MANAGED:
		/* Without attributes: of a cookie it would take a page for an address. */
		if (a->attrs & DMA_ATTR_NO_KERNEL_MAPPING)
			return;
		dmam_free_coherent(THIS_DEVICE, a->size, a->cpu, a->handle);
		break;
	case PAGES:
		dma_free_pages(THIS_DEVICE, a->size, a->page, a->handle, a->dir);
		break;
	case NONCOHERENT:
		dma_free_noncoherent(THIS_DEVICE, a->size, a->cpu, a->handle, a->dir);
		break;
	default:
		dma_free_noncontiguous(THIS_DEVICE, a->size, a->sgt, a->dir);
	}
	*a = (struct allocation){ 0 };
}

static void mmap_allocation(const struct dc_step *step, struct allocation *a)
{
	struct vm_area_struct vma = { .vm_end = PAGE_SIZE << (step->how & 1),
				      .vm_pgoff = step->how >> 1 & 1, .vm_page_prot = PAGE_SHARED };

	if (!a->cpu || dc_machine.iommu)
		return;
	tell("mmap %d: %lu pages from %lu", a->way, vma_pages(&vma), vma.vm_pgoff);
	if (a->way <= MANAGED)
		saw("mmap", dma_mmap_attrs(THIS_DEVICE, &vma, a->cpu, a->handle, a->size,
					   a->attrs));
	else if (a->way == PAGES)
		saw("mmap", dma_mmap_pages(THIS_DEVICE, &vma, a->size, a->page));
	else if (a->way == NONCONTIGUOUS)
		saw("mmap", dma_mmap_noncontiguous(THIS_DEVICE, &vma, a->size, a->sgt));
	saw("protection", pgprot_val(vma.vm_page_prot));
}

static void list_allocation(struct allocation *a)
{
	struct sg_table sgt = { 0 };
	int ret;

	if (!a->cpu || a->way > MANAGED || dc_machine.iommu)
		return;
	tell("dma_get_sgtable_attrs");
	ret = dma_get_sgtable_attrs(THIS_DEVICE, &sgt, a->cpu, a->handle, a->size, a->attrs);
	saw("sgtable", ret);
	if (ret)
		return;
	saw("its page", sg_phys(sgt.sgl));
	saw("its length", sgt.sgl->length);
	sg_free_table(&sgt);
}

/* The driver goes, and with it what is managed. */
static void unbind(void)
{
	tell("/* unbind */");
	dc_mapping_release_managed();
	for (unsigned int i = 0; i < NR_OBJECTS; i++)
		if (allocations[i].way == MANAGED)
			allocations[i] = (struct allocation){ 0 };
}

/* Everything else */

static void inject(const struct dc_step *step)
{
	/* Slots run out by themselves: there are few. */
	enum dc_inject_point point = step->which % DC_NR_INJECT_POINTS;

	if (point == DC_INJECT_SLOTS)
		return;
	tell("/* %u fails, %#x */", point, 1u << step->how % 4);
	dc_inject_half_done = step->much & 1;
	dc_inject_fail(point, 1ULL << step->how % 4);
	/* What is done when something fails fails as well. */
	if (point == DC_INJECT_DECRYPT && step->how & 0x100)
		dc_inject_fail(DC_INJECT_ENCRYPT, 1);
}

static void do_step(const struct dc_step *step)
{
	unsigned int i = step->which % NR_OBJECTS;

	switch (step->op) {
	case DC_GET: get_buffer(step, &buffers[i]); return;
	case DC_PUT: put_buffer(&buffers[i]); return;
	case DC_DECRYPT:
	case DC_ENCRYPT:
		if (buffers[i].page && !buffers[i].nr_maps && !buffers[i].broken &&
		    buffers[i].shared != (step->op == DC_DECRYPT))
			convert(&buffers[i], step->op == DC_DECRYPT);
		return;
	case DC_MAP:
	case DC_MAP_AGAIN: map_buffer(step, &mappings[i]); return;
	case DC_UNMAP: unmap_buffer(step, &mappings[i]); return;
	case DC_SYNC: sync_buffer(step, &mappings[i]); return;
	case DC_MAP_LIST: map_list(step, &lists[i]); return;
	case DC_UNMAP_LIST: unmap_list(step, &lists[i]); return;
	case DC_SYNC_LIST: sync_list(step, &lists[i]); return;
	case DC_ALLOC:
	case DC_ALLOC_AGAIN: alloc(step, &allocations[i]); return;
	case DC_FREE: free_allocation(step, &allocations[i]); return;
	case DC_MMAP: mmap_allocation(step, &allocations[i]); return;
	case DC_SGTABLE: list_allocation(&allocations[i]); return;
	case DC_UNBIND:
		if (step->how % 4 == 0)
			unbind();
		return;
	case DC_INJECT: inject(step); return;
	default:
		tell("/* background work */");
		dc_pools_work();
		dc_swiotlb_work();
	}
}

static bool take_step(const struct dc_step *step, struct dc_seen *out)
{
	sigjmp_buf here;

	seen = out;
	seen->nr = 0;
	dc_hurts.suffered = dc_hurts.excused = 0;
	dc_harm_resume = &here;
	if (sigsetjmp(here, 0)) {
		dc_harm_resume = NULL;
		seen->nr = 0;
		saw("fault", 1);
		return false;
	}
	do_step(step);
	dc_after_call();
	look_around();
	dc_harm_resume = NULL;
	return true;
}

static void boot(const struct dc_machine *machine, unsigned int failing, struct dc_seen *out)
{
	memset(buffers, 0, sizeof(buffers));
	memset(mappings, 0, sizeof(mappings));
	memset(lists, 0, sizeof(lists));
	memset(allocations, 0, sizeof(allocations));
	stamp = 0;
	dc_inject_reset();
	dc_heap_reset();
	dc_physics_clear();
	dc_inject_fail(DC_INJECT_DECRYPT, failing);
	dc_machine_boot(machine);
	dc_inject_reset();
	seen = out;
	seen->nr = 0;
	look_around();
}

static void set_telling(bool on)
{
	is_telling = on;
}

static void on_fault(void)
{
	dc_harm_fault("access to nothing");
}

extern struct dc_side dc_side;
__attribute__((visibility("default"))) struct dc_side dc_side = {
	.machines = dc_machines, .boot = boot, .step = take_step, .fault = on_fault,
	.tell = set_telling,
};

__attribute__((constructor)) static void count_machines(void)
{
	dc_side.nr_machines = dc_nr_machines;
}
