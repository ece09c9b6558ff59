// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every verdict, guilty and innocent.  A row says what an engine would tell and what the judge must
 * make of it: "rule level BITS", several of them joined by "; ".
 */
#include "judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "kernel.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

struct call_row {
	const char *api, *kernel;
	struct dc_call call;
	const char *verdicts;
};

static const struct call_row calls[] = {
	/* what most calls look like */
	{ "dma_map_phys", "7.3", { 0 }, "" },
	{ "dma_alloc_attrs", "7.3", { .set = DC_WRITE_COMBINE | DC_NO_WARN }, "" },

	/* alloc_cc_shared: not a matter of allocating alone */
	{ "dma_alloc_attrs", "7.1", { .set = DC_CC_SHARED }, "alloc_cc_shared error CC_SHARED" },
	{ "dma_alloc_attrs", "7.0", { .set = DC_CC_SHARED }, "" },
	{ "dma_alloc_attrs", "7.3", { .clear = DC_CC_SHARED }, "" },
	{ "dma_free_attrs", "7.3", { .set = DC_CC_SHARED }, "alloc_cc_shared error CC_SHARED" },
	{ "dma_mmap_attrs", "7.3", { .set = DC_CC_SHARED }, "alloc_cc_shared error CC_SHARED" },
	{ "dma_get_sgtable_attrs", "7.3", { .set = DC_CC_SHARED },
	  "alloc_cc_shared error CC_SHARED" },
	{ "dmam_alloc_attrs", "7.3", { .set = DC_CC_SHARED }, "alloc_cc_shared error CC_SHARED" },
	{ "dma_alloc_noncontiguous", "7.3", { .set = DC_CC_SHARED },
	  "alloc_cc_shared error CC_SHARED; noncontiguous_attr error CC_SHARED" },
	{ "dma_map_phys", "7.3", { .set = DC_CC_SHARED }, "" },

	/* alloc_map_attr: one at release is the match's business */
	{ "dma_alloc_attrs", "7.3", { .set = DC_MMIO }, "alloc_map_attr warning MMIO" },
	{ "dmam_alloc_attrs", "7.3", { .set = DC_REQUIRE_COHERENT | DC_SKIP_CPU_SYNC | DC_NO_WARN },
	  "alloc_map_attr warning SKIP_CPU_SYNC|REQUIRE_COHERENT" },
	{ "dma_free_attrs", "7.3", { .set = DC_MMIO }, "" },
	{ "dma_alloc_attrs", "7.3", { .clear = DC_MMIO }, "" },

	/* noncontiguous_attr */
	{ "dma_alloc_noncontiguous", "7.3", { .set = DC_ALLOC_SINGLE_PAGES }, "" },
	{ "dma_alloc_noncontiguous", "5.12", { .set = DC_ALLOC_SINGLE_PAGES | DC_NO_WARN },
	  "noncontiguous_attr error NO_WARN" },
	{ "dma_alloc_noncontiguous", "6.12", { .set = DC_SKIP_CPU_SYNC },
	  "alloc_map_attr warning SKIP_CPU_SYNC; noncontiguous_attr error SKIP_CPU_SYNC" },
	{ "dma_alloc_attrs", "7.3", { .set = DC_PRIVILEGED }, "" },

	/* private_attr: a number here, a name where it is spelled */
	{ "dma_map_phys", "7.3", { .set = DC_ALLOC_CC_SHARED },
	  "private_attr error ALLOC_CC_SHARED" },
	{ "dma_alloc_attrs", "7.3", { .set = DC_ALLOC_CC_SHARED },
	  "private_attr error ALLOC_CC_SHARED" },
	{ "dma_map_phys", "7.3",
	  { .set = DC_ALLOC_CC_SHARED, .names = 1u << DC_ATTR_ALLOC_CC_SHARED }, "" },
	{ "dma_map_phys", "7.3",
	  { .set = DC_ALLOC_CC_SHARED, .names = 1u << DC_ATTR_V6_ALLOC_CC_SHARED }, "" },
	{ "dma_map_phys", "7.2", { .set = DC_ALLOC_CC_SHARED }, "" },

	/* page_mmio: by whatever name there must be a page */
	{ "dma_map_page_attrs", "6.18", { .set = DC_MMIO }, "page_mmio error MMIO" },
	{ "dma_map_page_attrs", "6.17", { .set = DC_MMIO }, "" },
	{ "dma_map_single_attrs", "7.3", { .set = DC_MMIO }, "page_mmio error MMIO" },
	{ "dma_map_bvec", "7.3", { .set = DC_MMIO }, "page_mmio error MMIO" },
	{ "dma_unmap_page_attrs", "7.3", { .set = DC_MMIO }, "page_mmio error MMIO" },
	{ "dma_unmap_single_attrs", "7.3", { .set = DC_MMIO }, "page_mmio error MMIO" },
	{ "xsk_pool_dma_map", "7.3", { .set = DC_MMIO }, "page_mmio error MMIO" },
	{ "dma_map_page_attrs", "7.3", { .clear = DC_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .set = DC_MMIO }, "" },
	{ "dma_unmap_phys", "7.3", { .set = DC_MMIO }, "" },

	/* sg_mmio */
	{ "dma_map_sg_attrs", "6.18", { .set = DC_MMIO }, "sg_mmio error MMIO" },
	{ "dma_map_sgtable", "7.3", { .set = DC_MMIO }, "sg_mmio error MMIO" },
	{ "dma_unmap_sgtable", "7.3", { .set = DC_MMIO }, "sg_mmio error MMIO" },
	{ "dma_map_sgtable", "7.3", { .clear = DC_MMIO }, "" },
	{ "dma_map_sgtable", "6.12", { .set = DC_MMIO }, "" },

	/* mmio_missing: only where the bit is known to be absent */
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO },
	  "mmio_missing error MMIO" },
	{ "dma_map_phys", "7.3",
	  { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO, .set = DC_CC_SHARED },
	  "mmio_missing error MMIO" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_MMIO, .set = DC_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .clear = DC_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_RAM, .clear = DC_MMIO }, "" },
	{ "dma_iova_link", "7.3", { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO },
	  "mmio_missing error MMIO" },
	{ "dma_map_single", "6.12", { .memory = DC_MEMORY_MMIO }, "mmio_missing error MMIO" },
	{ "dma_map_page_attrs", "6.12", { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO },
	  "mmio_missing error MMIO" },
	{ "dma_map_resource", "6.12", { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO }, "" },
	{ "dma_unmap_phys", "7.3", { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO }, "" },
	{ "dma_map_sg", "7.3", { .memory = DC_MEMORY_MMIO, .clear = DC_MMIO }, "" },
	{ "dma_map_single", "4.8", { .memory = DC_MEMORY_MMIO }, "" },

	/* mmio_on_ram: what is not proved to be the kernel's own memory may be anything */
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_RAM, .set = DC_MMIO },
	  "mmio_on_ram error MMIO" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_VMALLOC, .set = DC_MMIO },
	  "mmio_on_ram error MMIO" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_STACK, .set = DC_MMIO },
	  "mmio_on_ram error MMIO" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_STATIC, .set = DC_MMIO },
	  "mmio_on_ram error MMIO" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_USER, .set = DC_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_MMIO, .set = DC_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .memory = DC_MEMORY_RAM }, "" },
	{ "dma_map_resource", "6.12", { .memory = DC_MEMORY_RAM }, "mmio_on_ram error MMIO" },
	{ "dma_map_resource", "4.8", { .memory = DC_MEMORY_RAM }, "" },
	{ "dma_iova_link", "7.3", { .memory = DC_MEMORY_RAM, .set = DC_MMIO },
	  "mmio_on_ram error MMIO" },
	{ "dma_unmap_phys", "7.3", { .memory = DC_MEMORY_RAM, .set = DC_MMIO }, "" },
	/* which fails for its page first */
	{ "dma_map_single_attrs", "7.3", { .memory = DC_MEMORY_RAM, .set = DC_MMIO },
	  "page_mmio error MMIO" },

	/* cc_not_decrypted */
	{ "dma_map_phys", "7.1", { .encryption = DC_ENCRYPTION_PRIVATE, .set = DC_CC_SHARED },
	  "cc_not_decrypted error CC_SHARED" },
	{ "dma_map_sgtable", "7.3", { .encryption = DC_ENCRYPTION_BROKEN, .set = DC_CC_SHARED },
	  "cc_not_decrypted error CC_SHARED" },
	{ "dma_map_phys", "7.3", { .encryption = DC_ENCRYPTION_SHARED, .set = DC_CC_SHARED }, "" },
	{ "dma_map_phys", "7.3", { .set = DC_CC_SHARED }, "" },
	{ "dma_map_phys", "7.3", { .encryption = DC_ENCRYPTION_PRIVATE, .clear = DC_CC_SHARED },
	  "" },
	{ "dma_map_phys", "7.3",
	  { .encryption = DC_ENCRYPTION_PRIVATE, .set = DC_CC_SHARED | DC_MMIO }, "" },
	{ "dma_unmap_phys", "7.3", { .encryption = DC_ENCRYPTION_PRIVATE, .set = DC_CC_SHARED },
	  "" },
	{ "dma_map_phys", "7.0", { .encryption = DC_ENCRYPTION_PRIVATE, .set = DC_CC_SHARED }, "" },

	/* coherent_kernel_memory */
	{ "dma_map_single_attrs", "7.0", { .memory = DC_MEMORY_RAM, .set = DC_REQUIRE_COHERENT },
	  "coherent_kernel_memory error REQUIRE_COHERENT" },
	{ "dma_map_sgtable", "7.3", { .memory = DC_MEMORY_VMALLOC, .set = DC_REQUIRE_COHERENT },
	  "coherent_kernel_memory error REQUIRE_COHERENT" },
	{ "dma_map_sgtable", "7.3", { .memory = DC_MEMORY_USER, .set = DC_REQUIRE_COHERENT }, "" },
	{ "dma_map_sgtable", "7.3", { .set = DC_REQUIRE_COHERENT }, "" },
	{ "dma_map_sgtable", "7.3", { .memory = DC_MEMORY_RAM, .clear = DC_REQUIRE_COHERENT }, "" },
	{ "dma_unmap_sgtable", "7.3", { .memory = DC_MEMORY_RAM, .set = DC_REQUIRE_COHERENT }, "" },
	{ "dma_map_phys", "6.18", { .memory = DC_MEMORY_RAM, .set = DC_REQUIRE_COHERENT }, "" },

	/* attr_slot */
	{ "dma_alloc_attrs", "4.8", { .in_attrs = DC_CONSTANT_GFP }, "attr_slot error " },
	{ "dma_map_phys", "7.3", { .in_attrs = DC_CONSTANT_DIR | DC_CONSTANT_ATTR },
	  "attr_slot error " },
	{ "dma_alloc_attrs", "7.3", { .in_gfp = DC_CONSTANT_ATTR }, "attr_slot error " },
	{ "dma_alloc_pages", "7.3", { .in_gfp = DC_CONSTANT_DIR }, "attr_slot error " },
	{ "dma_map_phys", "7.3", { .in_dir = DC_CONSTANT_ATTR }, "attr_slot error " },
	{ "dma_alloc_pages", "7.3", { .in_dir = DC_CONSTANT_GFP }, "attr_slot error " },
	{ "dma_alloc_noncontiguous", "7.3",
	  { .in_attrs = DC_CONSTANT_ATTR, .in_gfp = DC_CONSTANT_GFP, .in_dir = DC_CONSTANT_DIR },
	  "" },

	/* attr_undefined */
	{ "dma_map_phys", "7.3", { .set = 1 }, "attr_undefined error 0x1" },
	{ "dma_map_phys", "7.3", { .set = 1u << 15 | DC_MMIO }, "attr_undefined error 0x8000" },
	{ "dma_map_phys", "7.3", { .set = UINT64_C(1) << 40 },
	  "attr_undefined error 0x10000000000" },
	{ "dma_map_phys", "7.3", { .mistake = DC_MISTAKE_NOT }, "attr_undefined error " },
	{ "dma_map_phys", "7.3", { .mistake = DC_MISTAKE_AND }, "attr_undefined error " },
	{ "dma_map_phys", "4.8", { .mistake = DC_MISTAKE_NAME }, "attr_undefined error " },
	{ "dma_alloc_attrs", "5.10", { .names = 1u << DC_ATTR_NON_CONSISTENT },
	  "attr_undefined error " },
	{ "dma_alloc_attrs", "5.9", { .names = 1u << DC_ATTR_NON_CONSISTENT }, "" },
	{ "dma_map_phys", "7.3", { .names = 1u << DC_ATTR_CPU_CACHE_CLEAN },
	  "attr_undefined error " },
	{ "dma_map_phys", "7.3", { .names = 1u << DC_ATTR_MMIO }, "" },
	/* convicted where it is spelled, and not again */
	{ "dma_map_phys", "7.3", { .names = 1u << DC_ATTR_V6_ALLOC_CC_SHARED }, "" },
	/* a gfp flag in the slot is one mistake, not two */
	{ "dma_map_phys", "7.3", { .set = 1, .in_attrs = DC_CONSTANT_GFP }, "attr_slot error " },

	/* alloc_gfp */
	{ "dma_alloc_coherent", "6.2", { .gfp = DC_GFP_COMP }, "alloc_gfp error " },
	{ "dma_alloc_coherent", "6.1", { .gfp = DC_GFP_COMP }, "" },
	{ "dma_alloc_coherent", "6.1", { .gfp = DC_GFP_COMP | DC_GFP_DMA }, "alloc_gfp warning " },
	{ "dma_alloc_coherent", "7.3", { .gfp = DC_GFP_COMP | DC_GFP_DMA }, "alloc_gfp error " },
	{ "dma_alloc_attrs", "7.3", { .gfp = DC_GFP_DMA32 }, "alloc_gfp warning " },
	{ "dmam_alloc_coherent", "7.3", { .gfp = DC_GFP_HIGHMEM }, "alloc_gfp warning " },
	{ "dma_alloc_pages", "7.3", { .gfp = DC_GFP_DMA }, "alloc_gfp error " },
	{ "dma_alloc_noncoherent", "7.3", { .gfp = DC_GFP_DMA32 }, "alloc_gfp error " },
	{ "dma_alloc_attrs", "7.3", { .in_gfp = DC_CONSTANT_GFP }, "" },
	{ "dma_alloc_attrs", "7.3", { .gfp = DC_GFP_DMA, .in_gfp = DC_CONSTANT_DIR },
	  "attr_slot error " },
	{ "dma_free_attrs", "7.3", { .gfp = DC_GFP_DMA }, "" },

	/* mmio_sync */
	{ "dma_sync_single_for_cpu", "7.3", { .mmio_handle = DC_YES }, "mmio_sync error MMIO" },
	{ "dma_sync_single_for_device", "4.9", { .mmio_handle = DC_YES }, "mmio_sync error MMIO" },
	{ "dma_sync_single_for_device", "4.8", { .mmio_handle = DC_YES }, "" },
	{ "dma_sync_single_for_cpu", "7.3", { .mmio_handle = DC_NO }, "" },
	{ "dma_sync_single_for_cpu", "7.3", { .mmio_handle = DC_UNKNOWN }, "" },
	{ "dma_unmap_phys", "7.3", { .mmio_handle = DC_YES }, "" },

	/* mmio_private */
	{ "dma_map_phys", "7.3", { .set = DC_MMIO, .clear = DC_CC_SHARED },
	  "mmio_private note MMIO" },
	{ "dma_map_resource", "7.3", { .clear = DC_CC_SHARED }, "mmio_private note MMIO" },
	{ "dma_iova_link", "7.3", { .set = DC_MMIO, .clear = DC_CC_SHARED },
	  "mmio_private note MMIO" },
	{ "dma_map_phys", "7.3", { .set = DC_MMIO | DC_CC_SHARED }, "" },
	{ "dma_map_phys", "7.3", { .set = DC_MMIO }, "" },
	{ "dma_map_phys", "7.3", { .clear = DC_CC_SHARED }, "" },
	{ "dma_map_phys", "7.2", { .set = DC_MMIO, .clear = DC_CC_SHARED }, "" },
	{ "dma_unmap_phys", "7.3", { .set = DC_MMIO, .clear = DC_CC_SHARED }, "" },
	{ "dma_map_page_attrs", "7.3", { .set = DC_MMIO, .clear = DC_CC_SHARED },
	  "page_mmio error MMIO" },

	/* stream_alloc_attr */
	{ "dma_map_phys", "7.3", { .set = DC_WRITE_COMBINE | DC_PRIVILEGED },
	  "stream_alloc_attr note WRITE_COMBINE" },
	{ "dma_map_sgtable", "4.8", { .set = DC_FORCE_CONTIGUOUS | DC_NO_KERNEL_MAPPING },
	  "stream_alloc_attr note NO_KERNEL_MAPPING|FORCE_CONTIGUOUS" },
	{ "dma_iova_link", "7.3", { .set = DC_ALLOC_SINGLE_PAGES },
	  "stream_alloc_attr note ALLOC_SINGLE_PAGES" },
	{ "dma_map_phys", "7.3", { .set = DC_WEAK_ORDERING | DC_NO_WARN }, "" },
	{ "dma_unmap_phys", "7.3", { .set = DC_WRITE_COMBINE }, "" },
	{ "dma_map_phys", "7.3", { .clear = DC_WRITE_COMBINE }, "" },

	/* one call that does everything wrong: in the order of rules.def */
	{ "dma_alloc_noncontiguous", "7.3",
	  { .set = DC_CC_SHARED | DC_MMIO | DC_ALLOC_CC_SHARED | 1, .gfp = DC_GFP_COMP,
	    .in_dir = DC_CONSTANT_ATTR },
	  "alloc_cc_shared error CC_SHARED; alloc_map_attr warning MMIO; "
	  "noncontiguous_attr error 0x1|MMIO|CC_SHARED|ALLOC_CC_SHARED; "
	  "private_attr error ALLOC_CC_SHARED; attr_slot error ; attr_undefined error 0x1; "
	  "alloc_gfp error " },
};

