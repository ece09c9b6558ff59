/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What no table, specimen or random program comes by: allocators that are out of memory, devices
 * that say nothing of themselves, pools at boot and at shutdown.
 */
#include <linux/blkdev.h>
#include <linux/cc_platform.h>
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <net/xdp_sock_drv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coherent.h"
#include "debug.h"
#include "direct.h"
#include "harm.h"
#include "inject.h"
#include "iommu.h"
#include "machine.h"
#include "mapping.h"
#include "memory.h"
#include "pgprot.h"
#include "physics.h"
#include "pool.h"
#include "swiotlb.h"
#include "traffic.h"

static unsigned int nr_checked, nr_failed;

static void check(const char *what, int line, bool is_right)
{
	nr_checked++;
	if (is_right)
		return;
	nr_failed++;
	printf("line %d: %s: not so (last: %s)\n", line, what, dc_hurts.last ? dc_hurts.last : "-");
}

#define CHECK(condition) check(#condition, __LINE__, condition)

static void boot(struct dc_machine machine)
{
	dc_inject_reset();
	dc_machine_boot(&machine);
}

#define BOOT(...)	boot((struct dc_machine){ __VA_ARGS__ })
#define PC		.coherent = true, .slots = 64
#define PHONE		.remap = true, .write_combine = true, .slots = 64
#define GUEST		PC, .enc_guest = true, .enc_bit = 1ULL << 47
#define ALWAYS		(~0ULL)

/* Whether it faults, with the harm that this leaves. */
static bool faults(void (*happens)(void))
{
	static bool went_on;
	sigjmp_buf here;

	went_on = false;
	dc_harm_resume = &here;
	if (!sigsetjmp(here, 0)) {
		happens();
		went_on = true;
	}
	dc_harm_resume = NULL;
	return !went_on && (dc_hurts.suffered & DC_HURT_FAULT);
}

/* Faults, one function each. */

static struct page *page;

static void free_twice(void)
{
	__free_page(page);
	__free_page(page);
}

static void page_of_nothing(void)
{
	page_to_phys((struct page *)&nr_checked);
}

static void address_of_nothing(void)
{
	virt_to_phys(&nr_checked);
}

static void page_of_registers(void)
{
	phys_to_page(DC_MMIO_BASE);
}

static void unmap_nothing(void)
{
	vunmap(&nr_checked);
}

static void page_of_no_vmalloc(void)
{
	vmalloc_to_page(&nr_checked);
}

static void page_of_ioremap(void)
{
	vmalloc_to_page(ioremap(DC_MMIO_BASE, 16));
}

static void protection_of_nothing(void)
{
	dc_view_prot(&nr_checked);
}

static void wrong_direction(void)
{
	dma_map_phys(dc_device, DC_MMIO_BASE, 16, DMA_NONE, 0);
}

static void wrong_direction_of_unmap(void)
{
	dma_unmap_phys(dc_device, DC_ZONE_NORMAL_BASE, 16, DMA_NONE, 0);
}

static void wrong_direction_of_sync(void)
{
	dma_sync_single_for_cpu(dc_device, DC_ZONE_NORMAL_BASE, 16, DMA_NONE);
}

static void wrong_direction_of_list(void)
{
	struct scatterlist list;

	sg_init_one(&list, page_address(page), 16);
	dma_unmap_sg(dc_device, &list, 1, DMA_NONE);
}

static void middle_of_page(void)
{
	page_to_phys((struct page *)((char *)page + 1));
}

static void page_before_all(void)
{
	page_to_phys((struct page *)PAGE_SIZE);
}

static void page_beyond_all(void)
{
	page_to_phys(page + 100000);
}

static void sync_registers(void)
{
	dc_cache_clean(DC_MMIO_BASE, 16);
}

static void check_faults(void)
{
	static void (*const all[])(void) = {
		free_twice,	 page_of_nothing,    address_of_nothing, page_of_registers,
		unmap_nothing,	 page_of_no_vmalloc, page_of_ioremap,	 protection_of_nothing,
		wrong_direction, wrong_direction_of_unmap, wrong_direction_of_sync,
		wrong_direction_of_list, middle_of_page, page_before_all, page_beyond_all,
		sync_registers,
	};
	pid_t child;
	int status;

	for (unsigned int i = 0; i < ARRAY_SIZE(all); i++) {
		BOOT(PC);
		page = alloc_page(GFP_KERNEL);
		CHECK(faults(all[i]));
	}
	/* And nobody to go on with ends the program. */
	fflush(stdout);
	child = fork();
	if (!child) {
		dc_harm_resume = NULL;
		page_of_nothing();
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
}

static void check_harm(void)
{
	char text[64];

	dc_harm_reset();
	CHECK(!strcmp(dc_harm_print(0, text, sizeof(text)), "none"));
	CHECK(!strcmp(dc_harm_print(DC_HURT_LEAK | DC_HURT_FAULT, text, sizeof(text)),
		      "leak,fault"));
	CHECK(!strcmp(dc_harm_print(~0u, text, 9), "ignored,"));
}

/* Machines. */

static void check_machines(void)
{
	CHECK(dc_machine_find("pc") == &dc_machines[0] && !dc_machine_find("toaster"));
	BOOT(GUEST);
	CHECK(cc_platform_has(CC_ATTR_MEM_ENCRYPT) && cc_platform_has(CC_ATTR_GUEST_MEM_ENCRYPT));
	CHECK(!cc_platform_has(CC_ATTR_HOST_MEM_ENCRYPT));
	BOOT(PC, .bus_limit = DMA_BIT_MASK(20));
	CHECK(dc_reach(0, 5) == 5 && dc_reach(5, 0) == 5 && dc_reach(4, 5) == 4);
	CHECK(!dma_set_mask_and_coherent(dc_device, DMA_BIT_MASK(32)));
	BOOT(PC, .no_dma_mask = true);
	CHECK(dma_set_mask_and_coherent(dc_device, DMA_BIT_MASK(32)) == -EIO);
	CHECK(dma_need_unmap(dc_device));
}

/* Allocators. */

static void check_pages(void)
{
	void *a, *b;

	BOOT(PC);
	a = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);
	CHECK(a && dc_pages_count(DC_OWNER_DRIVER) == 3);
	free_pages_exact(a, 3 * PAGE_SIZE);
	a = (void *)get_zeroed_page(GFP_DMA);
	CHECK(dc_page_zone(virt_to_page(a)) == DC_DMA);
	get_page(virt_to_page(a));
	split_page(virt_to_page(a), 0);
	clear_highpage(virt_to_page(a));
	kunmap_local(a);
	CHECK(pfn_valid(virt_to_pfn(a)) && !pfn_valid(PHYS_PFN(DC_MMIO_BASE)));
	free_pages((unsigned long)a, 0);
	free_pages(0, 0);
	__free_pages(NULL, 0);
	page = dc_user_page();
	put_page(page);
	CHECK(dc_page_owner(page) == DC_OWNER_USER);
	page = alloc_page(GFP_KERNEL);
	put_page(page);
	CHECK(dc_page_owner(page) == DC_OWNER_NONE);
	a = kstrdup("words", GFP_KERNEL);
	b = kmemdup(a, 6, GFP_KERNEL);
	CHECK(!strcmp(a, b));
	kfree_sensitive(a);
	kvfree(b);
	kfree(NULL);
	kfree(ERR_PTR(-ENOMEM));
	CHECK(!dc_pages_count(DC_OWNER_DRIVER));
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS);
	CHECK(!alloc_pages_exact(PAGE_SIZE, GFP_KERNEL) && !kmemdup("x", 1, GFP_KERNEL));
	CHECK(!get_zeroed_page(GFP_KERNEL) && !vmalloc(PAGE_SIZE) && !dc_pages_get(DC_DMA, 99, 0));
	CHECK(!devm_kmemdup(dc_device, "x", 1, GFP_KERNEL));
}

static void check_out_of_memory(void)
{
	unsigned int nr = 0;

	BOOT(PC);
	while (alloc_page(GFP_DMA))
		nr++;
	CHECK(nr == 24 && alloc_page(GFP_KERNEL));
	while (alloc_pages(GFP_KERNEL, 3))
		nr++;
	CHECK(alloc_page(GFP_KERNEL) && !alloc_pages(GFP_KERNEL, 9));
}

