// SPDX-License-Identifier: GPL-2.0-only
/// constant in the wrong argument
///
/// gfp flags, DMA directions and DMA attributes are plain integers to the compiler. Move the
/// constant to its own argument.
///
//# Seen: a constant of one kind in the argument of another, alone, joined with others or chosen
//# by ?:, and a gfp_t variable in the place of attributes. Only the two that are swapped are
//# mended: the others may be meant in either way.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: dma_alloc_attrs, dmam_alloc_attrs, dma_free_attrs, dma_mmap_attrs,
// dma_get_sgtable_attrs, dma_alloc_noncontiguous, dma_map_single_attrs, dma_map_page_attrs,
// dma_map_bvec, dma_map_phys, dma_map_resource, dma_map_sg_attrs, dma_map_sgtable,
// dma_iova_link, ib_dma_map_sg_attrs, ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs,
// virtqueue_map_single_attrs, virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map,
// dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
// dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
// ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs, virtqueue_unmap_page_attrs,
// virtqueue_unmap_single_attrs, virtqueue_dma_unmap_single_attrs, netmem_dma_unmap_page_attrs,
// xsk_pool_dma_unmap, xp_dma_unmap; DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE,
// DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS,
// DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
// DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
// DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE in dma_alloc_coherent,
// dma_alloc_wc, dmam_alloc_coherent, dma_alloc_pages, dma_alloc_noncoherent;
// DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
// DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
// DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
// DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED, GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO,
// GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA, GFP_DMA32, __GFP_ZERO, __GFP_NOWARN,
// __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL, __GFP_COMP, __GFP_DMA, __GFP_DMA32 in
// dma_alloc_pages, dma_alloc_noncoherent, dma_map_single, dma_map_sg, dma_unmap_single,
// dma_unmap_page, dma_unmap_sg, ib_dma_map_single, ib_dma_map_sg, ib_dma_unmap_single,
// ib_dma_unmap_page, ib_dma_unmap_sg, dma_map_page, ib_dma_map_page

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@attr_slot_names@
@@
  \(dma_alloc_attrs\|dmam_alloc_attrs\|dma_free_attrs\|dma_mmap_attrs\|dma_get_sgtable_attrs\|
    dma_alloc_noncontiguous\|dma_map_single_attrs\|dma_map_page_attrs\|dma_map_bvec\|
    dma_map_phys\|dma_map_resource\|dma_map_sg_attrs\|dma_map_sgtable\|dma_iova_link\|
    ib_dma_map_sg_attrs\|ib_dma_map_sgtable_attrs\|virtqueue_map_page_attrs\|
    virtqueue_map_single_attrs\|virtqueue_dma_map_single_attrs\|xsk_pool_dma_map\|xp_dma_map\|
    dma_unmap_single_attrs\|dma_unmap_page_attrs\|dma_unmap_phys\|dma_unmap_resource\|
    dma_unmap_sg_attrs\|dma_unmap_sgtable\|dma_iova_unlink\|dma_iova_destroy\|
    ib_dma_unmap_sg_attrs\|ib_dma_unmap_sgtable_attrs\|virtqueue_unmap_page_attrs\|
    virtqueue_unmap_single_attrs\|virtqueue_dma_unmap_single_attrs\|netmem_dma_unmap_page_attrs\|
    xsk_pool_dma_unmap\|xp_dma_unmap\|dma_alloc_coherent\|dma_alloc_wc\|dmam_alloc_coherent\|
    dma_alloc_pages\|dma_alloc_noncoherent\|dma_map_single\|dma_map_sg\|dma_unmap_single\|
    dma_unmap_page\|dma_unmap_sg\|ib_dma_map_single\|ib_dma_map_sg\|ib_dma_unmap_single\|
    ib_dma_unmap_page\|ib_dma_unmap_sg\|dma_map_page\|ib_dma_map_page\)(...)

// What is only compared or asked about is not handed over.
@attr_slot_asked depends on attr_slot_names@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
	GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO, GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA,
	GFP_DMA32, __GFP_ZERO, __GFP_NOWARN, __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL,
	__GFP_COMP, __GFP_DMA, __GFP_DMA32, DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE,
	DMA_NONE};
expression E, E1;
position r;
@@
(
  E == K@r
|
  E != K@r
|
  (<+... K@r ...+>) ? E : E1
|
  E & K@r
)

@attr_slot_attrs depends on attr_slot_names && (context || org || report)@
identifier K = {
	GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO, GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA,
	GFP_DMA32, __GFP_ZERO, __GFP_NOWARN, __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL,
	__GFP_COMP, __GFP_DMA, __GFP_DMA32, DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE,
	DMA_NONE};
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_free_attrs, dma_mmap_attrs,
	dma_get_sgtable_attrs, dma_alloc_noncontiguous, dma_map_single_attrs,
	dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource, dma_map_sg_attrs,
	dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs, ib_dma_map_sgtable_attrs,
	virtqueue_map_page_attrs, virtqueue_map_single_attrs, virtqueue_dma_map_single_attrs,
	xsk_pool_dma_map, xp_dma_map, dma_unmap_single_attrs, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource, dma_unmap_sg_attrs, dma_unmap_sgtable,
	dma_iova_unlink, dma_iova_destroy, ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs,
	virtqueue_unmap_page_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_unmap_single_attrs, netmem_dma_unmap_page_attrs, xsk_pool_dma_unmap,
	xp_dma_unmap};
expression list ES;
position p, q != attr_slot_asked.r;
@@
  f@p(ES, <+... K@q ...+>)

