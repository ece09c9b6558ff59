// SPDX-License-Identifier: GPL-2.0-only
/// DMA_ATTR_MMIO given to a page or single call
///
/// Such a map fails, and such an unmap returns without unmapping anything. MMIO has no struct
/// page to name it by: use dma_map_phys() and dma_unmap_phys().
///
//# Seen: the attribute in the call, joined with others or chosen by ?:, by way of a local
//# variable, a macro or a function of the same file. No patch: what to call instead needs the
//# physical address.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_MMIO

virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@page_mmio_names@
@@
  DMA_ATTR_MMIO

// Where the attribute is asked about or taken out, and where another function or macro gets it.
@page_mmio_out depends on page_mmio_names@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_unmap_single_attrs,
	dma_unmap_page_attrs, virtqueue_map_page_attrs, virtqueue_unmap_page_attrs,
	virtqueue_map_single_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_map_single_attrs, virtqueue_dma_unmap_single_attrs,
	netmem_dma_unmap_page_attrs, xsk_pool_dma_map, xsk_pool_dma_unmap, xp_dma_map,
	xp_dma_unmap};
identifier g;
expression E, E1;
position r;
@@
(
  E & ~(<+... DMA_ATTR_MMIO@r ...+>)
|
  E & <+... DMA_ATTR_MMIO@r ...+>
|
  ~(<+... DMA_ATTR_MMIO@r ...+>)
|
  E &= <+... DMA_ATTR_MMIO@r ...+>
|
  E == <+... DMA_ATTR_MMIO@r ...+>
|
  (<+... DMA_ATTR_MMIO@r ...+>) ? E : E1
|
  f(..., <+... g(..., <+... DMA_ATTR_MMIO@r ...+>, ...) ...+>)
)

@page_mmio_call depends on page_mmio_names && (context || org || report)@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_unmap_single_attrs,
	dma_unmap_page_attrs, virtqueue_map_page_attrs, virtqueue_unmap_page_attrs,
	virtqueue_map_single_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_map_single_attrs, virtqueue_dma_unmap_single_attrs,
	netmem_dma_unmap_page_attrs, xsk_pool_dma_map, xsk_pool_dma_unmap, xp_dma_map,
	xp_dma_unmap};
expression list ES;
position p, q != page_mmio_out.r;
@@
  f@p(ES, <+... DMA_ATTR_MMIO@q ...+>)

@page_mmio_call_context depends on page_mmio_names && context@
identifier f;
position page_mmio_call.p;
@@
* f@p(...)

@script:python depends on org@
p << page_mmio_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call")

@script:python depends on report@
p << page_mmio_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call [page_mmio]")

// A local variable that has it on every way from here to the call.
@page_mmio_local depends on page_mmio_names && (context || org || report) forall@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_unmap_single_attrs,
	dma_unmap_page_attrs, virtqueue_map_page_attrs, virtqueue_unmap_page_attrs,
	virtqueue_map_single_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_map_single_attrs, virtqueue_dma_unmap_single_attrs,
	netmem_dma_unmap_page_attrs, xsk_pool_dma_map, xsk_pool_dma_unmap, xp_dma_map,
	xp_dma_unmap};
local idexpression a;
expression E;
expression list ES;
type T;
position p != page_mmio_call.p, q != page_mmio_out.r;
@@
(
  a = <+... DMA_ATTR_MMIO@q ...+>
|
  a |= <+... DMA_ATTR_MMIO@q ...+>
)
  ... when any
      when != a = E
      when != a &= E
      when != a ^= E
      when != &a
  f@p(ES, \(a\|(T)a\|a | ...\))

@page_mmio_local_context depends on page_mmio_names && context@
identifier f;
position page_mmio_local.p;
@@
* f@p(...)

@script:python depends on org@
p << page_mmio_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call")

@script:python depends on report@
p << page_mmio_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call [page_mmio]")

// A macro of the same file that stands for it.
@page_mmio_macro@
identifier M;
@@
#define M <+... DMA_ATTR_MMIO ...+>

@page_mmio_macro_call depends on page_mmio_names && (context || org || report)@
identifier page_mmio_macro.M;
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_unmap_single_attrs,
	dma_unmap_page_attrs, virtqueue_map_page_attrs, virtqueue_unmap_page_attrs,
	virtqueue_map_single_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_map_single_attrs, virtqueue_dma_unmap_single_attrs,
	netmem_dma_unmap_page_attrs, xsk_pool_dma_map, xsk_pool_dma_unmap, xp_dma_map,
	xp_dma_unmap};
expression list ES;
position p;
@@
  f@p(ES, \(M\|M | ...\))

@page_mmio_macro_call_context depends on page_mmio_names && context@
identifier f;
position page_mmio_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << page_mmio_macro_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call")

@script:python depends on report@
p << page_mmio_macro_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call [page_mmio]")

// A function of the same file that does nothing but pass its last parameter on.
@page_mmio_wrapper depends on page_mmio_names@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_unmap_single_attrs,
	dma_unmap_page_attrs, virtqueue_map_page_attrs, virtqueue_unmap_page_attrs,
	virtqueue_map_single_attrs, virtqueue_unmap_single_attrs,
	virtqueue_dma_map_single_attrs, virtqueue_dma_unmap_single_attrs,
	netmem_dma_unmap_page_attrs, xsk_pool_dma_map, xsk_pool_dma_unmap, xp_dma_map,
	xp_dma_unmap};
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

@page_mmio_wrapper_call depends on page_mmio_names && (context || org || report)@
identifier page_mmio_wrapper.w;
expression list[page_mmio_wrapper.n] ES;
position p;
@@
  w@p(ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))

@page_mmio_wrapper_call_context depends on page_mmio_names && context@
identifier f;
position page_mmio_wrapper_call.p;
@@
* f@p(...)

@script:python depends on org@
p << page_mmio_wrapper_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call")

@script:python depends on report@
p << page_mmio_wrapper_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a page or single call [page_mmio]")
