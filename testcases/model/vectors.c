/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the DMA core of 7.3 answers, case by case.  A row is a machine, a call and the outcome in
 * words; numbers group the rows of one fact, and none may be missing.
 */
#include <linux/dma-mapping.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <stdio.h>

#include "coherent.h"
#include "debug.h"
#include "direct.h"
#include "harm.h"
#include "inject.h"
#include "iommu.h"
#include "machine.h"
#include "physics.h"
#include "pool.h"
#include "swiotlb.h"
#include "traffic.h"

enum { NR_VECTORS = 54 };

#define C_BIT		(1ULL << 47)
#define NS_SHARED	(1ULL << 46)

#define PC		.coherent = true, .slots = 64
#define PHONE		.remap = true, .slots = 64
#define GUEST		.coherent = true, .slots = 64, .enc_guest = true, .enc_bit = C_BIT
#define TRUSTED		GUEST, .trusted = true
#define SME		.coherent = true, .slots = 64, .enc_host = true, .enc_bit = C_BIT
#define SMALL_SME	SME, .coherent_dma_mask = DMA_BIT_MASK(40)
#define REALM		.remap = true, .slots = 64, .enc_guest = true, .unenc_bit = NS_SHARED
#define RESTRICTED	PC, .force_bounce = true, .for_alloc = true
#define IOMMU		.coherent = true, .iommu = true, .slots = 64
#define UNTRUSTED	IOMMU, .untrusted = true
#define MASK32		.dma_mask = DMA_BIT_MASK(32)

#define SKIP	DMA_ATTR_SKIP_CPU_SYNC
#define MMIO	DMA_ATTR_MMIO
#define STRICT	DMA_ATTR_REQUIRE_COHERENT
#define SHARED	DMA_ATTR_CC_SHARED
#define NKM	DMA_ATTR_NO_KERNEL_MAPPING

static unsigned int nr_failed, nr_checked;
static bool seen[NR_VECTORS + 1];

static void check(int number, const char *what, bool is_right)
{
	seen[number] = true;
	nr_checked++;
	if (is_right)
		return;
	nr_failed++;
	printf("vector %d: %s: not so (last: %s)\n", number, what,
	       dc_hurts.last ? dc_hurts.last : "-");
}

#define CHECK(number, condition) check(number, #condition, condition)

static void boot(struct dc_machine machine)
{
	dc_inject_reset();
	dc_machine_boot(&machine);
}

#define BOOT(...) boot((struct dc_machine){ __VA_ARGS__ })

static bool splat(void)
{
	return (dc_hurts.suffered | dc_hurts.excused) & DC_HURT_SPLAT;
}

/* Maps. */

enum call { PAGE, SINGLE, PHYS, RESOURCE, SG, SGTABLE, LINK };
enum memory { RAM, LOW_RAM, DECRYPTED, DEVICE };

struct row {
	int number;
	struct dc_machine machine;
	enum call call;
	enum memory memory;
	size_t offset, size;
	unsigned long attrs;
	const char *outcome;
};

#define MAP(number, call, memory, attrs, outcome, ...) \
	{ number, { __VA_ARGS__ }, call, memory, 0, PAGE_SIZE, attrs, outcome },
#define MAP_PART(number, call, memory, attrs, outcome, ...) \
	{ number, { __VA_ARGS__ }, call, memory, 512, 256, attrs, outcome },

/*
 * Outcomes: `error`, or how the address is formed (plain, enc, unenc), before it `bounced`, after it
 * `synced` where caches need that; `splat` last.
 */
