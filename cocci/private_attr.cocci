// SPDX-License-Identifier: GPL-2.0-only
/// attribute private to the DMA core used
///
/// __DMA_ATTR_ALLOC_CC_SHARED is how the DMA core talks to itself. An allocation that carries
/// it fails, a mapping ignores it. Drop it: shared memory is chosen by the device, not by the
/// driver.
///
//# Seen: the name, wherever it stands outside of the DMA core. Not seen: its number.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: __DMA_ATTR_ALLOC_CC_SHARED, DMA_ATTR_ALLOC_CC_SHARED

virtual patch
virtual context
virtual org
virtual report

// The DMA core implements attributes: what is the caller's duty is none of its own.
@initialize:python@
@@
def is_core(p):
    parts = ("kernel/dma/", "drivers/iommu/dma-iommu.c", "include/linux/", "include/trace/",
             "drivers/xen/swiotlb-xen.c")
    return any(part in p[0].file for part in parts)

@private_attr_name depends on context || org || report@
position p : script:python() { not is_core(p) };
@@
  \(__DMA_ATTR_ALLOC_CC_SHARED@p\|DMA_ATTR_ALLOC_CC_SHARED@p\)

@private_attr_name_context depends on context@
identifier K;
position private_attr_name.p;
@@
* K@p

@script:python depends on org@
p << private_attr_name.p;
@@
coccilib.org.print_todo(p[0], "ERROR: attribute private to the DMA core used")

@script:python depends on report@
p << private_attr_name.p;
@@
coccilib.report.print_report(p[0], "ERROR: attribute private to the DMA core used [private_attr]")

@private_attr_macro depends on context || org || report@
identifier M;
position p : script:python() { not is_core(p) };
@@
  #define M <+... \(__DMA_ATTR_ALLOC_CC_SHARED@p\|DMA_ATTR_ALLOC_CC_SHARED@p\) ...+>

@private_attr_macro_context depends on context@
identifier K, M;
position private_attr_macro.p;
@@
* #define M <+... K@p ...+>

@script:python depends on org@
p << private_attr_macro.p;
@@
coccilib.org.print_todo(p[0], "ERROR: attribute private to the DMA core used")

@script:python depends on report@
p << private_attr_macro.p;
@@
coccilib.report.print_report(p[0], "ERROR: attribute private to the DMA core used [private_attr]")

@private_attr_patch depends on patch@
identifier K = {__DMA_ATTR_ALLOC_CC_SHARED, DMA_ATTR_ALLOC_CC_SHARED};
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_mmap_attrs,
	dma_get_sgtable_attrs, dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec,
	dma_map_phys, dma_map_resource, dma_map_sg_attrs, dma_map_sgtable, dma_iova_link,
	ib_dma_map_sg_attrs, ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs,
	virtqueue_map_single_attrs, virtqueue_dma_map_single_attrs, xsk_pool_dma_map,
	xp_dma_map};
expression E, E1;
expression list ES;
@@
  f(ES,
(
- K
+ 0
|
- K |
  E
|
- K |
  E | E1
|
  E
- | K
|
  E
- | K
  | E1
)
  )

// A release only where the other end is in the file and was mended.
@private_attr_patch_release depends on private_attr_patch@
identifier K = {__DMA_ATTR_ALLOC_CC_SHARED, DMA_ATTR_ALLOC_CC_SHARED};
identifier f = {
	dma_free_attrs, dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys,
	dma_unmap_resource, dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink,
	dma_iova_destroy, ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs,
	virtqueue_unmap_page_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_unmap_single_attrs, netmem_dma_unmap_page_attrs, xsk_pool_dma_unmap,
	xp_dma_unmap};
expression E, E1;
expression list ES;
@@
  f(ES,
(
- K
+ 0
|
- K |
  E
|
- K |
  E | E1
|
  E
- | K
|
  E
- | K
  | E1
)
  )