static void check_caches_and_managed(void)
{
	struct kmem_cache *cache;
	void *object, *other;

	BOOT(PC);
	cache = kmem_cache_create("objects", 100, 0, 0, NULL);
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	CHECK(dc_kmalloc_size(virt_to_phys(object)) == 100 && !dc_kmalloc_size(DC_MMIO_BASE));
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
	object = devm_kmemdup(dc_device, "words", 6, GFP_KERNEL);
	other = (void *)devm_get_free_pages(dc_device, GFP_KERNEL, 0);
	CHECK(!strcmp(object, "words") && other);
	devm_free_pages(dc_device, (unsigned long)other);
	devm_kfree(dc_device, NULL);
	CHECK(!dc_hurts.suffered);
	devm_kfree(dc_device, other);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_memory_release_managed();
	CHECK(!dc_pages_count(DC_OWNER_DRIVER));
	for (int i = 0; i < 64; i++)
		devm_kmalloc(dc_device, 1, GFP_KERNEL);
	CHECK(!devm_kmalloc(dc_device, 1, GFP_KERNEL));
}

static void check_views(void)
{
	struct page *pages[2];
	void *a, *b;

	BOOT(PC);
	pages[0] = alloc_page(GFP_KERNEL);
	alloc_page(GFP_KERNEL);
	pages[1] = alloc_page(GFP_KERNEL);
	a = vm_map_ram(pages, 2, NUMA_NO_NODE);
	((char *)a)[PAGE_SIZE] = 5;
	CHECK(*(char *)page_address(pages[1]) == 5 &&
	      vmalloc_to_page((char *)a + PAGE_SIZE) == pages[1]);
	vm_unmap_ram(a, 2);
	b = vmalloc(2 * PAGE_SIZE);
	CHECK(is_vmalloc_addr(b) && dc_views_count() == 1);
	kvfree(b);
	vfree(NULL);
	vunmap(NULL);
	CHECK(!dc_views_count() && !vmalloc(99 * PAGE_SIZE));
	dc_inject_fail(DC_INJECT_VMAP, 1);
	CHECK(!vmap(pages, 2, VM_MAP, PAGE_KERNEL));
	dc_inject_fail(DC_INJECT_VMAP, 3);
	CHECK(!dc_view_map_early(pages, 2, PAGE_KERNEL) && !ioremap(DC_MMIO_BASE, 1));
	dc_inject_reset();
	for (int i = 0; i < 256; i++)
		vmap(pages, 1, VM_MAP, PAGE_KERNEL);
	CHECK(!vmap(pages, 1, VM_MAP, PAGE_KERNEL) && dc_views_count() == 256);
	BOOT(PC);
	CHECK(!dc_views_count() && !dc_remap(pages[0], 65, PAGE_KERNEL));
	for (int i = 0; i < 40; i++)
		ioremap(DC_MMIO_BASE, 60 * PAGE_SIZE);
	CHECK(!ioremap(DC_MMIO_BASE, 60 * PAGE_SIZE));

	BOOT(GUEST);
	pages[0] = alloc_page(GFP_KERNEL);
	a = vmap(pages, 1, VM_MAP, PAGE_KERNEL);
	CHECK(!dc_view_is_wrong(a));
	set_memory_decrypted((unsigned long)page_address(pages[0]), 1);
	CHECK(!dc_hurts.suffered);
	dc_views_check();
	CHECK(dc_hurts.suffered == DC_HURT_CORRUPT);
	b = vmap(pages, 1, VM_MAP, PAGE_KERNEL);
	CHECK(dc_view_is_wrong(b) && !dc_view_is_wrong(&b));
	CHECK(dc_host_read(page_to_phys(pages[0])) == dc_cpu_read(page_to_phys(pages[0])));
	pages[1] = alloc_page(GFP_KERNEL);
	CHECK(dc_host_read(page_to_phys(pages[1])) != dc_cpu_read(page_to_phys(pages[1])));
}

static void check_io(void)
{
	char buf[8] = "words";
	void *regs, *view;

	BOOT(PC);
	regs = devm_ioremap(dc_device, DC_MMIO_BASE, 64);
	memcpy_toio(regs, buf, sizeof(buf));
	memcpy_fromio(buf, regs, sizeof(buf));
	writel(7, (char *)regs + 32);
	CHECK(!strcmp(buf, "words") && readl((char *)regs + 32) == 7);
	iounmap(regs);
	view = memremap(DC_MMIO_BASE, 64, MEMREMAP_WC);
	CHECK(view && !dc_hurts.suffered);
	memunmap(view);
	CHECK(devm_memremap(dc_device, DC_ZONE_NORMAL_BASE, 64, MEMREMAP_WB) && !dc_hurts.suffered);
	CHECK(!memremap(DC_ZONE_NORMAL_BASE, 64, MEMREMAP_WC));
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	ioremap_cache(DC_ZONE_NORMAL_BASE, 64);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	kmap_local_page(phys_to_page(DC_P2P_BASE));
	CHECK(dc_hurts.suffered & DC_HURT_CORRUPT);
	dc_harm_reset();
	CHECK(phys_to_virt(DC_HIGHMEM_BASE) && !dc_hurts.suffered);
}

static void check_users(void)
{
	struct vm_area_struct vma = { .vm_end = PAGE_SIZE, .vm_page_prot = PAGE_SHARED };
	struct page *pages[2];

	BOOT(PC);
	CHECK(get_user_pages(0, 2, FOLL_WRITE, pages) == 2 &&
	      get_user_pages_fast(0, 1, 0, pages) == 1);
	unpin_user_pages_dirty_lock(pages, 2, true);
	CHECK(dc_page_owner(pages[0]) == DC_OWNER_USER);
	CHECK(!vm_map_pages_zero(&vma, pages, 1) &&
	      !vm_iomap_memory(&vma, DC_MMIO_BASE, PAGE_SIZE));
	CHECK(vmf_insert_pfn(&vma, 0, page_to_pfn(pages[0])) == VM_FAULT_NOPAGE);
	CHECK(!dc_hurts.suffered &&
	      pgprot_val(vm_get_page_prot(VM_READ)) == pgprot_val(PAGE_SHARED));
	remap_pfn_range(&vma, 0, PHYS_PFN(DC_P2P_BASE), PAGE_SIZE, PAGE_SHARED);
	CHECK(dc_hurts.suffered == DC_HURT_CORRUPT);
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS << 1);
	CHECK(pin_user_pages(0, 2, 0, pages) == 1);
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS);
	CHECK(pin_user_pages_fast(0, 2, 0, pages) == -EFAULT);
}

static void check_lists(void)
{
	struct page *pages[2];
	struct sg_table sgt;

	BOOT(PC);
	pages[0] = alloc_page(GFP_KERNEL);
	pages[1] = alloc_page(GFP_KERNEL);
	CHECK(!sg_alloc_table_from_pages(&sgt, pages, 2, 100, 5000, GFP_KERNEL));
	CHECK(sgt.sgl[0].length == 3996 && sgt.sgl[1].length == 1004 && !sgt.sgl[1].offset);
	sg_free_table(&sgt);
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS);
	CHECK(sg_alloc_table_from_pages(&sgt, pages, 2, 0, 8192, GFP_KERNEL) == -ENOMEM);
	CHECK(dma_get_sgtable(dc_device, &sgt, NULL, DC_ZONE_NORMAL_BASE, 64) == -ENOMEM);
	CHECK(!dma_alloc_noncontiguous(dc_device, 64, DMA_TO_DEVICE, GFP_KERNEL, 0));
	dc_inject_fail(DC_INJECT_PAGES, 2 + 4 + 8);
	CHECK(!dma_alloc_noncontiguous(dc_device, 64, DMA_TO_DEVICE, GFP_KERNEL, 0));
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS << 2);
	CHECK(!dma_alloc_noncontiguous(dc_device, 64, DMA_TO_DEVICE, GFP_KERNEL, 0));
}