static const struct row rows[] = {
	MAP(1, PAGE, RAM, 0, "plain", PC)
	MAP(1, PAGE, RAM, 0, "plain synced", PHONE)
	MAP(1, SINGLE, RAM, 0, "plain synced", PHONE)
	MAP(1, PHYS, RAM, 0, "plain synced", PHONE)
	MAP(2, PAGE, RAM, SKIP, "plain", PHONE)
	MAP(3, PHYS, DEVICE, MMIO, "plain", PC)
	MAP(3, PHYS, DEVICE, MMIO, "plain", PHONE)
	MAP(4, PAGE, RAM, MMIO, "error", PC)
	MAP(4, SINGLE, RAM, MMIO, "error", PC)
	MAP(4, RESOURCE, DEVICE, 0, "plain", PC)
	MAP(5, PHYS, RAM, STRICT, "error", PHONE)
	MAP(5, SGTABLE, RAM, STRICT, "-EOPNOTSUPP", PHONE)
	MAP(5, SG, RAM, STRICT, "error", PHONE)
	MAP(5, LINK, RAM, STRICT, "-EOPNOTSUPP", .iommu = true, .remap = true)
	MAP(6, PHYS, RAM, 0, "bounced plain", PC, MASK32)
	MAP(6, PHYS, RAM, STRICT, "error splat", PC, MASK32)
	MAP(6, PHYS, RAM, 0, "error splat", .coherent = true, MASK32)
	MAP(6, PHYS, RAM, STRICT, "error splat", .coherent = true, MASK32)
	MAP(7, PHYS, RAM, 0, "bounced plain", PC, .force_bounce = true)
	MAP(7, PHYS, DEVICE, MMIO, "error", PC, .force_bounce = true)
	MAP(7, PHYS, RAM, STRICT, "error", PC, .force_bounce = true)
	MAP(7, PHYS, RAM, SHARED, "bounced plain", PC, .force_bounce = true)
	MAP(7, PHYS, DECRYPTED, SHARED, "bounced unenc", GUEST, .force_bounce = true)
	MAP(8, PHYS, RAM, 0, "bounced unenc", GUEST)
	MAP(8, PHYS, RAM, STRICT, "error splat", GUEST)
	MAP(8, PHYS, DECRYPTED, SHARED, "unenc", GUEST)
	MAP(8, PHYS, DECRYPTED, SHARED | STRICT, "unenc", GUEST)
	MAP(8, PHYS, RAM, 0, "enc", TRUSTED)
	MAP(8, PHYS, RAM, STRICT, "enc", TRUSTED)
	MAP(8, PHYS, DECRYPTED, SHARED, "unenc", TRUSTED)
	MAP(8, PHYS, DECRYPTED, SHARED | STRICT, "unenc", TRUSTED)
	MAP(8, PHYS, DEVICE, MMIO, "error splat", GUEST)
	MAP(8, PHYS, DEVICE, MMIO | STRICT, "error splat", GUEST)
	MAP(8, PHYS, DEVICE, MMIO | SHARED, "unenc", GUEST)
	MAP(8, PHYS, DEVICE, MMIO | SHARED | STRICT, "unenc", GUEST)
	MAP(8, PHYS, DEVICE, MMIO, "enc", TRUSTED)
	MAP(8, PHYS, DEVICE, MMIO | STRICT, "enc", TRUSTED)
	MAP(8, PHYS, DEVICE, MMIO | SHARED, "unenc", TRUSTED)
	MAP(8, PHYS, DEVICE, MMIO | SHARED | STRICT, "unenc", TRUSTED)
	MAP(10, PHYS, RAM, 0, "error", TRUSTED, MASK32)
	MAP(10, PHYS, RAM, 0, "bounced enc", TRUSTED, .dma_mask = C_BIT | DMA_BIT_MASK(32),
	    .force_bounce = true, .pool_private = true)
	MAP(10, PHYS, DECRYPTED, SHARED, "bounced enc", TRUSTED, .dma_mask = C_BIT | DMA_BIT_MASK(32),
	    .force_bounce = true, .pool_private = true)
	MAP(10, PHYS, RAM, 0, "error", GUEST, .pool_private = true)
	MAP(11, PHYS, RAM, 0, "bounced unenc", SMALL_SME)
	MAP(11, PHYS, DEVICE, MMIO, "unenc", SMALL_SME)
	MAP(11, PHYS, RAM, STRICT, "error splat", SMALL_SME)
	MAP(12, PHYS, RAM, 0, "bounced unenc", SME, .force_bounce = true)
	MAP(12, PHYS, RAM, 0, "error", SME, .force_bounce = true, .pool_private = true)
	MAP(13, PHYS, RAM, 0, "enc", SME)
	MAP(13, PHYS, DECRYPTED, SHARED, "unenc", SME)
	MAP(13, PHYS, DEVICE, MMIO, "unenc", SME)
	MAP(15, PHYS, RAM, SHARED, "error", IOMMU)
	MAP(15, SGTABLE, RAM, SHARED, "plain", IOMMU)
	MAP(15, LINK, RAM, SHARED, "plain", IOMMU)
	MAP_PART(16, PHYS, RAM, 0, "bounced plain", UNTRUSTED)
	MAP_PART(16, PHYS, RAM, STRICT, "error", UNTRUSTED)
	MAP_PART(16, PHYS, DEVICE, MMIO, "plain", UNTRUSTED)
	MAP_PART(16, LINK, RAM, 0, "bounced plain", UNTRUSTED)
	MAP_PART(16, LINK, DEVICE, MMIO, "-EPERM", UNTRUSTED)
	MAP_PART(16, LINK, RAM, STRICT, "-EPERM", UNTRUSTED)
	MAP(18, PHYS, RAM, 0, "error splat", PC, .no_dma_mask = true)
	MAP(18, SG, RAM, 0, "error splat", PC, .no_dma_mask = true)
	MAP(18, SGTABLE, RAM, 0, "nothing splat", PC, .no_dma_mask = true)
	MAP(21, PHYS, DECRYPTED, SHARED, "unenc synced", REALM)
	MAP(21, PHYS, DECRYPTED, SHARED, "plain", .coherent = true, .enc_guest = true)
	MAP(21, PHYS, RAM, 0, "enc synced", REALM, .trusted = true)
};

