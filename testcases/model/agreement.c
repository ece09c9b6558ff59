/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Judge and model on every input: each function of the API, each set of attributes, each kind of
 * memory, each machine.
 *
 * The judge is right about a call when each rule that it convicts by comes to the harm that its row
 * of rules.def claims, on some machine, with the attributes that the verdict names alone; and when
 * a call that it acquits does no harm anywhere that the right attributes would not do too.  Where
 * they differ, a row of `exceptions` says why.
 */
#include <linux/blkdev.h>
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/set_memory.h>
#include <linux/virtio.h>
#include <linux/vmalloc.h>
#include <net/netmem.h>
#include <net/xdp_sock_drv.h>
#include <rdma/ib_verbs.h>
#include <stdio.h>
#include <stdlib.h>

#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "judge.h"
#include "kernel.h"
#include "machine.h"
#include "mapping.h"
#include "memory.h"
#include "physics.h"
#include "swiotlb.h"
#include "table.h"
#include "traffic.h"

_Static_assert((int)DC_HURT_IGNORED == (int)DC_HARM_IGNORED &&
		       (int)DC_HURT_REFUSED == (int)DC_HARM_REFUSED &&
		       (int)DC_HURT_SPLAT == (int)DC_HARM_SPLAT &&
		       (int)DC_HURT_LEAK == (int)DC_HARM_LEAK &&
		       (int)DC_HURT_EXPOSED == (int)DC_HARM_EXPOSED &&
		       (int)DC_HURT_CORRUPT == (int)DC_HARM_CORRUPT &&
		       (int)DC_HURT_FAULT == (int)DC_HARM_FAULT,
	       "the model's harms are those of the rules");

enum { SIZE = 512, NR_LIVE_BITS = 14, MAX_MACHINES = 16 };

#define DIR	DMA_BIDIRECTIONAL
#define DEV	dc_device

/* Bits 1, 2 and 4 to 15 of the attributes, squeezed; bit 13 of an index is all undefined. */
#define NR_SETS		(1u << NR_LIVE_BITS)
#define UNDEFINED	(1UL << 0 | 1UL << 3 | ~0UL << 15)

static unsigned long set_of(unsigned int index)
{
	unsigned long set = (index & 3) << 1 | (unsigned long)(index >> 2 & 0x7ff) << 4;

	return index >> 13 & 1 ? set | UNDEFINED : set;
}

static unsigned int index_of(unsigned long set)
{
	return (set >> 1 & 3) | (set >> 4 & 0x7ff) << 2 | (set & UNDEFINED ? 1u << 13 : 0);
}

/* Memory. */

enum kind { LOWMEM, HIGHMEM, DECRYPTED, MMIO, P2P, VMALLOC, USER, STACK, NR_KINDS };

static const struct {
	const char *name;
	enum dc_memory memory;
	enum dc_encryption encryption;
	unsigned long right;	/* attributes of a mapping by physical address that is right */
} kinds[NR_KINDS] = {
	[LOWMEM] = { "lowmem page", DC_MEMORY_RAM, DC_ENCRYPTION_PRIVATE, 0 },
	[HIGHMEM] = { "highmem page", DC_MEMORY_RAM, DC_ENCRYPTION_PRIVATE, 0 },
	[DECRYPTED] = { "decrypted page", DC_MEMORY_RAM, DC_ENCRYPTION_SHARED, DMA_ATTR_CC_SHARED },
	[MMIO] = { "device memory without page", DC_MEMORY_MMIO, DC_ENCRYPTION_UNKNOWN,
		   DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED },
	[P2P] = { "device memory with page", DC_MEMORY_UNKNOWN, DC_ENCRYPTION_UNKNOWN,
		  DMA_ATTR_MMIO },
	[VMALLOC] = { "vmalloc", DC_MEMORY_VMALLOC, DC_ENCRYPTION_PRIVATE, 0 },
	[USER] = { "user page", DC_MEMORY_USER, DC_ENCRYPTION_PRIVATE, 0 },
	[STACK] = { "stack", DC_MEMORY_STACK, DC_ENCRYPTION_PRIVATE, 0 },
};