/* Addresses just outside of what is asked for. */
static void check_bounds(void)
{
	const char *view;
	void *cpu;
	dma_addr_t handle;

	BOOT(PHONE, .device_memory = true);
	cpu = dma_alloc_coherent(dc_device, PAGE_SIZE, &handle, GFP_KERNEL);
	CHECK(dc_coherent_owns(cpu) && !dc_coherent_owns((char *)cpu + 1000 * PAGE_SIZE));
	CHECK(!dc_coherent_owns((void *)PAGE_SIZE) && !dc_coherent_free(&handle, PAGE_SIZE));
	CHECK(!dc_coherent_holds(0) && !dc_coherent_holds(DC_HIGHMEM_BASE));
	BOOT(PC);
	CHECK(!dc_coherent_owns(cpu) && !dc_coherent_holds(DC_ZONE_NORMAL_BASE));
	CHECK(!dc_phys_is_mmio(DC_MMIO_BASE - 1) && dc_phys_is_mmio(DC_MMIO_BASE));
	CHECK(!dc_phys_is_mmio(DC_MMIO_BASE + 1000 * PAGE_SIZE));
	page = alloc_page(__GFP_HIGHMEM);
	CHECK(!page_address(page) && page_address(alloc_page(GFP_KERNEL)));
	view = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	CHECK(is_vmalloc_addr(view) && !is_vmalloc_addr(view + 4096 * PAGE_SIZE));
	CHECK(!is_vmalloc_addr((void *)PAGE_SIZE) && !virt_addr_valid((void *)PAGE_SIZE));
	CHECK(!virt_addr_valid((void *)~0UL) && !virt_addr_valid(view));
	vunmap(view);
	CHECK(!vmap(&page, 65, VM_MAP, PAGE_KERNEL));
	CHECK(!memremap(DC_ZONE_NORMAL_BASE, 64, MEMREMAP_WT));
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	/* There is room, but not in one piece. */
	CHECK(!dc_pages_get(DC_NORMAL, 128, DC_OWNER_CORE));
	/* Given back in the clear. */
	BOOT(GUEST);
	page = alloc_page(GFP_KERNEL);
	CHECK(!dc_pages_exposed() && !set_memory_decrypted((unsigned long)page_address(page), 1));
	__free_page(page);
	CHECK(dc_pages_exposed() == 1);
	/* As many pages as one view may have. */
	BOOT(PC);
	cpu = vmalloc(32 * PAGE_SIZE);
	CHECK(cpu && dc_view_has(cpu));
	vfree(cpu);
	CHECK(!dc_view_has(cpu));
}

/* The core. */

static void check_bounce_pools(void)
{
	unsigned long attrs = 0;

	BOOT(.coherent = true);
	CHECK(!dc_swiotlb_active());
	dc_swiotlb_exit();
	BOOT(GUEST);
	CHECK(dc_swiotlb_cc_shared());
	dc_swiotlb_exit();
	CHECK(!dc_swiotlb_active() && !dc_pages_exposed() && !dc_pages_count(DC_OWNER_LOST));
	CHECK(!dc_swiotlb_init_late() && dc_swiotlb_active());
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	dc_swiotlb_exit();
	CHECK(!dc_swiotlb_active() && dc_pages_count(DC_OWNER_LOST) == 32);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	CHECK(dc_swiotlb_init_late() == -EIO && dc_pages_count(DC_OWNER_LOST) == 64);
	dc_inject_fail(DC_INJECT_PAGES, 1);
	CHECK(dc_swiotlb_init_late() == -ENOMEM);
	BOOT(PC);
	dc_swiotlb_exit();
	CHECK(!dc_swiotlb_active() && !dc_pages_count(DC_OWNER_LOST));
	BOOT(PC, .force_bounce = true);
	dc_swiotlb_exit();
	CHECK(dc_swiotlb_active());
	/* Without slots nobody gets one. */
	BOOT(.coherent = true);
	CHECK(dc_swiotlb_tbl_map_single(dc_device, DC_ZONE_NORMAL_BASE, 64, 0, &attrs) ==
	      DMA_MAPPING_ERROR);
	CHECK(!dc_swiotlb_alloc(PAGE_SIZE, 0));
	/* A slot that was allocated has no original to be copied to or from. */
	BOOT(PC, .force_bounce = true, .for_alloc = true);
	page = dc_swiotlb_alloc(PAGE_SIZE, 0);
	dc_cpu_write(page_to_phys(page), 77);
	dc_swiotlb_sync_for_device(page_to_phys(page), 64, DMA_BIDIRECTIONAL);
	dc_swiotlb_sync_for_cpu(page_to_phys(page), 64, DMA_BIDIRECTIONAL);
	CHECK(dc_cpu_read(page_to_phys(page)) == 77);
	dc_swiotlb_tbl_unmap_single(page_to_phys(page), PAGE_SIZE, DMA_BIDIRECTIONAL, 0);
	CHECK(!dc_swiotlb_slots_used() && !dc_hurts.suffered);
	/* A restricted pool that cannot be shared is none; its pages are not given back. */
	dc_inject_reset();
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	dc_machine_boot(&(struct dc_machine){ GUEST, .force_bounce = true, .for_alloc = true });
	CHECK(!dc_swiotlb_active() && dc_pages_count(DC_OWNER_LOST) == 32);
	dc_inject_reset();
	dc_inject_fail(DC_INJECT_PAGES, 1);
	dc_machine_boot(&(struct dc_machine){ PC });
	CHECK(!dc_swiotlb_active());
}

static phys_addr_t bounce(phys_addr_t orig, size_t size)
{
	unsigned long attrs = 0;

	return dc_swiotlb_tbl_map_single(dc_device, orig, size, 0, &attrs);
}

/* Which slots a mapping gets: those after the last, on whole pages from a page on. */
static void check_slot_order(void)
{
	phys_addr_t orig, first;

	BOOT(PC);
	orig = page_to_phys(alloc_pages(GFP_KERNEL, 1));
	first = bounce(orig, 64);
	dc_swiotlb_tbl_unmap_single(first, 64, DMA_TO_DEVICE, 0);
	CHECK(bounce(orig, 64) == first + 2048);
	CHECK(bounce(orig, 64) == first + 4096);
	CHECK(bounce(orig, PAGE_SIZE) == first + 8192);
	CHECK(bounce(orig, 128 * 2048 + 1) == DMA_MAPPING_ERROR);
	/* Less than was mapped comes back, and more is told. */
	dc_cpu_write(first + 8192 + 100, 1);
	dc_swiotlb_tbl_unmap_single(first + 8192, 64, DMA_FROM_DEVICE, 0);
	CHECK(dc_cpu_read(orig + 100) != 1 && !dc_hurts.suffered);
	dc_swiotlb_sync_for_cpu(first + 2048, 65, DMA_FROM_DEVICE);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);

	/* Bits that the device wants to keep, by slots left out and by bytes in front. */
	BOOT(PC, .min_align_mask = PAGE_SIZE - 1);
	orig = page_to_phys(alloc_pages(GFP_KERNEL, 1));
	first = bounce(orig + 3000, 64);
	CHECK((first & ~PAGE_MASK) == 3000);
	dc_cpu_write(first + 63, 2);
	dc_swiotlb_tbl_unmap_single(first, 64, DMA_FROM_DEVICE, 0);
	CHECK(dc_cpu_read(orig + 3063) == 2 && !dc_swiotlb_slots_used());
}

static phys_addr_t take_all_slots(void)
{
	phys_addr_t orig = page_to_phys(alloc_page(GFP_KERNEL));
	unsigned long attrs = 0;

	while (dc_swiotlb_slots_used() < dc_machine.slots)
		dc_swiotlb_tbl_map_single(dc_device, orig, 2048, 0, &attrs);
	return orig;
}