static phys_addr_t place(enum memory memory)
{
	struct page *page;

	if (memory == DEVICE)
		return DC_MMIO_BASE;
	page = dc_pages_get(memory == LOW_RAM ? DC_DMA32 : DC_NORMAL, 1, DC_OWNER_DRIVER);
	if (memory == DECRYPTED && set_memory_decrypted((unsigned long)page_address(page), 1))
		printf("cannot decrypt\n");
	return page_to_phys(page);
}

static dma_addr_t map(const struct row *row, phys_addr_t phys, int *ret, struct sg_table *sgt)
{
	const enum dma_data_direction dir = DMA_BIDIRECTIONAL;
	struct dma_iova_state state;

	*ret = 0;
	switch (row->call) {
	case PAGE:
		return dma_map_page_attrs(dc_device, phys_to_page(phys), phys & ~PAGE_MASK, row->size,
					  dir, row->attrs);
	case SINGLE:
		return dma_map_single_attrs(dc_device, phys_to_virt(phys), row->size, dir, row->attrs);
	case PHYS:
		return dma_map_phys(dc_device, phys, row->size, dir, row->attrs);
	case RESOURCE:
		return dma_map_resource(dc_device, phys, row->size, dir, row->attrs);
	case SG:
		*ret = dma_map_sg_attrs(dc_device, sgt->sgl, 1, dir, row->attrs);
		return *ret ? sgt->sgl->dma_address : DMA_MAPPING_ERROR;
	case SGTABLE:
		sgt->nents = 7;
		*ret = dma_map_sgtable(dc_device, sgt, dir, row->attrs);
		return *ret ? DMA_MAPPING_ERROR : sgt->sgl->dma_address;
	default:
		dma_iova_try_alloc(dc_device, &state, phys, row->size);
		*ret = dma_iova_link(dc_device, &state, phys, 0, row->size, dir, row->attrs);
		return *ret ? DMA_MAPPING_ERROR : state.addr;
	}
}

static const char *form(dma_addr_t handle)
{
	if (dc_machine.enc_bit)
		return handle & dc_machine.enc_bit ? "enc" : "unenc";
	if (dc_machine.unenc_bit)
		return handle & dc_machine.unenc_bit ? "unenc" : "enc";
	return "plain";
}

static bool is_synced(dma_addr_t handle, phys_addr_t phys)
{
	u8 value = 0;

	return !dc_machine.coherent && dc_phys_is_ram(phys) && dc_device_read(handle, &value) &&
	       value == dc_cpu_read(phys);
}

