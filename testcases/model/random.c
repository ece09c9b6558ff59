/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random drivers that make no mistake, on machines where everything fails at times.
 *
 *	model-random [STEPS [SEED]]
 *
 * A program is a machine and at most 40 steps.  After each step nothing may be wrong but what the
 * driver was told: no page is held twice, no shared page is free, no slot, pool page, bus address
 * or record is lost, and whoever looks sees what the other wrote.  A program that fails is cut down as
 * far as it goes on failing, and printed as a specimen.
 */
#include <linux/dma-mapping.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "coherent.h"
#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "iommu.h"
#include "machine.h"
#include "physics.h"
#include "pool.h"
#include "swiotlb.h"
#include "traffic.h"

enum { MAX_STEPS = 40, MAX_OBJECTS = 8, MAX_PAGES = 4 };

enum op {
	GET, PUT, MAP, UNMAP, SYNC, DECRYPT, ENCRYPT, ALLOC, FREE, MMAP, MAP_LIST, UNMAP_LIST, LINK,
	UNLINK, INJECT, WORK, NR_OPS
};

struct step {
	enum op op;
	unsigned int which, how, much;
};

struct program {
	struct dc_machine machine;
	unsigned int nr;
	struct step steps[MAX_STEPS];
};

/* What is counted: it must be what it was before, and what the driver holds. */
struct account {
	int slots, pool, iovas, records, views, traffic, device, core, driver;
};

struct buffer {			/* pages of the driver's */
	struct page *page;
	unsigned int nr, nr_maps;
	bool shared, broken;
};

struct mapping {
	dma_addr_t handle;
	struct buffer *buffer;
	size_t size, offset;
	enum dma_data_direction dir;
	unsigned long attrs;
	struct account held;
};

struct list {
	struct scatterlist sg[3];
	struct buffer *buffers[3];
	int nr;
	enum dma_data_direction dir;
	struct account held;
};

struct state {
	struct dma_iova_state iova;
	struct buffer *buffer;
	size_t size;
	enum dma_data_direction dir;
	bool active;
	struct account held;
};

struct allocation {
	enum { ATTRS, PAGES, NONCONTIGUOUS, NR_WAYS } way;
	void *cpu;
	struct page *page;
	struct sg_table *sgt;
	dma_addr_t handle;
	size_t size;
	enum dma_data_direction dir;
	unsigned long attrs;
	struct account held;
};

static struct buffer buffers[MAX_OBJECTS];
static struct mapping mappings[MAX_OBJECTS];
static struct list lists[MAX_OBJECTS];
static struct state states[MAX_OBJECTS];
static struct allocation allocations[MAX_OBJECTS];

static struct account books;	/* what there should be */
static const char *failure;
static bool is_telling;

/* The specimen that a failing program is printed as. */
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

static void fail(const char *what)
{
	if (!failure)
		failure = what;
}

/* Bookkeeping. */

static struct account count(void)
{
	return (struct account){
		.slots = dc_swiotlb_slots_used(),
		.pool = dc_pool_pages_used(DC_POOL_KERNEL) + dc_pool_pages_used(DC_POOL_DMA32) +
			dc_pool_pages_used(DC_POOL_DMA),
		.iovas = dc_iommu_pages_used(),
		.records = dc_debug_count(),
		.views = dc_views_count(),
		.traffic = dc_traffic_live(),
		.device = dc_coherent_pages_used(),
		.core = dc_pages_count(DC_OWNER_CORE) + dc_pages_count(DC_OWNER_LOST),
		.driver = dc_pages_count(DC_OWNER_DRIVER),
	};
}

static struct account combine(struct account a, struct account b, int sign)
{
	int *to = (int *)&a;
	const int *from = (const int *)&b;

	for (size_t i = 0; i < sizeof(a) / sizeof(int); i++)
		to[i] += sign * from[i];
	return a;
}

static bool is_same(struct account a, struct account b)
{
	return !memcmp(&a, &b, sizeof(a));
}

/* Around each call: pages that it lost on purpose are no longer asked for. */
static struct account before;
static int lost_before;