@attr_slot_attrs_context depends on attr_slot_names && context@
identifier f;
position attr_slot_attrs.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_attrs.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_attrs.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_gfp3 depends on attr_slot_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
	DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE};
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous};
expression E1, E2, E3;
position p != attr_slot_attrs.p, q != attr_slot_asked.r;
@@
  f@p(E1, E2, E3, <+... K@q ...+>, ...)

@attr_slot_gfp3_context depends on attr_slot_names && context@
identifier f;
position attr_slot_gfp3.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_gfp3.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_gfp3.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_gfp4 depends on attr_slot_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
	DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE};
identifier f = {dma_alloc_pages, dma_alloc_noncoherent};
expression E1, E2, E3, E4;
position p != attr_slot_attrs.p, q != attr_slot_asked.r;
@@
  f@p(E1, E2, E3, E4, <+... K@q ...+>)

@attr_slot_gfp4_context depends on attr_slot_names && context@
identifier f;
position attr_slot_gfp4.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_gfp4.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_gfp4.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_dir2 depends on attr_slot_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
	GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO, GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA,
	GFP_DMA32, __GFP_ZERO, __GFP_NOWARN, __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL,
	__GFP_COMP, __GFP_DMA, __GFP_DMA32};
identifier f = {
	dma_map_bvec, dma_map_sgtable, dma_unmap_sgtable, dma_alloc_noncontiguous,
	ib_dma_map_sgtable_attrs, ib_dma_unmap_sgtable_attrs};
expression E1, E2;
position p != attr_slot_attrs.p, q != attr_slot_asked.r;
@@
  f@p(E1, E2, <+... K@q ...+>, ...)

@attr_slot_dir2_context depends on attr_slot_names && context@
identifier f;
position attr_slot_dir2.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_dir2.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_dir2.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_dir3 depends on attr_slot_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
	GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO, GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA,
	GFP_DMA32, __GFP_ZERO, __GFP_NOWARN, __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL,
	__GFP_COMP, __GFP_DMA, __GFP_DMA32};
identifier f = {
	dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource, dma_map_sg,
	dma_map_sg_attrs, dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page,
	dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource, dma_unmap_sg,
	dma_unmap_sg_attrs, dma_alloc_pages, dma_alloc_noncoherent, ib_dma_map_single,
	ib_dma_map_sg, ib_dma_map_sg_attrs, ib_dma_unmap_single, ib_dma_unmap_page,
	ib_dma_unmap_sg, ib_dma_unmap_sg_attrs};
expression E1, E2, E3;
position p != attr_slot_attrs.p, q != attr_slot_asked.r;
@@
  f@p(E1, E2, E3, <+... K@q ...+>, ...)

@attr_slot_dir3_context depends on attr_slot_names && context@
identifier f;
position attr_slot_dir3.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_dir3.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_dir3.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_dir4 depends on attr_slot_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED,
	GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO, GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA,
	GFP_DMA32, __GFP_ZERO, __GFP_NOWARN, __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL,
	__GFP_COMP, __GFP_DMA, __GFP_DMA32};
identifier f = {dma_map_page, dma_map_page_attrs, ib_dma_map_page};
expression E1, E2, E3, E4;
position p != attr_slot_attrs.p, q != attr_slot_asked.r;
@@
  f@p(E1, E2, E3, E4, <+... K@q ...+>, ...)

@attr_slot_dir4_context depends on attr_slot_names && context@
identifier f;
position attr_slot_dir4.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_dir4.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_dir4.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_variable depends on attr_slot_names && (context || org || report)@
typedef gfp_t;
gfp_t g;
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_free_attrs, dma_mmap_attrs,
	dma_get_sgtable_attrs, dma_alloc_noncontiguous, dma_map_single_attrs,
	dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource, dma_map_sg_attrs,
	dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs, ib_dma_map_sgtable_attrs,
	virtqueue_map_page_attrs, virtqueue_map_single_attrs, virtqueue_dma_map_single_attrs,
	xsk_pool_dma_map, xp_dma_map, dma_unmap_single_attrs, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource, dma_unmap_sg_attrs, dma_unmap_sgtable,
	dma_iova_unlink, dma_iova_destroy, ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs,
	virtqueue_unmap_page_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_unmap_single_attrs, netmem_dma_unmap_page_attrs, xsk_pool_dma_unmap,
	xp_dma_unmap};
expression list ES;
position p != {attr_slot_attrs.p, attr_slot_gfp3.p};
@@
  f@p(ES, g)

@attr_slot_variable_context depends on attr_slot_names && context@
identifier f;
position attr_slot_variable.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_slot_variable.p;
@@
coccilib.org.print_todo(p[0], "ERROR: constant in the wrong argument")

@script:python depends on report@
p << attr_slot_variable.p;
@@
coccilib.report.print_report(p[0], "ERROR: constant in the wrong argument [attr_slot]")

@attr_slot_patch depends on patch && attr_slot_names@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
identifier G = {
	GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO, GFP_NOFS, GFP_USER, GFP_HIGHUSER, GFP_DMA,
	GFP_DMA32, __GFP_ZERO, __GFP_NOWARN, __GFP_NORETRY, __GFP_RETRY_MAYFAIL, __GFP_NOFAIL,
	__GFP_COMP, __GFP_DMA, __GFP_DMA32};
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
expression E1, E2, E3;
@@
  f(E1, E2, E3,
- K
+ G
  ,
- G
+ K
  )

@attr_slot_patch_dir depends on patch && attr_slot_names@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
identifier G = {DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_NONE};
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, dma_unmap_single_attrs, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource, dma_unmap_sg_attrs, dma_unmap_sgtable,
	dma_iova_unlink, dma_iova_destroy, ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs,
	virtqueue_unmap_page_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_unmap_single_attrs, netmem_dma_unmap_page_attrs};
expression list ES;
@@
  f(ES,
- K
+ G
  ,
- G
+ K
  )