static const char *outcome(const struct row *row)
{
	static char text[64];
	struct scatterlist list;
	struct sg_table sgt = { &list, 1, 1 };
	phys_addr_t phys = place(row->memory) + row->offset;
	bool bounced;
	dma_addr_t handle;
	int ret;

	if (row->call == SG || row->call == SGTABLE) {
		sg_init_table(&list, 1);
		sg_set_page(&list, phys_to_page(phys), row->size, row->offset);
	}
	if (dc_phys_is_ram(phys))
		dc_cpu_write(phys, 0);
	handle = map(row, phys, &ret, &sgt);
	bounced = dc_swiotlb_slots_used();
	if (ret == -EOPNOTSUPP || ret == -EPERM)
		snprintf(text, sizeof(text), ret == -EPERM ? "-EPERM" : "-EOPNOTSUPP");
	else if (row->call == SGTABLE && !sgt.nents)
		snprintf(text, sizeof(text), "nothing%s", splat() ? " splat" : "");
	else if (handle == DMA_MAPPING_ERROR)
		snprintf(text, sizeof(text), "error%s", splat() ? " splat" : "");
	else
		snprintf(text, sizeof(text), "%s%s%s%s", bounced ? "bounced " : "", form(handle),
			 is_synced(handle, phys) ? " synced" : "", splat() ? " splat" : "");
	return text;
}

static void check_rows(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct row *row = &rows[i];
		const char *got;

		boot(row->machine);
		got = outcome(row);
		seen[row->number] = true;
		nr_checked++;
		if (!strcmp(got, row->outcome))
			continue;
		nr_failed++;
		printf("vector %d: row %u, attributes %#lx: expected `%s`, got `%s`\n", row->number, i,
		       row->attrs, row->outcome, got);
	}
}

/* Every slot of the default pool. */
static void fill_slots(void)
{
	while (dc_swiotlb_slots_used() < dc_machine.slots) {
		unsigned long attrs = 0;

		dc_swiotlb_tbl_map_single(dc_device, place(LOW_RAM), 2048, 0, &attrs);
	}
}

static void check_full_pool(void)
{
	phys_addr_t phys;

	BOOT(GUEST);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	dc_swiotlb_init();
	phys = place(RAM);
	CHECK(9, dc_swiotlb_active() && dc_swiotlb_slots_used() == 64);
	CHECK(9, dma_map_phys(dc_device, phys, 512, DMA_TO_DEVICE, 0) == DMA_MAPPING_ERROR);

	BOOT(GUEST, .can_grow = true);
	fill_slots();
	phys = place(RAM);
	CHECK(9, dma_map_phys(dc_device, phys, 512, DMA_TO_DEVICE, 0) != DMA_MAPPING_ERROR);
	CHECK(9, dc_swiotlb_pools() == 2 && dc_pool_pages_used(DC_POOL_KERNEL) == 1);
	CHECK(9, !dc_hurts.suffered);
}

static void check_sme_iommu(void)
{
	BOOT(SME, .iommu = true, .coherent_dma_mask = DMA_BIT_MASK(32));
	CHECK(14, !dc_force_unencrypted(dc_device));
	BOOT(SMALL_SME);
	CHECK(14, dc_force_unencrypted(dc_device));
}