static void open_books(void)
{
	before = count();
	lost_before = dc_pages_count(DC_OWNER_LOST);
}

static int newly_lost(void)
{
	return dc_pages_count(DC_OWNER_LOST) - lost_before;
}

/* What the call took, for the object to give back one day. */
static struct account close_books(void)
{
	struct account held = combine(count(), before, -1);

	books = combine(books, held, 1);
	return held;
}

static void give_back(struct account held)
{
	struct account now;

	held.core -= newly_lost();
	books = combine(books, held, -1);
	now = count();
	if (!is_same(now, books))
		fail("a release gave back something else than was taken");
	books = now;
}

/* A call that failed took nothing, but may have lost pages that it could not take back. */
static void refused(void)
{
	struct account held = combine(count(), before, -1);

	held.core -= newly_lost();
	if (!is_same(held, (struct account){ 0 }))
		fail("a call that failed holds something");
	books = count();
}

static bool is_taken(struct page *page, unsigned int nr, const struct allocation *self)
{
	for (unsigned int i = 0; i < MAX_OBJECTS; i++) {
		const struct buffer *b = &buffers[i];
		const struct allocation *a = &allocations[i];

		if (b->page && page < b->page + b->nr && b->page < page + nr)
			return true;
		if (a != self && a->page && page < a->page + PFN_UP(a->size) && a->page < page + nr)
			return true;
	}
	return false;
}

/* Steps. */

static const enum dma_data_direction dirs[] = {
	DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE,
};

static void get_buffer(const struct step *step)
{
	struct buffer *b = &buffers[step->which % MAX_OBJECTS];
	unsigned int order = step->much % 3, i = b - buffers;
	gfp_t gfp = step->how % 4 == 0 ? GFP_DMA32 : 0;

	if (b->page)
		return;
	open_books();
	tell("struct page *page%u = alloc_pages(GFP_KERNEL%s, %u);", i, gfp ? " | GFP_DMA32" : "",
	     order);
	b->page = alloc_pages(GFP_KERNEL | gfp, order);
	if (!b->page) {
		refused();
		return;
	}
	if (is_taken(b->page, 0, NULL))
		fail("a page was given away twice");
	*b = (struct buffer){ .page = b->page, .nr = 1u << order };
	close_books();
}

static int convert(struct buffer *b, bool shared)
{
	unsigned long addr = (unsigned long)page_address(b->page);
	int ret;

	tell("ret = set_memory_%s((unsigned long)page_address(page%u), %u);",
	     shared ? "decrypted" : "encrypted", (unsigned int)(b - buffers), b->nr);
	ret = shared ? set_memory_decrypted(addr, b->nr) : set_memory_encrypted(addr, b->nr);
	b->broken = ret;
	b->shared = shared;
	return ret;
}

/* Pages in an unknown state are kept for ever. */
static void put_buffer(const struct step *step)
{
	struct buffer *b = &buffers[step->which % MAX_OBJECTS];
	struct account held = { .driver = b->nr };

	if (!b->page || b->nr_maps)
		return;
	open_books();
	if (b->broken || (b->shared && convert(b, false))) {
		*b = (struct buffer){ 0 };
		return;
	}
	tell("__free_pages(page%u, %u);", (unsigned int)(b - buffers),
	     get_order(b->nr * PAGE_SIZE));
	__free_pages(b->page, get_order(b->nr * PAGE_SIZE));
	*b = (struct buffer){ 0 };
	give_back(held);
}

static void convert_buffer(const struct step *step)
{
	struct buffer *b = &buffers[step->which % MAX_OBJECTS];
	bool shared = step->op == DECRYPT;

	if (b->page && !b->nr_maps && !b->broken && b->shared != shared)
		convert(b, shared);
}

static struct buffer *buffer_for(const struct step *step)
{
	struct buffer *b = &buffers[step->how % MAX_OBJECTS];

	return b->page && !b->broken ? b : NULL;
}

static size_t size_of(const struct step *step, const struct buffer *b, size_t *offset)
{
	size_t whole = b->nr * PAGE_SIZE, size = step->much % 5 ? 1 + step->much % whole : whole;

	*offset = size == whole ? 0 : (step->much >> 16) % (whole - size);
	return size;
}