struct use_row {
	const char *kernel;
	struct dc_use use;
	const char *verdicts;
};

static const struct use_row uses[] = {
	{ "7.3", { .role = DC_ROLE_TOUCH }, "" },

	/* cc_unchecked */
	{ "4.14", { .role = DC_ROLE_CRYPT, .result_used = DC_NO }, "cc_unchecked warning " },
	{ "7.3", { .role = DC_ROLE_CRYPT, .result_used = DC_YES }, "" },
	{ "7.3", { .role = DC_ROLE_CRYPT, .result_used = DC_UNKNOWN }, "" },
	{ "7.3", { .role = DC_ROLE_FREE, .result_used = DC_NO }, "" },
	{ "4.13", { .role = DC_ROLE_CRYPT, .result_used = DC_NO }, "" },

	/* cc_freed_shared */
	{ "7.3", { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_SHARED },
	  "cc_freed_shared error " },
	{ "7.3", { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_BROKEN },
	  "cc_freed_shared error " },
	{ "7.3", { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_PRIVATE }, "" },
	{ "7.3", { .role = DC_ROLE_FREE, .encryption = DC_ENCRYPTION_UNKNOWN }, "" },
	{ "7.3", { .role = DC_ROLE_TOUCH, .encryption = DC_ENCRYPTION_SHARED }, "" },

	/* cc_private_pte: an error only where nobody else can have chosen the protection */
	{ "7.3", { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_NO,
		   .prot_own = DC_YES }, "cc_private_pte error " },
	{ "7.3", { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_NO,
		   .prot_own = DC_NO }, "cc_private_pte warning " },
	{ "7.3", { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_NO },
	  "cc_private_pte warning " },
	{ "7.3", { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_YES,
		   .prot_own = DC_YES }, "" },
	{ "7.3", { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_SHARED, .prot_own = DC_YES },
	  "" },
	{ "7.3", { .role = DC_ROLE_PTE, .encryption = DC_ENCRYPTION_PRIVATE, .prot_shared = DC_NO },
	  "" },
	{ "7.3",
	  { .role = DC_ROLE_TOUCH, .encryption = DC_ENCRYPTION_SHARED, .prot_shared = DC_NO },
	  "" },

	/* cookie_used */
	{ "7.3", { .role = DC_ROLE_TOUCH, .cookie = DC_YES },
	  "cookie_used error NO_KERNEL_MAPPING" },
	{ "7.3", { .role = DC_ROLE_PAGEUSE, .cookie = DC_YES },
	  "cookie_used error NO_KERNEL_MAPPING" },
	{ "7.3", { .role = DC_ROLE_DERIVE, .cookie = DC_YES },
	  "cookie_used error NO_KERNEL_MAPPING" },
	{ "7.3", { .role = DC_ROLE_PTE, .cookie = DC_YES }, "cookie_used error NO_KERNEL_MAPPING" },
	{ "7.3", { .role = DC_ROLE_FREE, .cookie = DC_YES },
	  "cookie_used error NO_KERNEL_MAPPING" },
	{ "4.8", { .role = DC_ROLE_CRYPT, .cookie = DC_YES },
	  "cookie_used error NO_KERNEL_MAPPING" },
	{ "7.3", { .role = DC_ROLE_PURE, .cookie = DC_YES }, "" },
	{ "7.3", { .role = DC_ROLE_TOUCH, .cookie = DC_NO }, "" },
	{ "7.3", { .role = DC_ROLE_TOUCH, .cookie = DC_UNKNOWN }, "" },

	/* mmio_cached: a physical address of the range is no view of it */
	{ "6.18", { .role = DC_ROLE_CACHED, .mmio = DC_YES }, "mmio_cached error MMIO" },
	{ "6.17", { .role = DC_ROLE_CACHED, .mmio = DC_YES }, "" },
	{ "7.3", { .role = DC_ROLE_DERIVE, .what = DC_WHAT_VIRT, .mmio = DC_YES },
	  "mmio_cached error MMIO" },
	{ "7.3", { .role = DC_ROLE_DERIVE, .what = DC_WHAT_PFN, .mmio = DC_YES }, "" },
	{ "7.3", { .role = DC_ROLE_TOUCH, .what = DC_WHAT_VIRT, .mmio = DC_YES }, "" },
	{ "7.3", { .role = DC_ROLE_CACHED, .mmio = DC_NO }, "" },
	{ "7.3", { .role = DC_ROLE_CACHED, .mmio = DC_UNKNOWN }, "" },

	/* release_handle, never_released */
	{ "4.8", { .role = DC_ROLE_RELEASE, .wrong_handle = DC_YES }, "release_handle error " },
	{ "7.3", { .role = DC_ROLE_RELEASE, .wrong_handle = DC_NO }, "" },
	{ "7.3", { .role = DC_ROLE_RELEASE, .wrong_handle = DC_UNKNOWN }, "" },
	{ "7.3", { .role = DC_ROLE_TOUCH, .wrong_handle = DC_YES }, "" },
	{ "4.8", { .role = DC_ROLE_RETURN, .held = DC_YES }, "never_released note " },
	{ "7.3", { .role = DC_ROLE_RETURN, .held = DC_NO }, "" },
	{ "7.3", { .role = DC_ROLE_RETURN, .held = DC_UNKNOWN }, "" },
	{ "7.3", { .role = DC_ROLE_RELEASE, .held = DC_YES }, "" },

	/* everything at once */
	{ "7.3", { .role = DC_ROLE_FREE, .cookie = DC_YES, .encryption = DC_ENCRYPTION_BROKEN },
	  "cc_freed_shared error ; cookie_used error NO_KERNEL_MAPPING" },
};