static void check_unmaps(void)
{
	phys_addr_t phys;
	dma_addr_t handle;

	BOOT(IOMMU);
	phys = place(RAM);
	handle = dma_map_phys(dc_device, phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	dma_unmap_phys(dc_device, handle, PAGE_SIZE, DMA_TO_DEVICE, SHARED);
	CHECK(15, dc_iommu_maps(handle) && dc_debug_count() == 1 && !splat());
	CHECK(15, dc_hurts.suffered & DC_HURT_LEAK);

	BOOT(PC, MASK32);
	handle = dma_map_phys(dc_device, place(RAM), PAGE_SIZE, DMA_TO_DEVICE, 0);
	dma_unmap_page_attrs(dc_device, handle, PAGE_SIZE, DMA_TO_DEVICE, MMIO);
	CHECK(17, dc_swiotlb_slots_used() == 2 && dc_debug_count() == 1 && !splat());
}

/* What the device wrote in a bounced buffer, and whether the slots came back. */
static void check_bounced(unsigned long attrs, bool arrives, bool is_freed)
{
	dma_addr_t handle;
	phys_addr_t phys;

	BOOT(PC, MASK32);
	phys = place(RAM);
	handle = dma_map_phys(dc_device, phys, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	dc_cpu_write(phys, 1);
	CHECK(19, dc_device_write(handle, 77));
	/* Not through the entry point, whose device would write too. */
	dc_direct_unmap_phys(handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	CHECK(19, (dc_cpu_read(phys) == 77) == arrives);
	CHECK(19, !dc_swiotlb_slots_used() == is_freed);
}

static void check_copy_in(void)
{
	phys_addr_t phys;
	dma_addr_t handle;
	u8 value = 0;

	BOOT(PC, MASK32);
	phys = place(RAM);
	dc_cpu_write(phys + 5, 55);
	handle = dma_map_phys(dc_device, phys, PAGE_SIZE, DMA_FROM_DEVICE, SKIP);
	CHECK(20, dc_device_read(handle + 5, &value) && value == 55);
}

static void check_identity(void)
{
	BOOT(REALM);
	CHECK(21, dc_phys_to_dma(0x1000, true) == (0x1000 | NS_SHARED));
	CHECK(21, dc_dma_to_phys(0x1000 | NS_SHARED) == 0x1000);
	BOOT(.coherent = true, .enc_guest = true);
	CHECK(21, dc_phys_to_dma(0x1000, true) == 0x1000 && dc_phys_to_dma(0x1000, false) == 0x1000);
	BOOT(PC, .bus_offset = 0x1000, .bus_end = DC_ZONE_NORMAL_BASE);
	CHECK(21, dc_phys_to_dma(0x3000, false) == 0x2000 && dc_dma_to_phys(0x2000) == 0x3000);
	CHECK(21, dma_map_phys(dc_device, DC_ZONE_NORMAL_BASE, 64, DMA_TO_DEVICE, STRICT) ==
		  DMA_MAPPING_ERROR);
}

/* The third of three entries finds no slot; the first two are released without being copied back. */
static void check_partial_list(void)
{
	struct scatterlist list[3];
	struct sg_table sgt = { list, 3, 3 };
	phys_addr_t first;

	BOOT(PC, MASK32);
	sg_init_table(list, 3);
	for (int i = 0; i < 3; i++)
		sg_set_page(&list[i], phys_to_page(place(RAM)), 512, 0);
	first = sg_phys(list);
	dc_inject_fail(DC_INJECT_SLOTS, 4);
	dc_cpu_write(first, 9);
	CHECK(22, dma_map_sgtable(dc_device, &sgt, DMA_FROM_DEVICE, 0) == -EIO);
	CHECK(22, !dc_swiotlb_slots_used() && dc_cpu_read(first) == 9 && !dc_debug_count());
}

/* Allocations. */

static void *alloc(size_t size, dma_addr_t *handle, gfp_t gfp, unsigned long attrs)
{
	return dma_alloc_attrs(dc_device, size, handle, gfp, attrs);
}

static void check_refusals(void)
{
	static const bool with_device_memory[] = { false, true };
	dma_addr_t handle;

	for (int i = 0; i < 2; i++) {
		BOOT(PC, .device_memory = with_device_memory[i]);
		CHECK(23, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, SHARED) && !splat());
		CHECK(23, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, __DMA_ATTR_ALLOC_CC_SHARED) && !splat());
		CHECK(23, !alloc(PAGE_SIZE, &handle, GFP_KERNEL | __GFP_COMP, 0) && splat());
		CHECK(23, alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0));
		CHECK(23, dc_coherent_pages_used() == with_device_memory[i]);
	}
}