/* What one call works on. */
static struct {
	enum kind kind;
	unsigned long attrs;
	struct page *page;
	phys_addr_t phys;
	void *cpu;
	struct bio_vec bvec;
	struct scatterlist list[1];
	struct sg_table sgt, *noncontiguous;
	struct dma_iova_state state;
	struct xsk_buff_pool xsk;
	struct vm_area_struct vma;
	dma_addr_t handle;
	size_t size;
	bool ok;
} at;

static char stack_like[SIZE];
static struct ib_device ib = { DEV };
static struct virtqueue vq = { DEV };
static struct { struct page *page; void *cpu; } places[NR_KINDS];

static void set_up_places(void)
{
	places[LOWMEM].page = alloc_pages(GFP_KERNEL, 0);
	places[HIGHMEM].page = alloc_pages(__GFP_HIGHMEM, 0);
	places[DECRYPTED].page = alloc_pages(GFP_KERNEL, 0);
	if (set_memory_decrypted((unsigned long)page_address(places[DECRYPTED].page), 1))
		abort();
	places[P2P].page = phys_to_page(DC_P2P_BASE);
	places[VMALLOC].cpu = vmalloc(PAGE_SIZE);
	places[VMALLOC].page = vmalloc_to_page(places[VMALLOC].cpu);
	places[USER].page = dc_user_page();
	places[STACK].cpu = stack_like;
}

static void boot(const struct dc_machine *machine)
{
	dc_inject_reset();
	dc_machine_boot(machine);
	set_up_places();
}

static void prepare(enum kind kind, unsigned long attrs)
{
	at.kind = kind;
	at.attrs = attrs;
	at.ok = false;
	at.size = SIZE;
	at.page = places[kind].page;
	at.phys = at.page ? page_to_phys(at.page) : DC_MMIO_BASE;
	at.cpu = places[kind].cpu;
	if (!at.cpu && at.page && !PageHighMem(at.page))
		at.cpu = page_address(at.page);
	at.bvec = (struct bio_vec){ at.page, SIZE, 0 };
	sg_init_table(at.list, 1);
	sg_set_page(at.list, at.page, SIZE, 0);
	at.sgt = (struct sg_table){ at.list, 1, 1 };
	at.xsk = (struct xsk_buff_pool){ .pages = { at.page }, .nr_pages = 1 };
	at.vma = (struct vm_area_struct){ .vm_end = PAGE_SIZE, .vm_page_prot = PAGE_SHARED };
}

/* Calls: one a function of apis.def. */

static bool is_mapped(dma_addr_t handle)
{
	at.handle = handle;
	return handle != DMA_MAPPING_ERROR;
}

static bool is_allocated(void *cpu)
{
	at.cpu = cpu;
	return cpu;
}

#define DO(name, ...)	static void do_##name(void) { __VA_ARGS__; }

/* Streaming, one range. */
DO(dma_map_single_attrs, at.ok = is_mapped(dma_map_single_attrs(DEV, at.cpu, SIZE, DIR, at.attrs)))
DO(dma_map_single, at.ok = is_mapped(dma_map_single(DEV, at.cpu, SIZE, DIR)))
DO(dma_map_page_attrs, at.ok = is_mapped(dma_map_page_attrs(DEV, at.page, 0, SIZE, DIR, at.attrs)))
DO(dma_map_page, at.ok = is_mapped(dma_map_page(DEV, at.page, 0, SIZE, DIR)))
DO(dma_map_bvec, at.ok = is_mapped(dma_map_bvec(DEV, &at.bvec, DIR, at.attrs)))
DO(dma_map_phys, at.ok = is_mapped(dma_map_phys(DEV, at.phys, SIZE, DIR, at.attrs)))
DO(dma_map_resource, at.ok = is_mapped(dma_map_resource(DEV, at.phys, SIZE, DIR, at.attrs)))
DO(dma_unmap_single_attrs, dma_unmap_single_attrs(DEV, at.handle, SIZE, DIR, at.attrs))
DO(dma_unmap_single, dma_unmap_single(DEV, at.handle, SIZE, DIR))
DO(dma_unmap_page_attrs, dma_unmap_page_attrs(DEV, at.handle, SIZE, DIR, at.attrs))
DO(dma_unmap_page, dma_unmap_page(DEV, at.handle, SIZE, DIR))
DO(dma_unmap_phys, dma_unmap_phys(DEV, at.handle, SIZE, DIR, at.attrs))
DO(dma_unmap_resource, dma_unmap_resource(DEV, at.handle, SIZE, DIR, at.attrs))
DO(dma_sync_single_for_cpu, dma_sync_single_for_cpu(DEV, at.handle, SIZE, DIR))
DO(dma_sync_single_for_device, dma_sync_single_for_device(DEV, at.handle, SIZE, DIR))
DO(dma_sync_single_range_for_cpu, dma_sync_single_range_for_cpu(DEV, at.handle, 64, 128, DIR))
DO(dma_sync_single_range_for_device, dma_sync_single_range_for_device(DEV, at.handle, 64, 128, DIR))