static void map_buffer(const struct step *step)
{
	struct mapping *m = &mappings[step->which % MAX_OBJECTS];
	struct buffer *b = buffer_for(step);
	unsigned int i = m - mappings;
	bool mmio = step->much % 16 == 0;

	if (m->size || (!b && !mmio))
		return;
	*m = (struct mapping){ .dir = dirs[step->much % 3] };
	if (mmio) {
		m->size = PAGE_SIZE;
		m->attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	} else {
		m->buffer = b;
		m->size = size_of(step, b, &m->offset);
		m->attrs = b->shared ? DMA_ATTR_CC_SHARED : 0;
		m->attrs |= step->how & 64 ? DMA_ATTR_SKIP_CPU_SYNC : 0;
	}
	open_books();
	tell("dma_addr_t handle%u = dma_map_phys(dev, %s + %zu, %zu, %d, %#lx);", i,
	     mmio ? "bar" : "page_to_phys(page)", m->offset, m->size, m->dir, m->attrs);
	m->handle = dma_map_phys(dc_device, mmio ? DC_MMIO_BASE : page_to_phys(b->page) + m->offset,
				 m->size, m->dir, m->attrs);
	if (m->handle == DMA_MAPPING_ERROR) {
		m->size = 0;
		refused();
		return;
	}
	if (b && !mmio)
		b->nr_maps++;
	m->held = close_books();
}

static void unmap_buffer(const struct step *step)
{
	struct mapping *m = &mappings[step->which % MAX_OBJECTS];
	unsigned long attrs = m->attrs ^ (step->how & 1 ? DMA_ATTR_SKIP_CPU_SYNC : 0);

	if (!m->size)
		return;
	open_books();
	tell("dma_unmap_phys(dev, handle%u, %zu, %d, %#lx);", (unsigned int)(m - mappings), m->size,
	     m->dir, attrs);
	dma_unmap_phys(dc_device, m->handle, m->size, m->dir, attrs);
	if (m->buffer)
		m->buffer->nr_maps--;
	m->size = 0;
	give_back(m->held);
}

static void sync_buffer(const struct step *step)
{
	struct mapping *m = &mappings[step->which % MAX_OBJECTS];
	size_t offset = m->size > 1 ? step->much % (m->size - 1) : 0, size = m->size - offset;

	if (!m->size || (m->attrs & DMA_ATTR_MMIO))
		return;
	tell("dma_sync_single_for_%s(dev, handle%u + %zu, %zu, %d);",
	     step->how & 1 ? "cpu" : "device", (unsigned int)(m - mappings), offset, size, m->dir);
	if (step->how & 1)
		dma_sync_single_for_cpu(dc_device, m->handle + offset, size, m->dir);
	else
		dma_sync_single_for_device(dc_device, m->handle + offset, size, m->dir);
}

/* Lists of private buffers, each once. */
static void map_list(const struct step *step)
{
	struct list *l = &lists[step->which % MAX_OBJECTS];
	int nr = 0;

	if (l->nr)
		return;
	l->dir = dirs[step->much % 3];
	for (unsigned int i = 0; i < MAX_OBJECTS && nr < 3; i++)
		if (buffers[i].page && !buffers[i].shared && !buffers[i].broken)
			l->buffers[nr++] = &buffers[i];
	if (!nr)
		return;
	sg_init_table(l->sg, nr);
	for (int i = 0; i < nr; i++) {
		size_t offset, size = size_of(step, l->buffers[i], &offset);

		sg_set_page(&l->sg[i], l->buffers[i]->page, size, offset);
		tell("sg_set_page(&list%u[%d], page%u, %zu, %zu);", (unsigned int)(l - lists), i,
		     (unsigned int)(l->buffers[i] - buffers), size, offset);
	}
	open_books();
	tell("nr = dma_map_sg_attrs(dev, list%u, %d, %d, 0);", (unsigned int)(l - lists), nr,
	     l->dir);
	if (!dma_map_sg_attrs(dc_device, l->sg, nr, l->dir, 0)) {
		refused();
		return;
	}
	l->nr = nr;
	l->held = close_books();
	while (nr)
		l->buffers[--nr]->nr_maps++;
}