static void check_plain_allocations(void)
{
	dma_addr_t handle;
	void *cpu;

	BOOT(PC);
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0);
	CHECK(24, virt_addr_valid(cpu) && handle == virt_to_phys(cpu));
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, NKM);
	CHECK(25, !virt_addr_valid(cpu) && page_to_phys(cpu) == handle);
	BOOT(RESTRICTED);
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, NKM);
	CHECK(26, virt_addr_valid(cpu) && dc_swiotlb_holds(virt_to_phys(cpu)));
}

static void check_guest_allocations(void)
{
	dma_addr_t handle;
	void *cpu;

	BOOT(GUEST);
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, NKM);
	CHECK(27, virt_addr_valid(cpu) && handle == virt_to_phys(cpu));
	CHECK(27, dc_page_decrypted(virt_to_page(cpu)));

	BOOT(GUEST);
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0);
	CHECK(28, !(handle & C_BIT) && dc_page_decrypted(virt_to_page(cpu)));
	CHECK(28, dc_pool_of(virt_to_page(cpu)) == DC_NR_POOLS);
	cpu = alloc(PAGE_SIZE, &handle, GFP_ATOMIC, 0);
	CHECK(28, !(handle & C_BIT) && dc_page_decrypted(virt_to_page(cpu)));
	CHECK(28, dc_pool_of(virt_to_page(cpu)) == DC_POOL_KERNEL && !dc_hurts.suffered);
}

static void check_failed_conversions(void)
{
	dma_addr_t handle;
	unsigned int core;
	void *cpu;

	BOOT(GUEST);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	CHECK(29, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0) && !splat());
	CHECK(29, dc_pages_count(DC_OWNER_LOST) == 1);

	BOOT(REALM);
	core = dc_pages_count(DC_OWNER_CORE);
	dc_inject_fail(DC_INJECT_VMAP, 1);
	CHECK(30, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0));
	CHECK(30, dc_pages_count(DC_OWNER_CORE) == core && !dc_pages_count(DC_OWNER_LOST));
	CHECK(30, !dc_pages_exposed());
	dc_inject_fail(DC_INJECT_VMAP, 1);
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	CHECK(30, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0));
	CHECK(30, dc_pages_count(DC_OWNER_LOST) == 1);

	BOOT(GUEST);
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0);
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	CHECK(31, dc_pages_count(DC_OWNER_LOST) == 1 && !dc_pages_exposed());
	dc_inject_reset();
	cpu = alloc(PAGE_SIZE, &handle, GFP_ATOMIC, 0);
	CHECK(31, dc_pool_pages_used(DC_POOL_KERNEL) == 1);
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	CHECK(31, !dc_pool_pages_used(DC_POOL_KERNEL) && dc_page_decrypted(virt_to_page(cpu)));
}

static void check_restricted_pool(void)
{
	dma_addr_t handle;
	void *cpu;

	BOOT(GUEST, .force_bounce = true, .for_alloc = true);
	cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0);
	CHECK(32, dc_swiotlb_holds(virt_to_phys(cpu)) && !(handle & C_BIT));
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	CHECK(32, !dc_swiotlb_slots_used() && dc_page_decrypted(virt_to_page(cpu)));

	BOOT(TRUSTED, .force_bounce = true, .for_alloc = true);
	CHECK(33, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0) && !dc_swiotlb_slots_used());

	BOOT(RESTRICTED, .coherent_dma_mask = DMA_BIT_MASK(24));
	CHECK(34, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0) && !dc_swiotlb_slots_used());
}

static void check_atomic_refusals(void)
{
	dma_addr_t handle;

	BOOT(REALM, .trusted = true);
	CHECK(35, !alloc(PAGE_SIZE, &handle, GFP_ATOMIC, 0) && splat());
	BOOT(IOMMU, .enc_guest = true);
	CHECK(36, !alloc(PAGE_SIZE, &handle, GFP_KERNEL, 0) && !splat());
}