struct pair_row {
	const char *acquire, *release;
	struct dc_pair pair;
	const char *verdicts;
};

#define ALL_CLEAR UINT64_MAX

static const struct pair_row pairs[] = {
	/* release_attrs: both ends known, and one of the bits that dma-debug compares */
	{ "dma_map_phys", "dma_unmap_phys", { 0 }, "" },
	{ "dma_map_phys", "dma_unmap_phys",
	  { .acquire_set = DC_CC_SHARED, .release_clear = DC_CC_SHARED },
	  "release_attrs error CC_SHARED" },
	{ "dma_map_phys", "dma_unmap_phys",
	  { .acquire_clear = DC_MMIO | DC_NO_WARN, .release_set = DC_MMIO | DC_NO_WARN },
	  "release_attrs error MMIO" },
	{ "dma_map_phys", "dma_unmap_phys", { .acquire_set = DC_CC_SHARED }, "" },
	{ "dma_map_phys", "dma_unmap_phys", { .release_set = DC_CC_SHARED }, "" },
	{ "dma_map_phys", "dma_unmap_phys",
	  { .acquire_set = DC_CC_SHARED, .release_set = DC_CC_SHARED }, "" },
	{ "dma_map_page_attrs", "dma_unmap_page",
	  { .acquire_set = DC_REQUIRE_COHERENT | DC_PRIVILEGED },
	  "release_attrs error PRIVILEGED|REQUIRE_COHERENT" },
	{ "dma_map_sgtable", "dma_unmap_sg", { .acquire_set = DC_PRIVILEGED },
	  "release_attrs error PRIVILEGED" },
	{ "dma_alloc_attrs", "dma_free_coherent", { .acquire_set = DC_FORCE_CONTIGUOUS },
	  "release_attrs error FORCE_CONTIGUOUS" },
	{ "dma_alloc_coherent", "dma_free_attrs", { .release_set = DC_NO_KERNEL_MAPPING },
	  "release_attrs error NO_KERNEL_MAPPING" },
	{ "dma_iova_link", "dma_iova_destroy",
	  { .acquire_set = DC_MMIO, .release_clear = DC_MMIO }, "release_attrs error MMIO" },
	{ "xsk_pool_dma_map", "xsk_pool_dma_unmap",
	  { .acquire_set = DC_PRIVILEGED, .release_clear = DC_PRIVILEGED },
	  "release_attrs error PRIVILEGED" },
	/* these may differ */
	{ "dma_map_phys", "dma_unmap_phys",
	  { .acquire_set = DC_NO_WARN, .acquire_clear = DC_SKIP_CPU_SYNC,
	    .release_set = DC_SKIP_CPU_SYNC, .release_clear = DC_NO_WARN }, "" },
	/* these have no attributes to differ in */
	{ "dma_iova_try_alloc", "dma_iova_free", { .acquire_set = DC_MMIO }, "" },
	{ "dma_alloc_noncontiguous", "dma_free_noncontiguous",
	  { .acquire_set = DC_FORCE_CONTIGUOUS }, "" },
	{ "dma_alloc_pages", "dma_free_pages", { 0 }, "" },

	/* what a function adds by itself counts */
	{ "dma_map_resource", "dma_unmap_resource", { 0 }, "" },
	{ "dma_map_resource", "dma_unmap_resource",
	  { .acquire_clear = ALL_CLEAR, .release_clear = ALL_CLEAR }, "" },
	{ "dma_map_resource", "dma_unmap_phys", { .release_set = DC_MMIO }, "" },
	{ "dma_map_resource", "dma_unmap_phys", { .release_clear = DC_MMIO },
	  "release_attrs error MMIO" },
	{ "dma_map_resource", "dma_unmap_page", { 0 }, "release_attrs error MMIO" },
	{ "dma_map_phys", "dma_unmap_resource", { .acquire_set = DC_MMIO }, "" },
	{ "dma_map_single", "dma_unmap_page", { 0 }, "" },

	/* release_attrs_hint */
	{ "dma_alloc_wc", "dma_free_wc", { 0 }, "" },
	{ "dma_alloc_wc", "dma_free_coherent", { 0 }, "release_attrs_hint warning WRITE_COMBINE" },
	{ "dma_alloc_coherent", "dma_free_wc", { 0 }, "release_attrs_hint warning WRITE_COMBINE" },
	{ "dma_alloc_attrs", "dma_free_wc", { .acquire_set = DC_WRITE_COMBINE }, "" },
	{ "dma_map_sg_attrs", "dma_unmap_sg",
	  { .acquire_set = DC_WEAK_ORDERING | DC_CC_SHARED },
	  "release_attrs error CC_SHARED; release_attrs_hint warning WEAK_ORDERING" },

	/* release_family: the attributes do not matter any more */
	{ "dma_map_sg", "dma_unmap_single", { 0 }, "release_family error " },
	{ "dma_map_phys", "dma_unmap_sgtable",
	  { .acquire_set = DC_CC_SHARED, .release_clear = DC_CC_SHARED },
	  "release_family error " },
	{ "dma_alloc_coherent", "dma_free_pages", { 0 }, "release_family error " },
	{ "dma_alloc_noncontiguous", "dma_free_coherent", { 0 }, "release_family error " },
	{ "dma_iova_link", "dma_unmap_phys", { 0 }, "release_family error " },
	{ "dma_map_phys", "dma_iova_unlink", { 0 }, "release_family error " },
	{ "dma_map_phys", "dma_iova_destroy", { 0 }, "release_family error " },
	/* one is made of the other, but the kernel does not promise that */
	{ "dma_alloc_pages", "dma_free_noncoherent", { 0 }, "release_family warning " },
	{ "dma_alloc_noncoherent", "dma_free_pages", { 0 }, "release_family warning " },
	{ "dma_alloc_pages", "dma_free_coherent", { 0 }, "release_family error " },
	{ "dma_alloc_noncoherent", "dma_free_coherent", { 0 }, "release_family error " },
	/* no release */
	{ "dma_map_sg", "dma_sync_single_for_cpu", { 0 }, "" },
	{ "dma_alloc_pages", "dma_mmap_coherent", { 0 }, "" },

	/* mmap_attrs */
	{ "dma_alloc_attrs", "dma_mmap_attrs",
	  { .acquire_set = DC_NO_KERNEL_MAPPING, .release_clear = DC_NO_KERNEL_MAPPING },
	  "mmap_attrs warning NO_KERNEL_MAPPING" },
	{ "dma_alloc_wc", "dma_mmap_coherent", { 0 }, "mmap_attrs warning WRITE_COMBINE" },
	{ "dma_alloc_wc", "dma_mmap_wc", { 0 }, "" },
	{ "dma_alloc_attrs", "dma_get_sgtable", { .acquire_set = DC_FORCE_CONTIGUOUS },
	  "mmap_attrs warning FORCE_CONTIGUOUS" },
	{ "dma_alloc_attrs", "dma_mmap_attrs",
	  { .acquire_set = DC_NO_WARN, .release_clear = DC_NO_WARN }, "" },
	{ "dmam_alloc_attrs", "dma_mmap_coherent", { .acquire_set = DC_WRITE_COMBINE },
	  "mmap_attrs warning WRITE_COMBINE" },
	{ "dmam_alloc_coherent", "dma_mmap_coherent", { 0 }, "" },
	{ "dma_alloc_noncontiguous", "dma_mmap_noncontiguous",
	  { .acquire_set = DC_FORCE_CONTIGUOUS }, "" },

	/* managed_release */
	{ "dmam_alloc_coherent", "dma_free_coherent", { 0 }, "managed_release error " },
	{ "dmam_alloc_attrs", "dma_free_attrs", { 0 }, "managed_release error " },
	{ "dmam_alloc_coherent", "dma_free_pages", { 0 }, "release_family error " },
	{ "dmam_alloc_coherent", "dmam_free_coherent", { 0 }, "" },
	{ "dmam_alloc_attrs", "dmam_free_coherent", { .acquire_set = DC_FORCE_CONTIGUOUS },
	  "managed_release warning FORCE_CONTIGUOUS" },
	{ "dmam_alloc_attrs", "dmam_free_coherent", { .acquire_set = DC_WRITE_COMBINE }, "" },
	{ "dma_alloc_coherent", "dmam_free_coherent", { 0 }, "release_family error " },
};