static void unmap_list(const struct step *step)
{
	struct list *l = &lists[step->which % MAX_OBJECTS];

	if (!l->nr)
		return;
	open_books();
	tell("dma_unmap_sg_attrs(dev, list%u, %d, %d, 0);", (unsigned int)(l - lists), l->nr,
	     l->dir);
	dma_unmap_sg_attrs(dc_device, l->sg, l->nr, l->dir, 0);
	for (; l->nr; l->nr--)
		l->buffers[l->nr - 1]->nr_maps--;
	give_back(l->held);
}

static void link_buffer(const struct step *step)
{
	struct state *s = &states[step->which % MAX_OBJECTS];
	struct buffer *b = buffer_for(step);
	size_t offset;
	phys_addr_t phys;

	if (s->active || !b || b->shared)
		return;
	s->size = size_of(step, b, &offset);
	s->dir = dirs[step->much % 3];
	s->buffer = b;
	phys = page_to_phys(b->page) + offset;
	open_books();
	if (!dma_iova_try_alloc(dc_device, &s->iova, phys, s->size)) {
		refused();
		return;
	}
	tell("dma_iova_link(dev, &state%u, page_to_phys(page%u) + %zu, 0, %zu, %d, 0);",
	     (unsigned int)(s - states), (unsigned int)(b - buffers), offset, s->size, s->dir);
	if (dma_iova_link(dc_device, &s->iova, phys, 0, s->size, s->dir, 0)) {
		dma_iova_free(dc_device, &s->iova);
		refused();
		return;
	}
	s->active = true;
	b->nr_maps++;
	s->held = close_books();
}

static void unlink_buffer(const struct step *step)
{
	struct state *s = &states[step->which % MAX_OBJECTS];

	if (!s->active)
		return;
	open_books();
	tell("dma_iova_destroy(dev, &state%u, %zu, %d, 0);", (unsigned int)(s - states), s->size,
	     s->dir);
	dma_iova_destroy(dc_device, &s->iova, s->size, s->dir, 0);
	s->active = false;
	s->buffer->nr_maps--;
	give_back(s->held);
}

static void alloc_by(struct allocation *a, gfp_t gfp, unsigned int i)
{
	switch (a->way) {
	case ATTRS:
		tell("void *cpu%u = dma_alloc_attrs(dev, %zu, &ring%u, %#x, %#lx);", i, a->size, i,
		     gfp, a->attrs);
		a->cpu = dma_alloc_attrs(dc_device, a->size, &a->handle, gfp, a->attrs);
		if (a->cpu && virt_addr_valid(a->cpu))
			a->page = virt_to_page(a->cpu);
		return;
	case PAGES:
		tell("struct page *ring_page%u = dma_alloc_pages(dev, %zu, &ring%u, %d, %#x);", i,
		     a->size, i, a->dir, gfp);
		a->page = dma_alloc_pages(dc_device, a->size, &a->handle, a->dir, gfp);
		a->cpu = a->page;
		return;
	default:
		tell("struct sg_table *sgt%u = dma_alloc_noncontiguous(dev, %zu, %d, %#x, 0);", i,
		     a->size, a->dir, gfp);
		a->sgt = dma_alloc_noncontiguous(dc_device, a->size, a->dir, gfp, 0);
		a->cpu = a->sgt;
		if (a->sgt)
			a->page = sg_page(a->sgt->sgl);
	}
}

static void alloc(const struct step *step)
{
	static const unsigned long attrs[] = {
		0, DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_WRITE_COMBINE,
		DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED,
	};
	struct allocation *a = &allocations[step->which % MAX_OBJECTS];

	if (a->cpu)
		return;
	*a = (struct allocation){
		.way = step->how % NR_WAYS, .size = 1 + step->much % (3 * PAGE_SIZE),
		.dir = dirs[step->much % 3], .attrs = attrs[(step->how >> 4) % ARRAY_SIZE(attrs)],
	};
	open_books();
	alloc_by(a, step->how & 8 ? GFP_ATOMIC : GFP_KERNEL, a - allocations);
	if (!a->cpu) {
		refused();
		return;
	}
	if (a->page && is_taken(a->page, PFN_UP(a->size), a))
		fail("memory was given away twice");
	a->held = close_books();
}