/* Streaming, lists. */
DO(dma_map_sg_attrs, at.ok = dma_map_sg_attrs(DEV, at.list, 1, DIR, at.attrs))
DO(dma_map_sg, at.ok = dma_map_sg(DEV, at.list, 1, DIR))
DO(dma_map_sgtable, at.ok = !dma_map_sgtable(DEV, &at.sgt, DIR, at.attrs))
DO(dma_unmap_sg_attrs, dma_unmap_sg_attrs(DEV, at.list, 1, DIR, at.attrs))
DO(dma_unmap_sg, dma_unmap_sg(DEV, at.list, 1, DIR))
DO(dma_unmap_sgtable, dma_unmap_sgtable(DEV, &at.sgt, DIR, at.attrs))
DO(dma_sync_sg_for_cpu, dma_sync_sg_for_cpu(DEV, at.list, 1, DIR))
DO(dma_sync_sg_for_device, dma_sync_sg_for_device(DEV, at.list, 1, DIR))
DO(dma_sync_sgtable_for_cpu, dma_sync_sgtable_for_cpu(DEV, &at.sgt, DIR))
DO(dma_sync_sgtable_for_device, dma_sync_sgtable_for_device(DEV, &at.sgt, DIR))

/* Allocation. */
DO(dma_alloc_attrs,
   at.ok = is_allocated(dma_alloc_attrs(DEV, SIZE, &at.handle, GFP_KERNEL, at.attrs)))
DO(dma_free_attrs, dma_free_attrs(DEV, SIZE, at.cpu, at.handle, at.attrs))
DO(dma_alloc_coherent,
   at.ok = is_allocated(dma_alloc_coherent(DEV, SIZE, &at.handle, GFP_KERNEL)))
DO(dma_free_coherent, dma_free_coherent(DEV, SIZE, at.cpu, at.handle))
DO(dma_alloc_wc, at.ok = is_allocated(dma_alloc_wc(DEV, SIZE, &at.handle, GFP_KERNEL)))
DO(dma_free_wc, dma_free_wc(DEV, SIZE, at.cpu, at.handle))
DO(dma_mmap_attrs, dma_mmap_attrs(DEV, &at.vma, at.cpu, at.handle, SIZE, at.attrs))
DO(dma_mmap_coherent, dma_mmap_coherent(DEV, &at.vma, at.cpu, at.handle, SIZE))
DO(dma_mmap_wc, dma_mmap_wc(DEV, &at.vma, at.cpu, at.handle, SIZE))
DO(dma_get_sgtable_attrs,
   if (!dma_get_sgtable_attrs(DEV, &at.sgt, at.cpu, at.handle, SIZE, at.attrs))
	sg_free_table(&at.sgt))
DO(dma_get_sgtable,
   if (!dma_get_sgtable(DEV, &at.sgt, at.cpu, at.handle, SIZE))
	sg_free_table(&at.sgt))
DO(dmam_alloc_attrs,
   at.ok = is_allocated(dmam_alloc_attrs(DEV, SIZE, &at.handle, GFP_KERNEL, at.attrs)))
DO(dmam_alloc_coherent,
   at.ok = is_allocated(dmam_alloc_coherent(DEV, SIZE, &at.handle, GFP_KERNEL)))