static void check_noncontiguous(void)
{
	static const unsigned long refused[] = {
		DMA_ATTR_NO_WARN, DMA_ATTR_WRITE_COMBINE, SHARED, MMIO, SKIP, 1,
	};
	struct sg_table *sgt;

	for (unsigned int i = 0; i < ARRAY_SIZE(refused); i++) {
		BOOT(PC);
		CHECK(37, !dma_alloc_noncontiguous(dc_device, PAGE_SIZE, DMA_TO_DEVICE, GFP_KERNEL,
						   refused[i]) && splat());
	}
	BOOT(PC);
	sgt = dma_alloc_noncontiguous(dc_device, PAGE_SIZE, DMA_TO_DEVICE, GFP_KERNEL,
				      DMA_ATTR_ALLOC_SINGLE_PAGES);
	CHECK(37, sgt && !splat());
	dma_free_noncontiguous(dc_device, PAGE_SIZE, sgt, DMA_TO_DEVICE);
	CHECK(54, !dc_hurts.suffered && !dc_debug_count());
}

static void check_pool_growth(void)
{
	unsigned int core;

	BOOT(GUEST);
	core = dc_pages_count(DC_OWNER_CORE);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	CHECK(38, dc_pool_expand(DC_POOL_KERNEL, PAGE_SIZE));
	CHECK(38, dc_pages_count(DC_OWNER_LOST) == 1);
	dc_inject_reset();
	dc_inject_fail(DC_INJECT_POOL_ADD, 1);
	CHECK(38, dc_pool_expand(DC_POOL_KERNEL, PAGE_SIZE));
	CHECK(38, dc_pages_count(DC_OWNER_LOST) == 1 && dc_pages_count(DC_OWNER_CORE) == core);
	CHECK(38, !dc_pages_exposed());
	dc_inject_fail(DC_INJECT_POOL_ADD, 1);
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	CHECK(38, dc_pool_expand(DC_POOL_KERNEL, PAGE_SIZE));
	CHECK(38, dc_pages_count(DC_OWNER_LOST) == 2);
	dc_inject_reset();
	CHECK(38, !dc_pool_expand(DC_POOL_KERNEL, PAGE_SIZE) && dc_pool_pages(DC_POOL_KERNEL) == 9);
	dc_inject_fail(DC_INJECT_DECRYPT, ~0ULL);
	dc_pools_init();
	CHECK(38, !dc_pool_present(DC_POOL_KERNEL) && !dc_pool_present(DC_POOL_DMA));
}

static void check_pool_choice(void)
{
	dma_addr_t handle;
	struct page *page;
	void *cpu;

	BOOT(PHONE, .no_zone_dma = true, .no_zone_dma32 = true);
	page = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC | GFP_DMA, 0);
	CHECK(39, page && dc_pool_of(page) == DC_POOL_KERNEL);
	BOOT(PHONE, .atomic_pages = 1);
	page = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC | GFP_DMA, 0);
	CHECK(39, page && dc_pool_of(page) == DC_POOL_DMA && !splat());
	CHECK(39, !dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC | GFP_DMA, 0) && splat());
	BOOT(PHONE, .atomic_pages = 1);
	page = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	CHECK(39, dc_pool_of(page) == DC_POOL_KERNEL);
	page = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	CHECK(39, dc_pool_of(page) == DC_POOL_DMA32);
	page = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	CHECK(39, dc_pool_of(page) == DC_POOL_DMA);
	CHECK(39, !dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_NOWAIT, 0) && !splat());

	BOOT(GUEST);
	page = dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_ATOMIC);
	CHECK(40, dc_pool_of(page) == DC_POOL_KERNEL && !(handle & C_BIT));
	dma_free_pages(dc_device, PAGE_SIZE, page, handle, DMA_TO_DEVICE);
	CHECK(40, !dc_pool_pages_used(DC_POOL_KERNEL) && !dc_hurts.suffered);
}

/* Pairs: the machine is one on which nothing but the attributes can be wrong. */

enum family { OF_PHYS, OF_RESOURCE, OF_RESOURCE_PAGE, OF_RESOURCE_PHYS, OF_ALLOC };