static void free_allocation(const struct step *step)
{
	struct allocation *a = &allocations[step->which % MAX_OBJECTS];
	unsigned int i = a - allocations;

	if (!a->cpu)
		return;
	open_books();
	if (a->way == ATTRS) {
		tell("dma_free_attrs(dev, %zu, cpu%u, ring%u, %#lx);", a->size, i, i, a->attrs);
		dma_free_attrs(dc_device, a->size, a->cpu, a->handle, a->attrs);
	} else if (a->way == PAGES) {
		tell("dma_free_pages(dev, %zu, ring_page%u, ring%u, %d);", a->size, i, i, a->dir);
		dma_free_pages(dc_device, a->size, a->page, a->handle, a->dir);
	} else {
		tell("dma_free_noncontiguous(dev, %zu, sgt%u, %d);", a->size, i, a->dir);
		dma_free_noncontiguous(dc_device, a->size, a->sgt, a->dir);
	}
	a->cpu = NULL;
	a->page = NULL;
	give_back(a->held);
}

static void mmap_allocation(const struct step *step)
{
	struct allocation *a = &allocations[step->which % MAX_OBJECTS];
	struct vm_area_struct vma = { .vm_end = PAGE_SIZE, .vm_page_prot = PAGE_SHARED };

	if (!a->cpu || a->way != ATTRS || (a->attrs & DMA_ATTR_NO_KERNEL_MAPPING))
		return;
	tell("dma_mmap_attrs(dev, vma, cpu%u, ring%u, %zu, %#lx);", (unsigned int)(a - allocations),
	     (unsigned int)(a - allocations), a->size, a->attrs);
	dma_mmap_attrs(dc_device, &vma, a->cpu, a->handle, a->size, a->attrs);
}

static void inject(const struct step *step)
{
	dc_inject_half_done = step->much & 1;
	dc_inject_fail(step->which % DC_NR_INJECT_POINTS, 1ULL << step->how % 4);
}

static void work(void)
{
	open_books();
	dc_pools_work();
	dc_swiotlb_work();
	books = combine(books, combine(count(), before, -1), 1);
}

static void do_step(const struct step *step)
{
	switch (step->op) {
	case GET: get_buffer(step); return;
	case PUT: put_buffer(step); return;
	case MAP: map_buffer(step); return;
	case UNMAP: unmap_buffer(step); return;
	case SYNC: sync_buffer(step); return;
	case DECRYPT:
	case ENCRYPT: convert_buffer(step); return;
	case ALLOC: alloc(step); return;
	case FREE: free_allocation(step); return;
	case MMAP: mmap_allocation(step); return;
	case MAP_LIST: map_list(step); return;
	case UNMAP_LIST: unmap_list(step); return;
	case LINK: link_buffer(step); return;
	case UNLINK: unlink_buffer(step); return;
	case INJECT: inject(step); return;
	default: work();
	}
}

/* Programs. */

static void check_world(unsigned int refusals)
{
	unsigned int forbidden = DC_HURT_EXPOSED | DC_HURT_CORRUPT | DC_HURT_FAULT | DC_HURT_LEAK |
				 DC_HURT_IGNORED;

	/* A warning goes with a refusal, or with the decision to lose pages. */
	if (dc_hurts.refusals == refusals && !dc_hurts.excused)
		forbidden |= DC_HURT_SPLAT;
	dc_views_check();
	if (dc_hurts.suffered & forbidden)
		fail(dc_hurts.last);
	if (dc_pages_exposed())
		fail("a free page is shared with the host");
	if (!is_same(count(), books))
		fail("the books do not balance");
	dc_hurts.suffered = dc_hurts.excused = 0;
}

static void release_all(void)
{
	for (unsigned int i = 0; i < MAX_OBJECTS; i++) {
		struct step step = { .which = i };

		unmap_buffer(&step);
		unmap_list(&step);
		unlink_buffer(&step);
		free_allocation(&step);
	}
	for (unsigned int i = 0; i < MAX_OBJECTS; i++)
		put_buffer(&(struct step){ .which = i });
}