/* The newest pool is tried first. */
static void check_pool_order(void)
{
	phys_addr_t orig, first, second;

	BOOT(PC, .can_grow = true);
	orig = take_all_slots();
	dc_swiotlb_tbl_unmap_single(bounce(orig, 64), 64, DMA_TO_DEVICE, 0);
	dc_swiotlb_work();
	first = bounce(orig, 64);
	second = bounce(orig, 64);
	CHECK(second == first + 2048 && dc_swiotlb_pools() == 2);
	/* A pool for one request lies where the device can reach, be that beyond 32 bits. */
	BOOT(PC, .can_grow = true);
	orig = take_all_slots();
	CHECK(bounce(orig, 64) >= DC_ZONE_NORMAL_BASE);
	BOOT(PC, .can_grow = true, .dma_mask = DMA_BIT_MASK(32));
	orig = take_all_slots();
	CHECK(bounce(orig, 64) < DC_ZONE_NORMAL_BASE);
	/* What turns out to be beyond is exchanged for memory of a lower zone, while there is any. */
	BOOT(PC, .can_grow = true, .dma_mask = DMA_BIT_MASK(31));
	orig = take_all_slots();
	CHECK(bounce(orig, 64) < DC_ZONE_DMA32_BASE);
	while (dc_pages_get(DC_DMA, 1, DC_OWNER_DRIVER))
		;
	CHECK(bounce(orig, 64) == DMA_MAPPING_ERROR);
	BOOT(PC, .can_grow = true, .dma_mask = DMA_BIT_MASK(24));
	orig = take_all_slots();
	CHECK(bounce(orig, 64) < 1 << 24);
	BOOT(PC, .can_grow = true, .dma_mask = DMA_BIT_MASK(20));
	orig = take_all_slots();
	CHECK(bounce(orig, 64) == DMA_MAPPING_ERROR);
	BOOT(PC, .can_grow = true, .dma_mask = DMA_BIT_MASK(33));
	orig = take_all_slots();
	while (dc_pages_get(DC_NORMAL, 1, DC_OWNER_DRIVER))
		;
	CHECK(bounce(orig, 64) < DC_ZONE_NORMAL_BASE);
	/* One that has no room for low bits to be kept is given up. */
	BOOT(PC, .can_grow = true, .min_align_mask = PAGE_SIZE - 1);
	orig = page_to_phys(alloc_page(GFP_KERNEL));
	for (int i = 0; i < 32; i++)
		bounce(orig, PAGE_SIZE);
	CHECK(bounce(orig + 2048, 64) == DMA_MAPPING_ERROR && dc_swiotlb_pools() == 1);
}

static void check_growth(void)
{
	unsigned long attrs = 0;
	phys_addr_t orig, slot;

	BOOT(PC, .can_grow = true);
	orig = take_all_slots();
	slot = dc_swiotlb_tbl_map_single(dc_device, orig, 64, 0, &attrs);
	CHECK(slot != DMA_MAPPING_ERROR && dc_swiotlb_pools() == 2);
	dc_swiotlb_tbl_unmap_single(slot, 64, DMA_TO_DEVICE, 0);
	CHECK(dc_swiotlb_pools() == 1);
	dc_swiotlb_work();
	dc_swiotlb_work();
	CHECK(dc_swiotlb_pools() == 2);
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS);
	CHECK(dc_swiotlb_tbl_map_single(dc_device, orig, 64, 0, &attrs) != DMA_MAPPING_ERROR);

	/* Pages that cannot be shared are taken back, or kept for ever. */
	BOOT(GUEST, .can_grow = true);
	orig = take_all_slots();
	slot = dc_swiotlb_tbl_map_single(dc_device, orig, 64, 0, &attrs);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	dc_swiotlb_work();
	CHECK(dc_swiotlb_pools() == 2 && !dc_pages_count(DC_OWNER_LOST));
	dc_swiotlb_tbl_unmap_single(slot, 64, DMA_TO_DEVICE, 0);
	dc_swiotlb_tbl_map_single(dc_device, orig, 64, 0, &attrs);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	dc_swiotlb_work();
	CHECK(dc_pages_count(DC_OWNER_LOST) == 32 && !dc_pages_exposed());
	for (int i = 0; i < 8; i++)
		slot = dc_swiotlb_tbl_map_single(dc_device, orig, 64, 0, &attrs);
	CHECK(slot == DMA_MAPPING_ERROR && dc_swiotlb_pools() == 8);
}

static void check_bounce_out_of_reach(void)
{
	dma_addr_t addr;

	BOOT(PC, .dma_mask = DMA_BIT_MASK(24));
	addr = dma_map_phys(dc_device, page_to_phys(alloc_page(GFP_KERNEL)), 64, DMA_TO_DEVICE, 0);
	CHECK(addr == DMA_MAPPING_ERROR && !dc_swiotlb_slots_used());
	CHECK(dc_hurts.suffered & DC_HURT_SPLAT);
	dc_swiotlb_tbl_unmap_single(DC_MMIO_BASE, 64, DMA_TO_DEVICE, 0);
	CHECK(!dc_swiotlb_holds(DC_MMIO_BASE));
}

static void check_pools(void)
{
	struct page *pages[3];
	void *cpu, *out;

	BOOT(PHONE);
	CHECK(dc_pool_expand(DC_POOL_KERNEL, 1000 * PAGE_SIZE) == 0);
	CHECK(dc_pool_pages(DC_POOL_KERNEL) == 8 + 32);
	dc_inject_fail(DC_INJECT_PAGES, 3);
	CHECK(!dc_pool_expand(DC_POOL_DMA32, 4 * PAGE_SIZE) && dc_pool_pages(DC_POOL_DMA32) == 10);
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS);
	CHECK(dc_pool_expand(DC_POOL_DMA32, PAGE_SIZE) == -ENOMEM);
	dc_inject_reset();
	dc_inject_fail(DC_INJECT_VMAP, 1);
	CHECK(dc_pool_expand(DC_POOL_DMA, PAGE_SIZE) == -ENOMEM && !dc_pages_count(DC_OWNER_LOST));
	for (int i = 0; i < 3; i++)
		pages[i] = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	CHECK(pages[2] && dc_pool_free(cpu, PAGE_SIZE) && dc_pool_free_page(pages[0], PAGE_SIZE));
	CHECK(dc_pool_pages_used(DC_POOL_KERNEL) == 1 && !dc_pool_free(&cpu, PAGE_SIZE));
	CHECK(!dc_pool_free_page(alloc_page(__GFP_HIGHMEM), PAGE_SIZE));

	/* The newest piece is tried first; when one pool is low, all that are grow. */
	BOOT(PHONE, .atomic_pages = 2);
	pages[0] = dc_pool_alloc(dc_device, 2 * PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	dc_pools_work();
	pages[1] = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	dc_pool_free(cpu, PAGE_SIZE);
	dc_pool_free_page(pages[0], 2 * PAGE_SIZE);
	CHECK(dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0) == pages[1]);
	BOOT(PHONE, .atomic_pages = 2);
	dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC | GFP_DMA, 0);
	dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	dc_pools_work();
	CHECK(dc_pool_pages(DC_POOL_DMA) == 4 && dc_pool_pages(DC_POOL_KERNEL) == 4 &&
	      dc_pool_pages(DC_POOL_DMA32) == 2);

	BOOT(PHONE, .atomic_pages = 2, .no_zone_dma = true);
	dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC, 0);
	dc_pools_work();
	CHECK(dc_pool_pages(DC_POOL_KERNEL) == 4 && dc_pool_pages(DC_POOL_DMA32) == 2);
	pages[0] = dc_pool_alloc(dc_device, PAGE_SIZE, &cpu, GFP_ATOMIC | GFP_DMA32, 0);
	CHECK(dc_pool_of(pages[0]) == DC_POOL_DMA32);
	/* Memory that the device cannot reach is passed by. */
	BOOT(PHONE, .coherent_dma_mask = DMA_BIT_MASK(32));
	pages[0] = dc_pool_alloc(dc_device, PAGE_SIZE, &out, GFP_ATOMIC, 0);
	CHECK(dc_pool_of(pages[0]) == DC_POOL_DMA32);
	BOOT(PHONE, .bus_limit = DMA_BIT_MASK(32), .no_zone_dma = true, .no_zone_dma32 = true);
	CHECK(!dc_pool_alloc(dc_device, PAGE_SIZE, &out, GFP_ATOMIC, 0));
	for (int i = 0; i < 3; i++)
		dc_pool_expand(DC_POOL_KERNEL, PAGE_SIZE);
	CHECK(dc_pool_expand(DC_POOL_KERNEL, PAGE_SIZE) == -ENOMEM);
}