static const struct {
	int number;
	enum family family;
	unsigned long acquire, release;
	bool is_reported;
} pairs[] = {
	{ 41, OF_PHYS, 0, SKIP, false },
	{ 42, OF_PHYS, SHARED, 0, true },
	{ 43, OF_ALLOC, DMA_ATTR_FORCE_CONTIGUOUS, 0, true },
	{ 44, OF_ALLOC, DMA_ATTR_WRITE_COMBINE, 0, false },
	{ 45, OF_PHYS, DMA_ATTR_WEAK_ORDERING, 0, false },
	{ 46, OF_RESOURCE, 0, 0, false },
	{ 47, OF_RESOURCE_PAGE, 0, 0, true },
	{ 48, OF_RESOURCE_PHYS, 0, MMIO, false },
	{ 49, OF_PHYS, DMA_ATTR_PRIVILEGED, 0, true },
	{ 50, OF_ALLOC, DMA_ATTR_NO_WARN, 0, false },
	{ 51, OF_PHYS, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, 0, false },
	{ 53, OF_PHYS, STRICT, 0, true },
};

static void run_pair(enum family family, unsigned long acquire, unsigned long release)
{
	phys_addr_t phys = place(family == OF_PHYS ? RAM : DEVICE);
	dma_addr_t handle;
	void *cpu;

	switch (family) {
	case OF_ALLOC:
		cpu = alloc(PAGE_SIZE, &handle, GFP_KERNEL, acquire);
		dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, release);
		return;
	case OF_PHYS:
		handle = dma_map_phys(dc_device, phys, PAGE_SIZE, DMA_TO_DEVICE, acquire);
		dma_unmap_phys(dc_device, handle, PAGE_SIZE, DMA_TO_DEVICE, release);
		return;
	default:
		handle = dma_map_resource(dc_device, phys, PAGE_SIZE, DMA_TO_DEVICE, acquire);
	}
	if (family == OF_RESOURCE)
		dma_unmap_resource(dc_device, handle, PAGE_SIZE, DMA_TO_DEVICE, release);
	else if (family == OF_RESOURCE_PHYS)
		dma_unmap_phys(dc_device, handle, PAGE_SIZE, DMA_TO_DEVICE, release);
	else
		dma_unmap_page_attrs(dc_device, handle, PAGE_SIZE, DMA_TO_DEVICE, release);
}

static void check_pairs(void)
{
	sigjmp_buf here;
	struct page *page;
	struct dma_iova_state state;

	for (unsigned int i = 0; i < ARRAY_SIZE(pairs); i++) {
		BOOT(PC);
		run_pair(pairs[i].family, pairs[i].acquire, pairs[i].release);
		check(pairs[i].number, "pair", splat() == pairs[i].is_reported);
	}
	/* And wrong it is: cache maintenance where there is no memory. */
	BOOT(PHONE);
	dc_harm_resume = &here;
	if (!sigsetjmp(here, 0))
		run_pair(OF_RESOURCE_PAGE, 0, 0);
	dc_harm_resume = NULL;
	CHECK(47, splat() || (dc_hurts.suffered & DC_HURT_FAULT));

	BOOT(.iommu = true, .remap = true);
	page = phys_to_page(place(RAM));
	dma_iova_try_alloc(dc_device, &state, page_to_phys(page), PAGE_SIZE);
	dma_iova_link(dc_device, &state, page_to_phys(page), 0, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	dma_iova_destroy(dc_device, &state, PAGE_SIZE, DMA_FROM_DEVICE, MMIO);
	CHECK(52, !splat() && (dc_hurts.suffered & DC_HURT_CORRUPT));
}

int main(void)
{
	check_rows();
	check_full_pool();
	check_sme_iommu();
	check_unmaps();
	check_bounced(0, true, true);
	check_bounced(SKIP, false, true);
	check_bounced(STRICT, false, false);
	check_bounced(MMIO, false, false);
	check_copy_in();
	check_identity();
	check_partial_list();
	check_refusals();
	check_plain_allocations();
	check_guest_allocations();
	check_failed_conversions();
	check_restricted_pool();
	check_atomic_refusals();
	check_noncontiguous();
	check_pool_growth();
	check_pool_choice();
	check_pairs();
	for (int i = 1; i <= NR_VECTORS; i++)
		if (!seen[i])
			check(i, "is not looked at", false);
	printf("%u checks of %d vectors, %u failed\n", nr_checked, NR_VECTORS, nr_failed);
	return nr_failed != 0;
}