DO(dmam_free_coherent, dmam_free_coherent(DEV, SIZE, at.cpu, at.handle))
DO(dma_alloc_noncontiguous,
   at.ok = (at.noncontiguous = dma_alloc_noncontiguous(DEV, SIZE, DIR, GFP_KERNEL, at.attrs)))
DO(dma_free_noncontiguous, dma_free_noncontiguous(DEV, SIZE, at.noncontiguous, DIR))
DO(dma_mmap_noncontiguous, dma_mmap_noncontiguous(DEV, &at.vma, SIZE, at.noncontiguous))
DO(dma_alloc_pages, at.ok = (at.page = dma_alloc_pages(DEV, SIZE, &at.handle, DIR, GFP_KERNEL)))
DO(dma_free_pages, dma_free_pages(DEV, SIZE, at.page, at.handle, DIR))
DO(dma_mmap_pages, dma_mmap_pages(DEV, &at.vma, SIZE, at.page))
DO(dma_alloc_noncoherent,
   at.ok = is_allocated(dma_alloc_noncoherent(DEV, SIZE, &at.handle, DIR, GFP_KERNEL)))
DO(dma_free_noncoherent, dma_free_noncoherent(DEV, SIZE, at.cpu, at.handle, DIR))

/* IOVA states. */
DO(dma_iova_try_alloc, at.ok = dma_iova_try_alloc(DEV, &at.state, at.phys, SIZE))
DO(dma_iova_free, dma_iova_free(DEV, &at.state))
DO(dma_iova_link, do_dma_iova_try_alloc();
   at.ok = !dma_iova_link(DEV, &at.state, at.phys, 0, SIZE, DIR, at.attrs);
   if (!at.ok)
	dma_iova_free(DEV, &at.state))
DO(dma_iova_unlink, dma_iova_unlink(DEV, &at.state, 0, SIZE, DIR, at.attrs);
   dma_iova_free(DEV, &at.state))
DO(dma_iova_destroy, dma_iova_destroy(DEV, &at.state, SIZE, DIR, at.attrs))
DO(dma_iova_sync, dma_iova_sync(DEV, &at.state, 0, SIZE))

/* Wrappers. */
DO(ib_dma_map_single, at.ok = is_mapped(ib_dma_map_single(&ib, at.cpu, SIZE, DIR)))
DO(ib_dma_unmap_single, ib_dma_unmap_single(&ib, at.handle, SIZE, DIR))
DO(ib_dma_map_page, at.ok = is_mapped(ib_dma_map_page(&ib, at.page, 0, SIZE, DIR)))
DO(ib_dma_unmap_page, ib_dma_unmap_page(&ib, at.handle, SIZE, DIR))
DO(ib_dma_map_bvec, at.ok = is_mapped(ib_dma_map_bvec(&ib, &at.bvec, DIR)))
DO(ib_dma_map_sg_attrs, at.ok = ib_dma_map_sg_attrs(&ib, at.list, 1, DIR, at.attrs))
DO(ib_dma_map_sg, at.ok = ib_dma_map_sg(&ib, at.list, 1, DIR))
DO(ib_dma_unmap_sg_attrs, ib_dma_unmap_sg_attrs(&ib, at.list, 1, DIR, at.attrs))
DO(ib_dma_unmap_sg, ib_dma_unmap_sg(&ib, at.list, 1, DIR))
DO(ib_dma_map_sgtable_attrs, at.ok = !ib_dma_map_sgtable_attrs(&ib, &at.sgt, DIR, at.attrs))
DO(ib_dma_unmap_sgtable_attrs, ib_dma_unmap_sgtable_attrs(&ib, &at.sgt, DIR, at.attrs))
DO(ib_dma_sync_single_for_cpu, ib_dma_sync_single_for_cpu(&ib, at.handle, SIZE, DIR))
DO(ib_dma_sync_single_for_device, ib_dma_sync_single_for_device(&ib, at.handle, SIZE, DIR))
DO(virtqueue_map_page_attrs,
   at.ok = is_mapped(virtqueue_map_page_attrs(&vq, at.page, 0, SIZE, DIR, at.attrs)))
