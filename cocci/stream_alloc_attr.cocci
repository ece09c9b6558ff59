// SPDX-License-Identifier: GPL-2.0-only
/// attribute of an allocation given to a mapping
///
/// FORCE_CONTIGUOUS, ALLOC_SINGLE_PAGES, NO_KERNEL_MAPPING and WRITE_COMBINE speak of memory
/// that the DMA core allocates. A streaming mapping ignores them.
///
//# Seen: the attribute in the call, joined with others or chosen by ?:, by way of a local
//# variable, a macro or a function of the same file. The patch drops it at the release, too.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
// DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_WRITE_COMBINE

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@stream_alloc_attr_names@
@@
  \(DMA_ATTR_FORCE_CONTIGUOUS\|DMA_ATTR_ALLOC_SINGLE_PAGES\|DMA_ATTR_NO_KERNEL_MAPPING\|
    DMA_ATTR_WRITE_COMBINE\)

// Where the attribute is asked about or taken out, and where another function or macro gets it.
@stream_alloc_attr_out depends on stream_alloc_attr_names@
identifier K = {
	DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_WRITE_COMBINE};
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map};
identifier g;
expression E, E1;
position r;
@@
(
  E & ~(<+... K@r ...+>)
|
  E & <+... K@r ...+>
|
  ~(<+... K@r ...+>)
|
  E &= <+... K@r ...+>
|
  E == <+... K@r ...+>
|
  (<+... K@r ...+>) ? E : E1
|
  f(..., <+... g(..., <+... K@r ...+>, ...) ...+>)
)

@stream_alloc_attr_call depends on stream_alloc_attr_names && (context || org || report)@
identifier K = {
	DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_WRITE_COMBINE};
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map};
expression list ES;
position p, q != stream_alloc_attr_out.r;
@@
  f@p(ES, <+... K@q ...+>)

@stream_alloc_attr_call_context depends on stream_alloc_attr_names && context@
identifier f;
position stream_alloc_attr_call.p;
@@
* f@p(...)

@script:python depends on org@
p << stream_alloc_attr_call.p;
@@
coccilib.org.print_todo(p[0], "NOTE: attribute of an allocation given to a mapping")

@script:python depends on report@
p << stream_alloc_attr_call.p;
@@
coccilib.report.print_report(p[0], "NOTE: attribute of an allocation given to a mapping [stream_alloc_attr]")

// A local variable that has it on every way from here to the call.
@stream_alloc_attr_local depends on stream_alloc_attr_names && (context || org || report) forall@
identifier K = {
	DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_WRITE_COMBINE};
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map};
local idexpression a;
expression E;
expression list ES;
type T;
position p != stream_alloc_attr_call.p, q != stream_alloc_attr_out.r;
@@
(
  a = <+... K@q ...+>
|
  a |= <+... K@q ...+>
)
  ... when any
      when != a = E
      when != a &= E
      when != a ^= E
      when != &a
  f@p(ES, \(a\|(T)a\|a | ...\))

@stream_alloc_attr_local_context depends on stream_alloc_attr_names && context@
identifier f;
position stream_alloc_attr_local.p;
@@
* f@p(...)

@script:python depends on org@
p << stream_alloc_attr_local.p;
@@
coccilib.org.print_todo(p[0], "NOTE: attribute of an allocation given to a mapping")

@script:python depends on report@
p << stream_alloc_attr_local.p;
@@
coccilib.report.print_report(p[0], "NOTE: attribute of an allocation given to a mapping [stream_alloc_attr]")

// A macro of the same file that stands for it.
@stream_alloc_attr_macro@
identifier M;
@@
#define M <+... \(DMA_ATTR_FORCE_CONTIGUOUS\|DMA_ATTR_ALLOC_SINGLE_PAGES\|DMA_ATTR_NO_KERNEL_MAPPING\|DMA_ATTR_WRITE_COMBINE\) ...+>

@stream_alloc_attr_macro_call depends on stream_alloc_attr_names && (context || org || report)@
identifier stream_alloc_attr_macro.M;
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map};
expression list ES;
position p;
@@
  f@p(ES, \(M\|M | ...\))

@stream_alloc_attr_macro_call_context depends on stream_alloc_attr_names && context@
identifier f;
position stream_alloc_attr_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << stream_alloc_attr_macro_call.p;
@@
coccilib.org.print_todo(p[0], "NOTE: attribute of an allocation given to a mapping")

@script:python depends on report@
p << stream_alloc_attr_macro_call.p;
@@
coccilib.report.print_report(p[0], "NOTE: attribute of an allocation given to a mapping [stream_alloc_attr]")

// A function of the same file that does nothing but pass its last parameter on.
@stream_alloc_attr_wrapper depends on stream_alloc_attr_names@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map};
identifier w, a;
parameter list[n] PS;
expression list ES;
type T, T1;
@@
T w(PS, T1 a)
{
(
  return f(ES, \(a\|a | ...\));
|
  f(ES, \(a\|a | ...\));
)
}

@stream_alloc_attr_wrapper_call depends on stream_alloc_attr_names && (context || org || report)@
identifier K = {
	DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_WRITE_COMBINE};
identifier stream_alloc_attr_wrapper.w;
expression list[stream_alloc_attr_wrapper.n] ES;
position p;
@@
  w@p(ES, \(K\|K | ...\))

@stream_alloc_attr_wrapper_call_context depends on stream_alloc_attr_names && context@
identifier f;
position stream_alloc_attr_wrapper_call.p;
@@
* f@p(...)

@script:python depends on org@
p << stream_alloc_attr_wrapper_call.p;
@@
coccilib.org.print_todo(p[0], "NOTE: attribute of an allocation given to a mapping")

@script:python depends on report@
p << stream_alloc_attr_wrapper_call.p;
@@
coccilib.report.print_report(p[0], "NOTE: attribute of an allocation given to a mapping [stream_alloc_attr]")

@stream_alloc_attr_patch depends on patch && stream_alloc_attr_names@
identifier K = {
	DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_WRITE_COMBINE};
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, virtqueue_map_page_attrs, virtqueue_map_single_attrs,
	virtqueue_dma_map_single_attrs, xsk_pool_dma_map, xp_dma_map};
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

// A release only where a mapping of the file was mended.
@stream_alloc_attr_patch_unmap depends on stream_alloc_attr_patch@
identifier K = {
	DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_WRITE_COMBINE};
identifier f = {
	dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
	dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
	ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs, virtqueue_unmap_page_attrs,
	virtqueue_unmap_single_attrs, virtqueue_dma_unmap_single_attrs,
	netmem_dma_unmap_page_attrs, xsk_pool_dma_unmap, xp_dma_unmap};
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