static void *alloc(size_t size, gfp_t gfp, unsigned long attrs, dma_addr_t *handle)
{
	return dma_alloc_attrs(dc_device, size, handle, gfp, attrs);
}

static void check_direct(void)
{
	dma_addr_t handle;
	void *cpu;

	/* Zones are tried downwards until the device reaches the memory. */
	BOOT(PC, .coherent_dma_mask = DMA_BIT_MASK(31) | 1ULL << 31);
	CHECK(alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) && handle >> 32 == 0);
	BOOT(PC, .coherent_dma_mask = DMA_BIT_MASK(33) - (1ULL << 32) - 1);
	BOOT(PC, .coherent_dma_mask = DMA_BIT_MASK(24));
	CHECK(alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) && handle < DMA_BIT_MASK(24));
	BOOT(PC, .coherent_dma_mask = DMA_BIT_MASK(31));
	CHECK(alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) && handle < DMA_BIT_MASK(24));
	BOOT(PC, .coherent_dma_mask = DMA_BIT_MASK(12));
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) &&
	      !alloc(PAGE_SIZE, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING, &handle));
	CHECK(!dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL));
	BOOT(PC, .coherent_dma_mask = 1ULL << 32);
	CHECK(alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) && handle >> 32 == 0);

	/* Highmem pages get a view, unless they have to be shared. */
	BOOT(PC, .highmem_area = true);
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(is_vmalloc_addr(cpu) && PageHighMem(vmalloc_to_page(cpu)) && !dc_hurts.suffered);
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING, &handle);
	CHECK(PageHighMem(cpu) && !dc_hurts.suffered);
	BOOT(GUEST, .highmem_area = true);
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(!PageHighMem(virt_to_page(cpu)) && !dc_hurts.suffered);

	/* Neither remapping nor setting uncached. */
	BOOT(.slots = 64);
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle));
	BOOT(.set_uncached = true, .slots = 64);
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(cpu && !(dc_hurts.suffered & DC_HURT_CORRUPT));
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	dc_inject_fail(DC_INJECT_UNCACHED, 1);
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle));
	BOOT(.set_uncached = true, .remap = true, .slots = 64);
	dc_inject_fail(DC_INJECT_UNCACHED, 1);
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle));

	/* The global pool answers for all that is not coherent. */
	BOOT(.global_pool = true, .remap = true);
	cpu = alloc(2 * PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(dc_coherent_owns(cpu) && dc_coherent_pages_used() == 2);
	dma_free_attrs(dc_device, 2 * PAGE_SIZE, cpu, handle, 0);
	CHECK(!dc_coherent_pages_used() && !dc_hurts.suffered);
	dc_direct_free(dc_device, PAGE_SIZE, &cpu, handle, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	CHECK(!alloc(17 * PAGE_SIZE, GFP_KERNEL, 0, &handle));

	BOOT(PC, .global_pool = true);
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(cpu && !dc_coherent_owns(cpu));
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	CHECK(!dc_hurts.suffered);
	/* Memory beyond the end of the bus has no address there. */
	BOOT(PC, .bus_end = DC_ZONE_NORMAL_BASE);
	CHECK(!dc_coherent_ok(dc_device, DC_ZONE_NORMAL_BASE, 64));
	CHECK(dc_coherent_ok(dc_device, DC_ZONE_DMA32_BASE, 64));

	BOOT(GUEST);
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	CHECK(!dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL));
	CHECK(dc_pages_count(DC_OWNER_LOST) == 1);
	dma_free_attrs(dc_device, PAGE_SIZE, NULL, 0, 0);
	/* What was never shared is not taken back. */
	BOOT(GUEST, .trusted = true);
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	dc_inject_fail(DC_INJECT_ENCRYPT, ALWAYS);
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	CHECK(!dc_pages_count(DC_OWNER_LOST));
}

/* Powers of two, of the wanted zone or of one below. */
static void check_whole_orders(void)
{
	unsigned int before;
	dma_addr_t handle;

	BOOT(PC);
	before = dc_pages_count(DC_OWNER_CORE);
	alloc(3 * PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(dc_pages_count(DC_OWNER_CORE) == before + 4);
	while (dc_pages_get(DC_NORMAL, 1, DC_OWNER_DRIVER))
		;
	CHECK(alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) && handle < DC_ZONE_NORMAL_BASE);
	/* Memory is what it was until the power goes. */
	dc_cpu_write(handle, 1);
	BOOT(PC);
	CHECK(dc_cpu_read(handle) == 1);
	dc_physics_clear();
	CHECK(dc_cpu_read(handle) == 0);
	BOOT(PC, .device_memory = true);
	alloc(3 * PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(dc_coherent_pages_used() == 4);
}

static void check_kmalloc_bounce(void)
{
	static const struct { size_t size; bool bounces;
	} sizes[] = {
		{ 8, true },  { 33, false }, { 64, false },  { 65, true },
		{ 96, true }, { 97, false }, { 128, false }, { 200, false },
	};
	struct scatterlist list;

	BOOT(PHONE, .kmalloc_bounce = true);
	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		CHECK(dc_kmalloc_needs_bounce(sizes[i].size, DMA_FROM_DEVICE) == sizes[i].bounces);
		CHECK(!dc_kmalloc_needs_bounce(sizes[i].size, DMA_TO_DEVICE));
	}
	/* Nowhere to bounce to. */
	BOOT(.remap = true, .kmalloc_bounce = true);
	CHECK(dma_map_single(dc_device, kmalloc(8, GFP_KERNEL), 8, DMA_FROM_DEVICE) ==
	      DMA_MAPPING_ERROR);
	/* An IOMMU's pages are larger still. */
	BOOT(PHONE, .kmalloc_bounce = true, .iommu = true);
	CHECK(dma_map_single(dc_device, kmalloc(8, GFP_KERNEL), 8, DMA_FROM_DEVICE) !=
	      DMA_MAPPING_ERROR);
	CHECK(dc_swiotlb_slots_used());
	sg_init_one(&list, kmalloc(8, GFP_KERNEL), 8);
	CHECK(dma_map_sg(dc_device, &list, 1, DMA_FROM_DEVICE) == 1);
	/* Each takes its granule. */
	CHECK(dc_swiotlb_slots_used() == 4);
	/* Where it comes from is not asked. */
	BOOT(PHONE, .kmalloc_bounce = true);
	dma_map_phys(dc_device, page_to_phys(alloc_page(GFP_KERNEL)), 8, DMA_FROM_DEVICE, 0);
	CHECK(dc_swiotlb_slots_used() == 1);
}