DO(virtqueue_unmap_page_attrs, virtqueue_unmap_page_attrs(&vq, at.handle, SIZE, DIR, at.attrs))
DO(virtqueue_map_single_attrs,
   at.ok = is_mapped(virtqueue_map_single_attrs(&vq, at.cpu, SIZE, DIR, at.attrs)))
DO(virtqueue_unmap_single_attrs, virtqueue_unmap_single_attrs(&vq, at.handle, SIZE, DIR, at.attrs))
DO(virtqueue_dma_map_single_attrs,
   at.ok = is_mapped(virtqueue_dma_map_single_attrs(&vq, at.cpu, SIZE, DIR, at.attrs)))
DO(virtqueue_dma_unmap_single_attrs,
   virtqueue_dma_unmap_single_attrs(&vq, at.handle, SIZE, DIR, at.attrs))
DO(netmem_dma_unmap_page_attrs, netmem_dma_unmap_page_attrs(DEV, at.handle, SIZE, DIR, at.attrs))
DO(xsk_pool_dma_map, at.ok = !xsk_pool_dma_map(&at.xsk, DEV, at.attrs))
DO(xsk_pool_dma_unmap, xsk_pool_dma_unmap(&at.xsk, at.attrs))
DO(xp_dma_map, at.ok = !xp_dma_map(&at.xsk, DEV, at.attrs, at.xsk.pages, 1))
DO(xp_dma_unmap, xp_dma_unmap(&at.xsk, at.attrs))

/* A row of apis.def that has no function here does not compile. */
static void (*const calls[])(void) = {
#define API(name, ...) do_##name,
#include "apis.def"
#undef API
};

/* Scenes: what has to happen before and after the call that is judged. */

static bool is_acquire(const struct dc_api *api)
{
	return api->op == DC_OP_ALLOC || api->op == DC_OP_MAP || api->op == DC_OP_IOVA_LINK;
}

static bool takes_memory(const struct dc_api *api)
{
	return api->family == DC_FAMILY_PHYS || api->family == DC_FAMILY_SG ||
	       api->family == DC_FAMILY_XSK || api->family == DC_FAMILY_IOVA;
}

/* Whether memory of that kind can be named as the function wants it. */
static bool can_name(const struct dc_api *api, enum kind kind)
{
	enum dc_form form = api->form;

	if (!takes_memory(api))
		return kind == LOWMEM;
	if (!is_acquire(api) && (kind == STACK || kind == VMALLOC))
		return false;
	if (!is_acquire(api))
		return kind != MMIO || api->family == DC_FAMILY_PHYS ||
		       api->family == DC_FAMILY_IOVA;
	if (form == DC_FORM_CPU)
		return kind != HIGHMEM && kind != MMIO;
	if (form == DC_FORM_PHYS)
		return kind != STACK;
	return kind != STACK && kind != MMIO;
}

/* Device memory cannot be mapped by its page, and lists find it by themselves. */
static unsigned long right_of(const struct dc_api *api, enum kind kind)
{
	if (!takes_memory(api))
		return 0;
	if (api->form == DC_FORM_PHYS || api->form == DC_FORM_STATE || api->form == DC_FORM_HANDLE)
		return kinds[kind].right;
	return kinds[kind].right & ~DMA_ATTR_MMIO;
}

/* The attributes of the mapping that a release or a sync of this function would belong to. */
static unsigned long acquired_with(const struct dc_api *api, enum kind kind, unsigned long attrs)
{
	if (api->attrs == DC_ARG_NONE || api->op == DC_OP_SYNC)
		return api->implied | (api->op == DC_OP_SYNC ? right_of(api, kind) : 0);
	if (api->family == DC_FAMILY_XSK ||
	    (api->family == DC_FAMILY_PHYS && api->form != DC_FORM_PHYS))
		return attrs & ~DMA_ATTR_MMIO;
	if (!takes_memory(api))
		return attrs & ~(DMA_ATTR_CC_SHARED | __DMA_ATTR_ALLOC_CC_SHARED);
	return attrs | api->implied;
}