static bool convicted[DC_NR_RULES];

static struct dc_kernel kernel_of(const char *release)
{
	struct dc_kernel kernel;

	assert_true(dc_kernel_parse(release, &kernel));
	return kernel;
}

static void assert_verdicts(const char *row, size_t i, const struct dc_verdict *verdicts, size_t nr,
			    const char *expected)
{
	char text[1024] = "", bits[256];

	for (size_t k = 0; k < nr; k++) {
		convicted[verdicts[k].rule] = true;
		sprintf(text + strlen(text), "%s%s %s %s", k ? "; " : "",
			dc_rules[verdicts[k].rule].id, dc_level_name(verdicts[k].level),
			dc_attrs_print(verdicts[k].bits, bits, sizeof(bits)));
	}
	if (strcmp(text, expected))
		fail_msg("%s %zu: '%s', not '%s'", row, i, text, expected);
}

static const struct dc_api *api_of(const char *text)
{
	const struct dc_name *name = dc_name_find(text, strlen(text));

	assert_non_null(name);
	assert_int_equal(name->kind, DC_NAME_API);
	return name->api;
}

static size_t judge_call(const struct call_row *row, struct dc_kernel kernel,
			 struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct dc_call call = row->call;

	call.api = api_of(row->api);
	return dc_judge_call(&call, &kernel, verdicts);
}

