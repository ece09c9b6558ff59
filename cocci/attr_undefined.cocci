// SPDX-License-Identifier: GPL-2.0-only
/// attribute value that no kernel defines
///
/// No function looks at undefined bits, so the wish is lost without a word. `!attrs` and `a &&
/// B` are 0 or 1, and bit 0 is no attribute: `attrs & B` is meant.
///
//# Seen: names that are gone, 0 or 1 from ! && and || in the place of attributes or of one of
//# their bits, bit 0 as a number. Numbers of other bits are not looked at.
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
// xsk_pool_dma_unmap, xp_dma_unmap, DMA_ATTR_WRITE_BARRIER, DMA_ATTR_NON_CONSISTENT,
// DMA_ATTR_CPU_CACHE_CLEAN, DMA_ATTR_CPU_CACHE_OVERLAP, DMA_ATTR_CC_DECRYPTED,
// DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
// DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
// DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
// DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@attr_undefined_names@
@@
  \(dma_alloc_attrs(...)\|dmam_alloc_attrs(...)\|dma_free_attrs(...)\|dma_mmap_attrs(...)\|
    dma_get_sgtable_attrs(...)\|dma_alloc_noncontiguous(...)\|dma_map_single_attrs(...)\|
    dma_map_page_attrs(...)\|dma_map_bvec(...)\|dma_map_phys(...)\|dma_map_resource(...)\|
    dma_map_sg_attrs(...)\|dma_map_sgtable(...)\|dma_iova_link(...)\|ib_dma_map_sg_attrs(...)\|
    ib_dma_map_sgtable_attrs(...)\|virtqueue_map_page_attrs(...)\|
    virtqueue_map_single_attrs(...)\|virtqueue_dma_map_single_attrs(...)\|xsk_pool_dma_map(...)\|
    xp_dma_map(...)\|dma_unmap_single_attrs(...)\|dma_unmap_page_attrs(...)\|dma_unmap_phys(...)\|
    dma_unmap_resource(...)\|dma_unmap_sg_attrs(...)\|dma_unmap_sgtable(...)\|
    dma_iova_unlink(...)\|dma_iova_destroy(...)\|ib_dma_unmap_sg_attrs(...)\|
    ib_dma_unmap_sgtable_attrs(...)\|virtqueue_unmap_page_attrs(...)\|
    virtqueue_unmap_single_attrs(...)\|virtqueue_dma_unmap_single_attrs(...)\|
    netmem_dma_unmap_page_attrs(...)\|xsk_pool_dma_unmap(...)\|xp_dma_unmap(...)\|
    DMA_ATTR_WRITE_BARRIER\|DMA_ATTR_NON_CONSISTENT\|DMA_ATTR_CPU_CACHE_CLEAN\|
    DMA_ATTR_CPU_CACHE_OVERLAP\|DMA_ATTR_CC_DECRYPTED\|DMA_ATTR_WEAK_ORDERING\|
    DMA_ATTR_WRITE_COMBINE\|DMA_ATTR_NO_KERNEL_MAPPING\|DMA_ATTR_SKIP_CPU_SYNC\|
    DMA_ATTR_FORCE_CONTIGUOUS\|DMA_ATTR_ALLOC_SINGLE_PAGES\|DMA_ATTR_NO_WARN\|
    DMA_ATTR_PRIVILEGED\|DMA_ATTR_MMIO\|DMA_ATTR_DEBUGGING_IGNORE_CACHELINES\|
    DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_CC_SHARED\)

@attr_undefined_name depends on attr_undefined_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WRITE_BARRIER, DMA_ATTR_NON_CONSISTENT, DMA_ATTR_CPU_CACHE_CLEAN,
	DMA_ATTR_CPU_CACHE_OVERLAP, DMA_ATTR_CC_DECRYPTED};
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
position p;
@@
  f@p(ES, <+... K ...+>)

@attr_undefined_name_context depends on attr_undefined_names && context@
identifier f;
position attr_undefined_name.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_undefined_name.p;
@@
coccilib.org.print_todo(p[0], "ERROR: attribute value that no kernel defines")

@script:python depends on report@
p << attr_undefined_name.p;
@@
coccilib.report.print_report(p[0], "ERROR: attribute value that no kernel defines [attr_undefined]")

@attr_undefined_logical depends on attr_undefined_names && (context || org || report)@
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
expression E, E1;
expression list ES;
position p;
@@
  f@p(ES, \(!E\|E && E1\|E || E1\|1\))

@attr_undefined_logical_context depends on attr_undefined_names && context@
identifier f;
position attr_undefined_logical.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_undefined_logical.p;
@@
coccilib.org.print_todo(p[0], "ERROR: attribute value that no kernel defines")

@script:python depends on report@
p << attr_undefined_logical.p;
@@
coccilib.report.print_report(p[0], "ERROR: attribute value that no kernel defines [attr_undefined]")

@attr_undefined_twice depends on attr_undefined_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
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
identifier bit = {BIT, BIT_ULL};
expression list ES;
position p;
@@
  f@p(ES, <+... \(bit(K)\|1 << K\) ...+>)

@attr_undefined_twice_context depends on attr_undefined_names && context@
identifier f;
position attr_undefined_twice.p;
@@
* f@p(...)

@script:python depends on org@
p << attr_undefined_twice.p;
@@
coccilib.org.print_todo(p[0], "ERROR: attribute value that no kernel defines")

@script:python depends on report@
p << attr_undefined_twice.p;
@@
coccilib.report.print_report(p[0], "ERROR: attribute value that no kernel defines [attr_undefined]")

// Tests of a bit that are none.
@attr_undefined_test depends on attr_undefined_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression E;
position p;
@@
(
  E &&@p K
|
  !E &@p K
|
  E &@p !K
)

@attr_undefined_test_context depends on attr_undefined_names && context@
expression E, E1;
position attr_undefined_test.p;
@@
(
* E &&@p E1
|
* E &@p E1
)

@script:python depends on org@
p << attr_undefined_test.p;
@@
coccilib.org.print_todo(p[0], "ERROR: attribute value that no kernel defines")

@script:python depends on report@
p << attr_undefined_test.p;
@@
coccilib.report.print_report(p[0], "ERROR: attribute value that no kernel defines [attr_undefined]")

@attr_undefined_patch depends on patch && attr_undefined_names@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression E;
@@
(
- !E & K
+ !(E & K)
|
  E &
- !K
+ ~K
)