static void acquire(const struct dc_api *api)
{
	switch (api->family) {
	case DC_FAMILY_PHYS:
		do_dma_map_phys();
		return;
	case DC_FAMILY_SG:
		do_dma_map_sg_attrs();
		return;
	case DC_FAMILY_XSK:
		do_xp_dma_map();
		return;
	case DC_FAMILY_IOVA:
		if (api->op == DC_OP_FREE)
			do_dma_iova_try_alloc();
		else
			do_dma_iova_link();
		return;
	case DC_FAMILY_COHERENT:
		do_dma_alloc_attrs();
		return;
	case DC_FAMILY_MANAGED:
		do_dmam_alloc_attrs();
		return;
	case DC_FAMILY_NONCONTIGUOUS:
		at.attrs = 0;
		do_dma_alloc_noncontiguous();
		return;
	case DC_FAMILY_PAGES:
		do_dma_alloc_pages();
		return;
	case DC_FAMILY_NONCOHERENT:
		do_dma_alloc_noncoherent();
		return;
	}
}

static void release(const struct dc_api *api)
{
	at.attrs |= api->implied;
	switch (api->family) {
	case DC_FAMILY_PHYS:
		do_dma_unmap_phys();
		return;
	case DC_FAMILY_SG:
		do_dma_unmap_sg_attrs();
		return;
	case DC_FAMILY_XSK:
		do_xp_dma_unmap();
		return;
	case DC_FAMILY_IOVA:
		if (api->op == DC_OP_ALLOC)
			do_dma_iova_free();
		else
			do_dma_iova_destroy();
		return;
	case DC_FAMILY_COHERENT:
		do_dma_free_attrs();
		return;
	case DC_FAMILY_MANAGED:
		dc_mapping_release_managed();
		return;
	case DC_FAMILY_NONCONTIGUOUS:
		do_dma_free_noncontiguous();
		return;
	case DC_FAMILY_PAGES:
		do_dma_free_pages();
		return;
	case DC_FAMILY_NONCOHERENT:
		do_dma_free_noncoherent();
		return;
	}
}

struct result {
	u8 suffered, excused;
};

static bool is_on_stage;	/* the call that is judged was reached */

/* The harm of the call alone: what came before is forgiven, what comes after belongs to it. */
static void play(const struct dc_api *api, enum kind kind, unsigned long attrs)
{
	void (*call)(void) = calls[api - dc_apis];

	is_on_stage = is_acquire(api);
	if (is_on_stage) {
		prepare(kind, attrs);
		call();
		if (at.ok)
			release(api);
		return;
	}
	prepare(kind, acquired_with(api, kind, attrs));
	acquire(api);
	if (!at.ok)
		return;
	dc_harm_reset();
	is_on_stage = true;
	if (api->op == DC_OP_MMAP || api->op == DC_OP_SGTABLE || api->op == DC_OP_SYNC) {
		unsigned long was = at.attrs;

		at.attrs = attrs;
		call();
		at.attrs = was;
		release(api);
	} else {
		at.attrs = attrs;
		call();
	}
}

/*
 * Quick: hints go together, those of allocations and the others.  The one allocation that refuses
 * them is run in full.
 */
static bool is_quick;

static bool is_part_of(unsigned long attrs, unsigned long group)
{
	return (attrs & group) && (attrs & group) != group;
}

static bool is_left_out(const struct dc_api *api, unsigned long attrs)
{
	return is_quick && api->family != DC_FAMILY_NONCONTIGUOUS &&
	       (is_part_of(attrs, DMA_ATTR_WRITE_COMBINE | DMA_ATTR_ALLOC_SINGLE_PAGES) ||
		is_part_of(attrs, DMA_ATTR_WEAK_ORDERING | DMA_ATTR_NO_WARN |
				  DMA_ATTR_DEBUGGING_IGNORE_CACHELINES));
}

static u64 nr_runs, nr_boots;

static bool is_soiled(void)
{
	return (dc_hurts.suffered & (DC_HURT_LEAK | DC_HURT_EXPOSED | DC_HURT_FAULT)) ||
	       dc_traffic_live() || dc_swiotlb_slots_used();
}

static struct result run(const struct dc_machine *machine, const struct dc_api *api,
			 enum kind kind, unsigned long attrs)
{
	sigjmp_buf here;
	struct result result;