static void all_calls(void **state)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		size_t nr = judge_call(&calls[i], kernel_of(calls[i].kernel), verdicts);

		assert_verdicts(calls[i].api, i, verdicts, nr, calls[i].verdicts);
	}
}

static void all_uses(void **state)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(uses); i++) {
		struct dc_kernel kernel = kernel_of(uses[i].kernel);
		size_t nr = dc_judge_use(&uses[i].use, &kernel, verdicts);

		assert_verdicts("use", i, verdicts, nr, uses[i].verdicts);
	}
}

static void all_pairs(void **state)
{
	struct dc_kernel kernel = kernel_of("7.3"), ancient = kernel_of("4.7");
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		struct dc_pair pair = pairs[i].pair;

		pair.acquire = api_of(pairs[i].acquire);
		pair.release = api_of(pairs[i].release);
		assert_verdicts(pairs[i].acquire, i, verdicts,
				dc_judge_pair(&pair, &kernel, verdicts), pairs[i].verdicts);
		assert_int_equal(dc_judge_pair(&pair, &ancient, verdicts), 0);
	}
}

/* Naming the private attribute is the mistake; any other name is judged where it is used. */
static void all_names(void **state)
{
	struct dc_kernel kernel = kernel_of("7.3"), before = kernel_of("7.2");
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	(void)state;
	for (unsigned int attr = 0; attr < DC_NR_ATTRS; attr++) {
		bool is_private = attr == DC_ATTR_ALLOC_CC_SHARED ||
				  attr == DC_ATTR_V6_ALLOC_CC_SHARED;
		size_t nr = dc_judge_name(attr, &kernel, verdicts);

		assert_verdicts(dc_attrs[attr].name, 0, verdicts, nr,
				is_private ? "private_attr error ALLOC_CC_SHARED" : "");
		assert_int_equal(dc_judge_name(attr, &before, verdicts), 0);
	}
}