static void check_mmap(void)
{
	struct vm_area_struct vma = { .vm_end = PAGE_SIZE, .vm_page_prot = PAGE_SHARED };
	struct vm_area_struct beyond = { .vm_end = PAGE_SIZE, .vm_pgoff = 1 };
	struct vm_area_struct far_beyond = { .vm_end = PAGE_SIZE, .vm_pgoff = 5 };
	struct vm_area_struct wide = { .vm_end = 2 * PAGE_SIZE };
	struct dc_machine machines[] = {
		{ PC }, { PHONE }, { PC, .iommu = true }, { PC, .device_memory = true },
		{ PC, .device_memory = true, .iommu = true },
	};
	struct sg_table *sgt, table;
	dma_addr_t handle;
	void *cpu;

	for (unsigned int i = 0; i < ARRAY_SIZE(machines); i++) {
		boot(machines[i]);
		vma.vm_page_prot = PAGE_SHARED;
		cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
		CHECK(!dma_mmap_attrs(dc_device, &vma, cpu, handle, PAGE_SIZE, 0));
		CHECK(dma_mmap_attrs(dc_device, &beyond, cpu, handle, PAGE_SIZE, 0) == -ENXIO);
		CHECK(dma_mmap_attrs(dc_device, &far_beyond, cpu, handle, PAGE_SIZE, 0) == -ENXIO);
		CHECK(dma_mmap_attrs(dc_device, &wide, cpu, handle, PAGE_SIZE, 0) == -ENXIO);
		CHECK(!dc_hurts.suffered);
		dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, 0);
	}
	BOOT(PHONE);
	vma.vm_page_prot = PAGE_SHARED;
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	dma_mmap_attrs(dc_device, &vma, cpu, handle, PAGE_SIZE, DMA_ATTR_WRITE_COMBINE);
	CHECK(dc_hurts.suffered == DC_HURT_CORRUPT);
	BOOT(PHONE);
	cpu = alloc(PAGE_SIZE, GFP_ATOMIC, DMA_ATTR_WRITE_COMBINE, &handle);
	dma_mmap_attrs(dc_device, &vma, cpu, handle, PAGE_SIZE, DMA_ATTR_WRITE_COMBINE);
	CHECK(!dc_hurts.suffered && (dc_hurts.excused & DC_HURT_CORRUPT));

	BOOT(PC);
	sgt = dma_alloc_noncontiguous(dc_device, PAGE_SIZE, DMA_TO_DEVICE, GFP_KERNEL, 0);
	CHECK(!dma_mmap_noncontiguous(dc_device, &vma, PAGE_SIZE, sgt));
	CHECK(dma_mmap_noncontiguous(dc_device, &beyond, PAGE_SIZE, sgt) == -ENXIO);
	CHECK(dma_mmap_noncontiguous(dc_device, &wide, PAGE_SIZE, sgt) == -ENXIO);
	cpu = dma_vmap_noncontiguous(dc_device, PAGE_SIZE, sgt);
	CHECK(cpu == page_address(sg_page(sgt->sgl)));
	dma_vunmap_noncontiguous(dc_device, cpu);
	BOOT(PC, .iommu = true);
	CHECK(dma_get_sgtable(dc_device, &table, NULL, 0x1000, PAGE_SIZE) == -ENXIO);
}

static void check_entry_points(void)
{
	struct xsk_buff_pool pool = { .nr_pages = 2 };
	struct scatterlist list[2];
	dma_addr_t handle;
	void *cpu;

	BOOT(PC, .coherent_dma_mask = 1);
	dc_device->coherent_dma_mask = 0;
	alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle);
	CHECK(dc_hurts.suffered & DC_HURT_SPLAT);
	CHECK(!dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL));
	BOOT(PC);
	CHECK(!dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL | GFP_DMA));
	CHECK(!dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE,
			       GFP_KERNEL | __GFP_COMP));
	CHECK(!dma_alloc_noncoherent(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, __GFP_COMP));

	/* Managed memory is freed with the device, as it was allocated. */
	BOOT(PC);
	cpu = dmam_alloc_attrs(dc_device, 64, &handle, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);
	dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL | __GFP_NOWARN);
	dc_mapping_release_managed();
	CHECK(cpu && !dc_debug_count() && !dc_hurts.suffered);
	cpu = dma_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	dmam_free_coherent(dc_device, 64, cpu, handle);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	cpu = dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	dmam_free_coherent(dc_device, 32, cpu, virt_to_phys(cpu));
	CHECK(dc_hurts.suffered & DC_HURT_SPLAT);
	dc_harm_reset();
	dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	cpu = dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	dmam_free_coherent(dc_device, 64, cpu, handle);
	CHECK(!dc_hurts.suffered);
	dc_mapping_release_managed();
	for (int i = 0; i < 32; i++)
		dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	CHECK(!dmam_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL));

	/* A pool of pages is mapped whole or not at all. */
	BOOT(PC, .dma_mask = DMA_BIT_MASK(32));
	pool.pages[0] = alloc_page(GFP_KERNEL);
	pool.pages[1] = alloc_page(GFP_KERNEL);
	dc_inject_fail(DC_INJECT_SLOTS, 2);
	CHECK(xsk_pool_dma_map(&pool, dc_device, 0) == -ENOMEM && !dc_swiotlb_slots_used());

	/* Whoever fills dma-debug's table is no longer watched; nothing else changes. */
	BOOT(PC);
	handle = virt_to_phys(kmalloc(64, GFP_KERNEL));
	for (int i = 0; i < 520; i++)
		dma_map_phys(dc_device, handle, 64, DMA_TO_DEVICE, 0);
	CHECK(dc_debug_count() == 512 && dc_traffic_live() == 256);
	sg_init_one(list, phys_to_virt(handle), 64);
	CHECK(dma_map_sg(dc_device, list, 1, DMA_TO_DEVICE) == 1 && dc_debug_count() == 512);
}

/* Each thing that dma-debug compares. */
static void check_complaints(void)
{
	struct scatterlist list[2];
	phys_addr_t phys;
	dma_addr_t handle;
	void *cpu;

	BOOT(PC);
	phys = page_to_phys(alloc_page(GFP_KERNEL));
	handle = dma_map_phys(dc_device, phys, 64, DMA_TO_DEVICE, 0);
	dma_unmap_phys(dc_device, handle, 32, DMA_TO_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	handle = dma_map_phys(dc_device, phys, 64, DMA_TO_DEVICE, 0);
	dma_unmap_phys(dc_device, handle, 64, DMA_FROM_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	sg_init_table(list, 2);
	sg_set_page(&list[0], phys_to_page(phys), 64, 0);
	sg_set_page(&list[1], phys_to_page(phys), 64, 128);
	dma_map_sg(dc_device, list, 2, DMA_TO_DEVICE);
	dma_sync_sg_for_device(dc_device, list, 1, DMA_TO_DEVICE);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	dma_sync_sg_for_device(dc_device, list, 2, DMA_TO_DEVICE);
	CHECK(!dc_hurts.suffered);
	dma_unmap_sg(dc_device, list, 1, DMA_TO_DEVICE);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	cpu = dma_alloc_coherent(dc_device, 64, &handle, GFP_KERNEL);
	dma_unmap_single(dc_device, handle, 64, DMA_BIDIRECTIONAL);
	CHECK(dc_hurts.suffered & DC_HURT_SPLAT);
	dc_harm_reset();
	/* Of two mappings of a range that are both wrong neither is taken, of two that hold one too. */
	BOOT(PC);
	handle = dma_map_phys(dc_device, phys, 64, DMA_TO_DEVICE, 0);
	dma_map_phys(dc_device, phys, 128, DMA_TO_DEVICE, 0);
	dma_unmap_phys(dc_device, handle, 32, DMA_TO_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT && dc_debug_count() == 2);
	dc_harm_reset();
	dma_sync_single_for_device(dc_device, handle, 64, DMA_TO_DEVICE);
	CHECK(!dc_hurts.suffered && dc_hurts.excused == DC_HURT_SPLAT);
	dma_unmap_phys(dc_device, handle, 64, DMA_TO_DEVICE, 0);
	dc_harm_reset();
	dma_sync_single_for_device(dc_device, handle + 32, 64, DMA_TO_DEVICE);
	CHECK(!dc_hurts.suffered && !dc_hurts.excused);
	dma_sync_single_for_device(dc_device, handle, 129, DMA_TO_DEVICE);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	dma_sync_single_for_cpu(dc_device, handle, 64, DMA_FROM_DEVICE);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_harm_reset();
	handle = 0;
	cpu = dma_alloc_coherent(dc_device, 2 * PAGE_SIZE, &handle, GFP_KERNEL);
	dma_free_coherent(dc_device, 2 * PAGE_SIZE, (char *)cpu + PAGE_SIZE, handle);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
}

static void check_iommu(void)
{
	struct dma_iova_state state;
	struct scatterlist list[3];
	phys_addr_t phys;
	dma_addr_t handle;
	void *cpu;

	BOOT(.iommu = true, .remap = true, .slots = 64);
	phys = page_to_phys(alloc_pages(GFP_KERNEL, 2));
	/* Neighbours become one range; what starts in the middle of a page does not. */
	sg_init_table(list, 3);
	sg_set_page(&list[0], phys_to_page(phys), PAGE_SIZE, 0);
	sg_set_page(&list[1], phys_to_page(phys) + 1, 100, 0);
	sg_set_page(&list[2], phys_to_page(phys) + 2, 100, 50);
	CHECK(dma_map_sg(dc_device, list, 3, DMA_FROM_DEVICE) == 2);
	CHECK(list[0].dma_length == PAGE_SIZE + 100 && list[1].dma_length == 100 &&
	      !list[2].dma_length);
	dma_sync_sg_for_cpu(dc_device, list, 3, DMA_FROM_DEVICE);
	dma_sync_sg_for_device(dc_device, list, 3, DMA_FROM_DEVICE);
	dma_unmap_sg(dc_device, list, 3, DMA_FROM_DEVICE);
	CHECK(!dc_hurts.suffered && !dc_iommu_pages_used());
	dc_inject_fail(DC_INJECT_IOVA, ALWAYS);
	CHECK(!dma_map_sg(dc_device, list, 3, DMA_FROM_DEVICE));
	CHECK(dma_map_phys(dc_device, phys, 64, DMA_TO_DEVICE, 0) == DMA_MAPPING_ERROR);
	CHECK(!dma_iova_try_alloc(dc_device, &state, phys, 64) &&
	      !dma_iova_try_alloc(dc_device, &state, phys, 0));
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) &&
	      !alloc(PAGE_SIZE, GFP_ATOMIC, 0, &handle));
	CHECK(!dma_alloc_pages(dc_device, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL));
	dc_inject_reset();
	CHECK(!alloc(65 * PAGE_SIZE, GFP_KERNEL, 0, &handle));
	cpu = alloc(PAGE_SIZE, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS, &handle);
	CHECK(is_vmalloc_addr(cpu));
	dma_free_attrs(dc_device, PAGE_SIZE, cpu, handle, DMA_ATTR_FORCE_CONTIGUOUS);
	dc_inject_fail(DC_INJECT_VMAP, ALWAYS);
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS, &handle));
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) && !dc_iommu_pages_used());
	dc_inject_reset();
	dc_inject_fail(DC_INJECT_PAGES, ALWAYS);
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, 0, &handle) &&
	      !dma_alloc_pages(dc_device, 64, &handle, DMA_TO_DEVICE, GFP_KERNEL));
	CHECK(!alloc(PAGE_SIZE, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS, &handle));
	dc_inject_reset();

	/* What is not mapped cannot be unmapped, synced or translated. */
	dc_harm_reset();
	dc_iommu_unmap_phys(0x123000, 64, DMA_TO_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	dc_iommu_sync(0x123000, 64, DMA_TO_DEVICE, true);
	CHECK(!dc_iommu_maps(1ULL << 40));

	/* One address space, and it has an end. */
	while (dma_map_phys(dc_device, phys, 4 * PAGE_SIZE, DMA_TO_DEVICE, 0) != DMA_MAPPING_ERROR)
		;
	CHECK(dc_iommu_pages_used() > 1000);
}