	dc_harm_reset();
	dc_harm_resume = &here;
	if (!sigsetjmp(here, 0))
		play(api, kind, attrs);
	dc_harm_resume = NULL;
	result = (struct result){ 0 };
	if (is_on_stage)
		result = (struct result){ dc_hurts.suffered, dc_hurts.excused };
	nr_runs++;
	/* Left over from acquiring for a call that does not release: no harm, but dirt. */
	if (is_soiled() || dc_debug_count()) {
		boot(machine);
		nr_boots++;
	}
	return result;
}

/* The comparison. */

struct scene {
	const struct dc_api *api;
	enum kind kind;
	struct result results[MAX_MACHINES][NR_SETS];
	unsigned int baseline[MAX_MACHINES];	/* what the right attributes suffer */
};

static struct scene scene;
static struct dc_kernel kernel;
static u64 nr_cases, nr_convicted, nr_told_before, nr_unexplained;

static size_t judge(const struct dc_api *api, enum kind kind, unsigned long attrs,
		    struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct dc_call call = {
		.api = api, .set = attrs, .clear = ~(uint64_t)attrs,
		.memory = takes_memory(api) ? kinds[kind].memory : DC_MEMORY_UNKNOWN,
		.encryption = takes_memory(api) ? kinds[kind].encryption : DC_ENCRYPTION_UNKNOWN,
	};

	if (api->op == DC_OP_SYNC)
		call.mmio_handle = kind == MMIO || kind == P2P ? DC_YES : DC_NO;
	return dc_judge_call(&call, &kernel, verdicts);
}

/* On any machine, with these attributes. */
static unsigned int suffered_anywhere(unsigned long attrs, bool with_excused)
{
	unsigned int harm = 0;

	for (unsigned int m = 0; m < dc_nr_machines; m++) {
		const struct result *result = &scene.results[m][index_of(attrs)];

		harm |= result->suffered | (with_excused ? result->excused : 0);
	}
	return harm;
}

/* Harm that the right attributes would have spared. */
static unsigned int blamed(unsigned long attrs)
{
	unsigned int harm = 0;

	for (unsigned int m = 0; m < dc_nr_machines; m++)
		harm |= scene.results[m][index_of(attrs)].suffered & ~scene.baseline[m];
	return harm;
}

/* The bits that a verdict names, set or missing as they are, and for the rest what is right. */
static unsigned long alone_of(const struct dc_verdict *verdict, unsigned long attrs)
{
	unsigned long right = right_of(scene.api, scene.kind) & ~verdict->bits;

	return scene.api->attrs == DC_ARG_NONE ? 0 : right | (verdict->bits & attrs);
}

struct exception {
	const char *name, *why;
	bool (*applies)(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm);
	u64 nr;
};

#include "exceptions.h"

/* The first of its kind in a scene stands for the others. */
static void unexplained(const char *what, unsigned long attrs, unsigned int harm)
{
	static const char *told[16];
	static unsigned int nr_told;
	static const struct dc_api *api;
	static enum kind kind;
	char names[200], harms[80];

	nr_unexplained++;
	if (api != scene.api || kind != scene.kind)
		nr_told = 0;
	api = scene.api;
	kind = scene.kind;
	for (unsigned int i = 0; i < nr_told; i++)
		if (told[i] == what)
			return;
	if (nr_told < ARRAY_SIZE(told))
		told[nr_told++] = what;
	printf("%s: %s with %s%s: %s; the model: %s\n", api->name, kinds[kind].name,
	       dc_attrs_print(attrs & ~UNDEFINED, names, sizeof(names)),
	       attrs & UNDEFINED ? "|undefined" : "", what,
	       dc_harm_print(harm, harms, sizeof(harms)));
}

static bool is_excepted(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(exceptions); i++) {
		if (!exceptions[i].applies(verdict, attrs, harm))
			continue;
		exceptions[i].nr++;
		return true;
	}
	return false;
}