static void all_pleas(void **state)
{
	static const struct {
		struct dc_plea plea;
		const char *verdicts;
	} pleas[] = {
		{ { DC_YES, DC_YES, DC_YES }, "" },
		{ { DC_YES, DC_YES, DC_UNKNOWN }, "" },
		{ { DC_NO, DC_YES, DC_UNKNOWN }, "bad_ignore warning " },
		{ { DC_YES, DC_NO, DC_YES }, "bad_ignore warning " },
		{ { DC_YES, DC_YES, DC_NO }, "bad_ignore warning " },
	};
	struct dc_kernel kernel = kernel_of("7.3"), ancient = kernel_of("4.7");
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pleas); i++) {
		assert_verdicts("plea", i, verdicts, dc_judge_plea(&pleas[i].plea, &kernel, verdicts),
				pleas[i].verdicts);
		assert_int_equal(dc_judge_plea(&pleas[i].plea, &ancient, verdicts), 0);
	}
}

/* A tree may define what its release does not: its headers count. */
static void a_name_that_the_tree_defines(void **state)
{
	static const struct call_row row = {
		"dma_map_phys", "7.3", { .names = 1u << DC_ATTR_CC_DECRYPTED }, NULL,
	};
	struct dc_kernel kernel = kernel_of("7.3");
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	(void)state;
	assert_int_equal(judge_call(&row, kernel, verdicts), 1);
	kernel.attrs |= 1u << DC_ATTR_CC_DECRYPTED;
	assert_int_equal(judge_call(&row, kernel, verdicts), 0);
}