static void check_iova_states(void)
{
	struct dma_iova_state state = { 0 };
	phys_addr_t phys;

	BOOT(PC);
	dma_iova_free(dc_device, &state);
	CHECK(dma_iova_sync(dc_device, &state, 0, 64) == -EOPNOTSUPP);
	CHECK(dc_iova_link(dc_device, &state, 0, 0, 64, DMA_TO_DEVICE, 0) == -EOPNOTSUPP);
	BOOT(PC, .iommu = true, .untrusted = true);
	phys = page_to_phys(alloc_pages(GFP_KERNEL, 2)) + 100;
	dma_iova_free(dc_device, &state);
	CHECK(dma_iova_try_alloc(dc_device, &state, phys, 3 * PAGE_SIZE) && dma_use_iova(&state));
	CHECK(dma_iova_link(dc_device, &state, phys, PAGE_SIZE, 64, DMA_TO_DEVICE, 0) == -EIO);
	dc_harm_reset();
	/* Head and tail bounce, the middle does not. */
	CHECK(!dma_iova_link(dc_device, &state, phys, 0, 2 * PAGE_SIZE, DMA_BIDIRECTIONAL, 0));
	CHECK(dc_swiotlb_slots_used() == 4 && (state.__size & DMA_IOVA_USE_SWIOTLB));
	CHECK(dma_iova_link(dc_device, &state, phys - 100, 2 * PAGE_SIZE, 64, DMA_TO_DEVICE,
			    DMA_ATTR_REQUIRE_COHERENT) == -EOPNOTSUPP);
	dc_harm_reset();
	dma_iova_destroy(dc_device, &state, 2 * PAGE_SIZE, DMA_BIDIRECTIONAL, 0);
	CHECK(!dc_swiotlb_slots_used() && !dc_iommu_pages_used() && !dc_hurts.suffered);
	/* Each of the three fails in turn. */
	for (int i = 0; i < 3; i++) {
		dma_iova_try_alloc(dc_device, &state, phys, 2 * PAGE_SIZE);
		dc_inject_fail(DC_INJECT_IOVA, 1ULL << i);
		CHECK(dma_iova_link(dc_device, &state, phys, 0, 2 * PAGE_SIZE, DMA_TO_DEVICE, 0) ==
		      -ENOMEM);
		dc_inject_reset();
		dma_iova_free(dc_device, &state);
		CHECK(!dc_swiotlb_slots_used() && !dc_iommu_pages_used());
	}
	dma_iova_try_alloc(dc_device, &state, phys, 64);
	dc_inject_fail(DC_INJECT_SLOTS, 1);
	CHECK(dma_iova_link(dc_device, &state, phys, 0, 64, DMA_TO_DEVICE, 0) == -ENOMEM);
	dc_harm_reset();
	dc_iova_unlink(&state, 0, 64, DMA_TO_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	state.__size |= DMA_IOVA_USE_SWIOTLB;
	dc_iova_unlink(&state, 0, 64, DMA_TO_DEVICE, 0);
	BOOT(.coherent = true, .iommu = true, .untrusted = true);
	CHECK(dma_map_phys(dc_device, phys, 64, DMA_TO_DEVICE, 0) == DMA_MAPPING_ERROR);
}

/* States where there is none, and what is done twice or not at all. */
static void check_idle_states(void)
{
	struct dma_iova_state state = { 0 };
	struct scatterlist list, pair[2];
	phys_addr_t phys;
	dma_addr_t handle;
	void *cpu;

	BOOT(PC);
	dma_iova_unlink(dc_device, &state, 0, 64, DMA_TO_DEVICE, 0);
	CHECK(!dc_hurts.suffered);
	/* One linked range bounces, and so does the next. */
	BOOT(PC, .iommu = true, .untrusted = true);
	phys = page_to_phys(alloc_pages(GFP_KERNEL, 1));
	CHECK(dma_iova_try_alloc(dc_device, &state, phys, 2 * PAGE_SIZE));
	CHECK(!dma_iova_link(dc_device, &state, phys, 0, 64, DMA_TO_DEVICE, 0));
	CHECK(dc_swiotlb_slots_used() == 2);
	CHECK(!dma_iova_link(dc_device, &state, phys + PAGE_SIZE, PAGE_SIZE, PAGE_SIZE,
			     DMA_TO_DEVICE, 0));
	dma_iova_destroy(dc_device, &state, 2 * PAGE_SIZE, DMA_TO_DEVICE, 0);
	CHECK(!dc_swiotlb_slots_used());
	CHECK(dma_iova_try_alloc(dc_device, &state, phys, PAGE_SIZE));
	dma_iova_destroy(dc_device, &state, 0, DMA_TO_DEVICE, 0);
	CHECK(!dc_iommu_pages_used());
	/* The middle is not linked: what came before it is undone. */
	phys = page_to_phys(alloc_pages(GFP_KERNEL, 2));
	CHECK(dma_iova_try_alloc(dc_device, &state, phys + 64, 3 * PAGE_SIZE - 64));
	dc_inject_fail(DC_INJECT_IOVA, 2);
	CHECK(dma_iova_link(dc_device, &state, phys + 64, 0, 2 * PAGE_SIZE, DMA_TO_DEVICE, 0) ==
	      -ENOMEM);
	CHECK(!dc_swiotlb_slots_used() && dc_hurts.suffered == DC_HURT_REFUSED);
	dc_inject_fail(DC_INJECT_IOVA, 1);
	CHECK(dma_iova_link(dc_device, &state, phys, 0, PAGE_SIZE + 64, DMA_TO_DEVICE, 0) ==
	      -ENOMEM);
	CHECK(!dc_swiotlb_slots_used());
	/* A part that bounces, and then an end at a page's end. */
	BOOT(PC, .iommu = true, .untrusted = true);
	phys = page_to_phys(alloc_pages(GFP_KERNEL, 1));
	CHECK(dma_iova_try_alloc(dc_device, &state, phys + 64, 2 * PAGE_SIZE - 64));
	CHECK(!dma_iova_link(dc_device, &state, phys + 64, 0, 2 * PAGE_SIZE - 64,
			     DMA_TO_DEVICE, 0));
	CHECK(dc_swiotlb_slots_used() && !dc_hurts.suffered);
	dma_iova_destroy(dc_device, &state, 2 * PAGE_SIZE - 64, DMA_TO_DEVICE, 0);
	CHECK(!dc_swiotlb_slots_used() && !dc_iommu_pages_used());
	/* Two parts of pages lie apart for the device too. */
	BOOT(PC, .iommu = true);
	sg_init_table(pair, 2);
	sg_set_page(&pair[0], alloc_page(GFP_KERNEL), 64, 0);
	sg_set_page(&pair[1], alloc_page(GFP_KERNEL), 64, 0);
	CHECK(dma_map_sg(dc_device, pair, 2, DMA_TO_DEVICE) == 2);
	/* Without maintenance of caches. */
	BOOT(PHONE, .iommu = true, .untrusted = true);
	phys = page_to_phys(alloc_page(GFP_KERNEL));
	CHECK(dma_iova_try_alloc(dc_device, &state, phys, 64));
	CHECK(!dma_iova_link(dc_device, &state, phys, 0, 64, DMA_TO_DEVICE, 0));
	dma_iova_destroy(dc_device, &state, 64, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	CHECK(!dc_swiotlb_slots_used() && !dc_iommu_pages_used());
	/* No address of the IOMMU's. */
	BOOT(PC, .iommu = true);
	state = (struct dma_iova_state){ .addr = PAGE_SIZE, .__size = PAGE_SIZE };
	dc_iova_unlink(&state, 0, PAGE_SIZE, DMA_TO_DEVICE, 0);
	CHECK(!dc_iommu_pages_used() && dc_hurts.suffered == DC_HURT_SPLAT);
	/* A list that nobody mapped. */
	BOOT(PC);
	sg_init_one(&list, kmalloc(64, GFP_KERNEL), 64);
	dc_debug_remove_sg(&list, 1, DMA_TO_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_SPLAT);
	/* The right memory by the wrong handle. */
	BOOT(PC);
	cpu = dmam_alloc_coherent(dc_device, PAGE_SIZE, &handle, GFP_KERNEL);
	dmam_free_coherent(dc_device, PAGE_SIZE, cpu, handle + 64);
	CHECK(dc_hurts.suffered & DC_HURT_SPLAT);
	/* A non-coherent machine that cannot combine writes. */
	BOOT(.remap = true, .slots = 64);
	CHECK(dc_pgprot(PAGE_KERNEL, DMA_ATTR_WRITE_COMBINE).pgprot ==
	      dc_pgprot(PAGE_KERNEL, 0).pgprot);
}

/* A device that is led astray. */
static void check_traffic(void)
{
	u8 value = 0;

	BOOT(PC);
	CHECK(!dc_device_read(0x1000, &value) && !dc_device_write(0x1000, 1));
	CHECK(dc_device_read(DC_MMIO_BASE, &value) && dc_device_write(DC_P2P_BASE, 1));
	dc_traffic_mapped(0x1000, DC_ZONE_NORMAL_BASE, 64, DMA_BIDIRECTIONAL, 0);
	CHECK(dc_hurts.suffered & DC_HURT_FAULT);
	dc_harm_reset();
	dc_traffic_before_unmap(0x1000, 64, DMA_FROM_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_FAULT);
	dc_traffic_after_unmap(0x1000, 64);
	dc_traffic_forgotten(0x1000, 64);
	dc_traffic_mapped(0x1000, DC_ZONE_NORMAL_BASE, 0, DMA_BIDIRECTIONAL, 0);
	CHECK(!dc_traffic_live());
	dc_harm_reset();
	dc_traffic_prepare(DC_MMIO_BASE - 64, 128, DMA_TO_DEVICE);
	dc_traffic_prepare(DC_ZONE_NORMAL_BASE, 0, DMA_TO_DEVICE);
	dc_traffic_prepare(DC_ZONE_NORMAL_BASE, 1 << 30, DMA_TO_DEVICE);
	dc_traffic_before_sync(0x5000, 64, DMA_BIDIRECTIONAL, true);
	dc_traffic_after_sync(0x5000, 64, DMA_BIDIRECTIONAL, true);
	dc_traffic_mapped(DC_ZONE_NORMAL_BASE, DC_ZONE_NORMAL_BASE, 64, DMA_BIDIRECTIONAL, 0);
	dc_traffic_before_sync(DC_ZONE_NORMAL_BASE, 0, DMA_BIDIRECTIONAL, true);
	dc_traffic_after_sync(DC_ZONE_NORMAL_BASE, 0, DMA_BIDIRECTIONAL, true);
	dc_traffic_before_unmap(DC_ZONE_NORMAL_BASE, 0, DMA_BIDIRECTIONAL, 0);
	CHECK(dc_traffic_live() == 1 && !dc_hurts.suffered);
	BOOT(PC, .dma_mask = DMA_BIT_MASK(32), .coherent_dma_mask = DMA_BIT_MASK(32));
	dc_traffic_mapped(1ULL << 40, DC_ZONE_NORMAL_BASE, 64, DMA_FROM_DEVICE, 0);
	CHECK(dc_hurts.suffered == DC_HURT_FAULT);
	CHECK(!dc_device_write(1ULL << 40, 1) && !dc_device_read(1ULL << 40, &value));
	dc_harm_reset();
	dc_traffic_allocated(kmalloc(64, GFP_KERNEL), 0x1000, 64);
	CHECK(dc_hurts.suffered == DC_HURT_CORRUPT);
	dc_harm_reset();
	dc_traffic_allocated(kmalloc(64, GFP_KERNEL), DC_ZONE_DMA_BASE, 64);
	CHECK(dc_hurts.suffered == DC_HURT_CORRUPT);
	/* Without an encryption bit the page itself tells. */
	BOOT(PC, .enc_host = true);
	page = alloc_page(GFP_KERNEL);
	CHECK(!set_memory_decrypted((unsigned long)page_address(page), 1));
	dc_cpu_write(page_to_phys(page), 5);
	CHECK(dc_device_read(page_to_phys(page), &value) && value == 5);
	CHECK(dc_device_read(DC_MMIO_BASE, &value));
}

/* What the device wrote before pages were given back is no longer looked for in them. */
static void check_traffic_ends(void)
{
	dma_addr_t dma;
	struct page *pages;
	struct sg_table *sgt;

	BOOT(PC, .enc_guest = true);
	pages = dma_alloc_pages(dc_device, PAGE_SIZE, &dma, DMA_FROM_DEVICE, GFP_KERNEL);
	dma_sync_single_for_cpu(dc_device, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_free_pages(dc_device, PAGE_SIZE, pages, dma, DMA_FROM_DEVICE);
	sgt = dma_alloc_noncontiguous(dc_device, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	dma_sync_sgtable_for_cpu(dc_device, sgt, DMA_FROM_DEVICE);
	dma_free_noncontiguous(dc_device, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	CHECK(!dc_hurts.suffered && !dc_traffic_live());
}

int main(void)
{
	check_faults();
	check_harm();
	check_machines();
	check_pages();
	check_out_of_memory();
	check_caches_and_managed();
	check_views();
	check_io();
	check_users();
	check_lists();
	check_bounds();
	check_bounce_pools();
	check_slot_order();
	check_pool_order();
	check_growth();
	check_bounce_out_of_reach();
	check_pools();
	check_direct();
	check_whole_orders();
	check_kmalloc_bounce();
	check_mmap();
	check_entry_points();
	check_complaints();
	check_iommu();
	check_iova_states();
	check_idle_states();
	check_traffic();
	check_traffic_ends();
	printf("%u checks, %u failed\n", nr_checked, nr_failed);
	return nr_failed != 0;
}