static void start(const struct program *program)
{
	memset(buffers, 0, sizeof(buffers));
	memset(mappings, 0, sizeof(mappings));
	memset(lists, 0, sizeof(lists));
	memset(states, 0, sizeof(states));
	memset(allocations, 0, sizeof(allocations));
	failure = NULL;
	dc_inject_reset();
	dc_machine_boot(&program->machine);
	books = count();
}

/* What went wrong, NULL when nothing did. */
static const char *run(const struct program *program)
{
	sigjmp_buf here;

	start(program);
	dc_harm_resume = &here;
	if (sigsetjmp(here, 0)) {
		fail(dc_hurts.last);
		return failure;
	}
	for (unsigned int i = 0; i < program->nr && !failure; i++) {
		unsigned int refusals = dc_hurts.refusals;

		do_step(&program->steps[i]);
		check_world(refusals);
	}
	if (!failure) {
		unsigned int refusals = dc_hurts.refusals;

		dc_inject_reset();
		release_all();
		check_world(refusals);
	}
	return failure;
}

static u64 seed;

static unsigned int roll(unsigned int sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 32) % sides;
}

/* One of the machines, often with a part exchanged. */
static struct dc_machine some_machine(void)
{
	struct dc_machine machine = dc_machines[roll(dc_nr_machines)];

	if (!roll(4))
		machine.slots = 4 + 4 * roll(4);
	/* A restricted pool is what the device tree says, and no more. */
	if (!roll(4) && !machine.for_alloc)
		machine.can_grow = true;
	if (!roll(8))
		machine.atomic_pages = 1 + roll(4);
	/* What is set aside at boot, and windows into uncached memory, nobody has in a guest. */
	if (machine.enc_guest || machine.enc_host || machine.iommu)
		return machine;
	if (!roll(8))
		machine.device_memory = true;
	else if (!roll(8) && !machine.coherent)
		machine.global_pool = true;
	else if (!roll(8) && machine.remap) {
		machine.remap = false;
		machine.set_uncached = true;
	}
	return machine;
}

static struct program some_program(void)
{
	struct program program = { .machine = some_machine(), .nr = 1 + roll(MAX_STEPS) };

	for (unsigned int i = 0; i < program.nr; i++)
		program.steps[i] =
			(struct step){ roll(NR_OPS), roll(1u << 16), roll(1u << 16), roll(~0u) };
	return program;
}

/* Steps that it fails without are left out, one after the other, until none can go. */
static void shrink(struct program *program)
{
	for (unsigned int i = 0; i < program->nr; ) {
		struct program less = *program;

		less.nr--;
		memmove(&less.steps[i], &less.steps[i + 1], (less.nr - i) * sizeof(less.steps[0]));
		if (run(&less)) {
			*program = less;
			i = 0;
		} else {
			i++;
		}
	}
}

static void print_specimen(struct program *program, u64 start_seed)
{
	shrink(program);
	printf("/* Seed %llu, machine %s: %s. */\n", start_seed, program->machine.name,
	       run(program));
	printf("#include <linux/dma-mapping.h>\n#include <linux/set_memory.h>\n\n");
	printf("void bad_random(struct device *dev)\n{\n");
	is_telling = true;
	run(program);
	is_telling = false;
	printf("}\n");
}

int main(int argc, char **argv)
{
	u64 wanted = argc > 1 ? strtoull(argv[1], NULL, 0) : 300000, nr_steps = 0, nr_programs = 0;
	u64 start_seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 20260701;

	for (; nr_steps < wanted; nr_programs++) {
		struct program program;

		seed = (start_seed + nr_programs) * 0x9e3779b97f4a7c15ULL | 1;
		roll(1);
		program = some_program();
		nr_steps += program.nr;
		if (!run(&program))
			continue;
		print_specimen(&program, start_seed + nr_programs);
		return 1;
	}
	printf("%llu steps of %llu programs\n", nr_steps, nr_programs);
	return 0;
}