/* The function that acquires what this one releases, with attributes. */
static const struct dc_api *acquire_of(const struct dc_api *api)
{
	const struct dc_api *it = dc_apis;

	while (it->family != api->family || !is_acquire(it) || it->attrs == DC_ARG_NONE ||
	       (api->family == DC_FAMILY_PHYS && it->form != DC_FORM_PHYS))
		it++;
	return it;
}

/* A release, sync or mmap of what is wrong already was told of at the acquire. */
static bool is_told_before(unsigned long attrs)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	if (is_acquire(scene.api) || scene.api->attrs == DC_ARG_NONE)
		return false;
	attrs = acquired_with(scene.api, scene.kind, attrs);
	for (size_t n = judge(acquire_of(scene.api), scene.kind, attrs, verdicts); n; n--)
		if (verdicts[n - 1].level > DC_LEVEL_NOTE)
			return true;
	return false;
}

static void compare(unsigned long attrs)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = judge(scene.api, scene.kind, attrs, verdicts), nr_guilty = 0;
	unsigned int harm = blamed(attrs), noted = 0;

	nr_cases += dc_nr_machines;
	for (size_t i = 0; i < nr; i++) {
		const struct dc_rule *rule = &dc_rules[verdicts[i].rule];
		unsigned long alone = alone_of(&verdicts[i], attrs);

		if (verdicts[i].level > DC_LEVEL_NOTE)
			nr_guilty++;
		else
			noted |= rule->harm;
		if (!(suffered_anywhere(alone, true) & rule->harm) &&
		    !is_excepted(&verdicts[i], attrs, suffered_anywhere(alone, true)))
			unexplained(rule->id, attrs, suffered_anywhere(alone, true));
	}
	if (nr_guilty) {
		nr_convicted++;
		if (!suffered_anywhere(attrs, false) && !is_excepted(verdicts, attrs, 0))
			unexplained("convicted, and harmless", attrs, 0);
		return;
	}
	if (!(harm & ~noted))
		return;
	if (is_told_before(attrs))
		nr_told_before++;
	else if (!is_excepted(NULL, attrs, harm))
		unexplained("acquitted", attrs, harm);
}

static void fill_scene(const struct dc_api *api, enum kind kind)
{
	/* Without an argument for them there is one set, the empty one. */
	unsigned int nr_sets = api->attrs == DC_ARG_NONE ? 1 : NR_SETS;

	scene.api = api;
	scene.kind = kind;
	for (unsigned int m = 0; m < dc_nr_machines; m++) {
		boot(&dc_machines[m]);
		for (unsigned int i = 0; i < nr_sets; i++)
			if (!is_left_out(api, set_of(i)))
				scene.results[m][i] = run(&dc_machines[m], api, kind, set_of(i));
		scene.baseline[m] = scene.results[m][nr_sets == 1 ? 0 : index_of(
			right_of(api, kind))].suffered;
	}
	for (unsigned int i = 0; i < nr_sets; i++)
		if (!is_left_out(api, set_of(i)))
			compare(set_of(i));
}

int main(int argc, char **argv)
{
	unsigned int nr_scenes = 0;

	is_quick = argc > 1 && !strcmp(argv[1], "quick");
	kernel = dc_kernel_newest();
	for (size_t i = 0; i < dc_nr_apis; i++) {
		for (enum kind kind = 0; kind < NR_KINDS; kind++) {
			if (!can_name(&dc_apis[i], kind))
				continue;
			fill_scene(&dc_apis[i], kind);
			nr_scenes++;
		}
	}
	printf("%zu functions, %u with a kind of memory, on %u machines: "
	       "%llu cases, %llu unexplained\n",
	       dc_nr_apis, nr_scenes, dc_nr_machines, nr_cases, nr_unexplained);
	printf("%llu runs, %llu boots\n", nr_runs, nr_boots);
	printf("%llu sets convicted; %llu releases and syncs of what was told of at the map\n",
	       nr_convicted, nr_told_before);
	for (unsigned int i = 0; i < ARRAY_SIZE(exceptions); i++) {
		printf("exception %s: %llu times: %s\n", exceptions[i].name, exceptions[i].nr,
		       exceptions[i].why);
		if (!exceptions[i].nr) {
			printf("  and it is stale\n");
			nr_unexplained++;
		}
	}
	return nr_unexplained != 0;
}
