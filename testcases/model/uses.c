/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Judge and model on what is done to memory outside of the DMA API: each row is a use, once as the
 * judge hears of it and once as it happens.
 */
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <stdio.h>

#include "harm.h"
#include "inject.h"
#include "judge.h"
#include "kernel.h"
#include "machine.h"
#include "physics.h"
#include "table.h"

static struct page *page;

static void need_page(void)
{
	page = alloc_pages(GFP_KERNEL, 0);
}

static int share(void)
{
	need_page();
	return set_memory_decrypted((unsigned long)page_address(page), 1);
}

static void *cookie(void)
{
	dma_addr_t handle;

	return dma_alloc_attrs(dc_device, PAGE_SIZE, &handle, GFP_KERNEL,
			       DMA_ATTR_NO_KERNEL_MAPPING);
}

static void free_private(void)
{
	need_page();
	__free_page(page);
}

static void free_shared(void)
{
	if (!share())
		__free_page(page);
}

static void free_half_converted(void)
{
	dc_inject_fail(DC_INJECT_DECRYPT, 1);
	dc_inject_half_done = true;
	if (share())
		__free_page(page);
}

static void enter(pgprot_t prot)
{
	struct vm_area_struct vma = { .vm_end = PAGE_SIZE };

	remap_pfn_range(&vma, 0, page_to_pfn(page), PAGE_SIZE, prot);
}

static void enter_shared_as_private(void)
{
	if (!share())
		enter(PAGE_SHARED);
}

static void enter_shared_as_shared(void)
{
	if (!share())
		enter(pgprot_decrypted(PAGE_SHARED));
}

static void enter_private(void)
{
	need_page();
	enter(PAGE_SHARED);
}

static void ignore_result(void)
{
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	if (share())
		return;
	set_memory_encrypted((unsigned long)page_address(page), 1);
	__free_page(page);
}

static void mind_result(void)
{
	dc_inject_fail(DC_INJECT_ENCRYPT, 1);
	if (!share() && !set_memory_encrypted((unsigned long)page_address(page), 1))
		__free_page(page);
}

static void take_page_of_cookie(void)
{
	virt_to_page(cookie());
}

static void free_cookie(void)
{
	kfree(cookie());
}

static void touch_memory(void)
{
	need_page();
	clear_page(page_address(page));
}

static void cache_device_memory(void)
{
	memunmap(memremap(DC_MMIO_BASE, PAGE_SIZE, MEMREMAP_WB));
}

static void cache_memory(void)
{
	need_page();
	memunmap(memremap(page_to_phys(page), PAGE_SIZE, MEMREMAP_WB));
}

static void name_device_memory(void)
{
	phys_to_virt(DC_P2P_BASE);
}

static void release_wrong_handle(void)
{
	need_page();
	dma_map_page(dc_device, page, 0, 64, DMA_TO_DEVICE);
	dma_unmap_page(dc_device, page_to_phys(page) + PAGE_SIZE, 64, DMA_TO_DEVICE);
}

static void release_right_handle(void)
{
	need_page();
	dma_unmap_page(dc_device, dma_map_page(dc_device, page, 0, 64, DMA_TO_DEVICE), 64,
		       DMA_TO_DEVICE);
}

static const struct {
	const char *name;
	void (*happens)(void);
	struct dc_use use;
} uses[] = {
	{ "private pages freed",
	  free_private,
	  { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_PRIVATE } },
	{ "shared pages freed",
	  free_shared,
	  { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_SHARED } },
	{ "pages in doubt freed",
	  free_half_converted,
	  { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_BROKEN } },
	{ "shared pages entered as private",
	  enter_shared_as_private,
	  { .role = DC_ROLE_PTE,
	    .encryption = DC_ENCRYPTION_SHARED,
	    .prot_shared = DC_NO,
	    .prot_own = DC_YES } },
	{ "shared pages entered with a protection from elsewhere",
	  enter_shared_as_private,
	  { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_NO } },
	{ "shared pages entered as shared",
	  enter_shared_as_shared,
	  { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_YES } },
	{ "private pages entered",
	  enter_private,
	  { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_PRIVATE, .prot_shared = DC_NO } },
	{ "conversion not looked at",
	  ignore_result,
	  { .role = DC_ROLE_CRYPT, .result_used = DC_NO } },
	{ "conversion looked at", mind_result, { .role = DC_ROLE_CRYPT, .result_used = DC_YES } },
	{ "page of a cookie", take_page_of_cookie, { .role = DC_ROLE_PAGEUSE, .cookie = DC_YES } },
	{ "another name of a cookie",
	  take_page_of_cookie,
	  { .role = DC_ROLE_DERIVE, .what = DC_WHAT_PAGE, .cookie = DC_YES } },
	{ "cookie freed", free_cookie, { .role = DC_ROLE_FREE, .cookie = DC_YES } },
	{ "memory touched", touch_memory, { .role = DC_ROLE_TOUCH, .cookie = DC_NO } },
	{ "device memory cached", cache_device_memory, { .role = DC_ROLE_CACHED, .mmio = DC_YES } },
	{ "memory cached", cache_memory, { .role = DC_ROLE_CACHED, .mmio = DC_NO } },
	{ "device memory by the linear map",
	  name_device_memory,
	  { .role = DC_ROLE_DERIVE, .what = DC_WHAT_VIRT, .mmio = DC_YES } },
	{ "another handle released",
	  release_wrong_handle,
	  { .role = DC_ROLE_RELEASE, .wrong_handle = DC_YES } },
	{ "the handle released",
	  release_right_handle,
	  { .role = DC_ROLE_RELEASE, .wrong_handle = DC_NO } },
};

static unsigned int come_to(void (*happens)(void))
{
	/* Not on the stack, where a fault would unwind it. */
	static unsigned int harm;

	harm = 0;
	for (unsigned int m = 0; m < dc_nr_machines; m++) {
		sigjmp_buf here;

		dc_inject_reset();
		dc_machine_boot(&dc_machines[m]);
		dc_harm_resume = &here;
		if (!sigsetjmp(here, 0))
			happens();
		dc_harm_resume = NULL;
		harm |= dc_hurts.suffered;
	}
	return harm;
}

int main(void)
{
	struct dc_kernel kernel = dc_kernel_newest();
	unsigned int nr_wrong = 0;

	for (size_t i = 0; i < ARRAY_SIZE(uses); i++) {
		struct dc_verdict verdicts[DC_MAX_VERDICTS];
		size_t nr = dc_judge_use(&uses[i].use, &kernel, verdicts);
		unsigned int harm = come_to(uses[i].happens);
		char text[80];

		if (nr ? harm & dc_rules[verdicts[0].rule].harm : !harm)
			continue;
		nr_wrong++;
		printf("%s: %s; the model: %s\n", uses[i].name,
		       nr ? dc_rules[verdicts[0].rule].id : "acquitted",
		       dc_harm_print(harm, text, sizeof(text)));
	}
	printf("%zu uses on %u machines, %u unexplained\n", ARRAY_SIZE(uses), dc_nr_machines,
	       nr_wrong);
	return nr_wrong != 0;
}