/* No rule without a guilty row above. */
static void every_rule_was_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < DC_NR_RULES; i++)
		if (!convicted[i])
			fail_msg("no row breaks %s", dc_rules[i].id);
}

static bool has(const struct dc_verdict *verdicts, size_t nr, enum dc_rule_id rule)
{
	for (size_t i = 0; i < nr; i++)
		if (verdicts[i].rule == rule)
			return true;
	return false;
}

/* Whatever a row breaks in its kernel, it does not break in the one before the rule. */
static void rules_begin_with_their_kernel(void **state)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS], earlier[DC_MAX_VERDICTS];
	size_t nr_compared = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		struct dc_kernel kernel = kernel_of(calls[i].kernel);
		size_t nr = judge_call(&calls[i], kernel, verdicts);

		for (size_t k = 0; k < nr; k++, nr_compared++) {
			kernel.version = dc_rules[verdicts[k].rule].since - 1;
			assert_false(dc_rule_applies(verdicts[k].rule, &kernel));
			assert_false(has(earlier, judge_call(&calls[i], kernel, earlier),
					 verdicts[k].rule));
		}
	}
	assert_true(nr_compared > DC_NR_RULES);
}

static int init(void **state)
{
	(void)state;
	dc_table_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_calls),
		cmocka_unit_test(all_uses),
		cmocka_unit_test(all_pairs),
		cmocka_unit_test(all_names),
		cmocka_unit_test(all_pleas),
		cmocka_unit_test(a_name_that_the_tree_defines),
		cmocka_unit_test(every_rule_was_broken),
		cmocka_unit_test(rules_begin_with_their_kernel),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
