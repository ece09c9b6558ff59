// SPDX-License-Identifier: GPL-2.0-only
/// DMA_ATTR_MMIO given to a scatterlist call
///
/// The scatterlist code finds peer-to-peer pages by itself. With the attribute, memory entries
/// lose their cache maintenance, and the IOMMU path maps them as device memory. Drop it.
///
//# Seen: the attribute in the call, joined with others or chosen by ?:, by way of a local
//# variable, a macro or a function of the same file. Entries that are peer-to-peer memory need
//# no attribute: the core finds them.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_MMIO

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@sg_mmio_names@
@@
  DMA_ATTR_MMIO

// Where the attribute is asked about or taken out, and where another function or macro gets it.
@sg_mmio_out depends on sg_mmio_names@
identifier f = {
	dma_map_sg_attrs, dma_unmap_sg_attrs, dma_map_sgtable, dma_unmap_sgtable,
	ib_dma_map_sg_attrs, ib_dma_unmap_sg_attrs, ib_dma_map_sgtable_attrs,
	ib_dma_unmap_sgtable_attrs};
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

@sg_mmio_call depends on sg_mmio_names && (context || org || report)@
identifier f = {
	dma_map_sg_attrs, dma_unmap_sg_attrs, dma_map_sgtable, dma_unmap_sgtable,
	ib_dma_map_sg_attrs, ib_dma_unmap_sg_attrs, ib_dma_map_sgtable_attrs,
	ib_dma_unmap_sgtable_attrs};
expression list ES;
position p, q != sg_mmio_out.r;
@@
  f@p(ES, <+... DMA_ATTR_MMIO@q ...+>)

@sg_mmio_call_context depends on sg_mmio_names && context@
identifier f;
position sg_mmio_call.p;
@@
* f@p(...)

@script:python depends on org@
p << sg_mmio_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call")

@script:python depends on report@
p << sg_mmio_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call [sg_mmio]")

// A local variable that has it on every way from here to the call.
@sg_mmio_local depends on sg_mmio_names && (context || org || report) forall@
identifier f = {
	dma_map_sg_attrs, dma_unmap_sg_attrs, dma_map_sgtable, dma_unmap_sgtable,
	ib_dma_map_sg_attrs, ib_dma_unmap_sg_attrs, ib_dma_map_sgtable_attrs,
	ib_dma_unmap_sgtable_attrs};
local idexpression a;
expression E;
expression list ES;
type T;
position p != sg_mmio_call.p, q != sg_mmio_out.r;
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

@sg_mmio_local_context depends on sg_mmio_names && context@
identifier f;
position sg_mmio_local.p;
@@
* f@p(...)

@script:python depends on org@
p << sg_mmio_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call")

@script:python depends on report@
p << sg_mmio_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call [sg_mmio]")

// A macro of the same file that stands for it.
@sg_mmio_macro@
identifier M;
@@
#define M <+... DMA_ATTR_MMIO ...+>

@sg_mmio_macro_call depends on sg_mmio_names && (context || org || report)@
identifier sg_mmio_macro.M;
identifier f = {
	dma_map_sg_attrs, dma_unmap_sg_attrs, dma_map_sgtable, dma_unmap_sgtable,
	ib_dma_map_sg_attrs, ib_dma_unmap_sg_attrs, ib_dma_map_sgtable_attrs,
	ib_dma_unmap_sgtable_attrs};
expression list ES;
position p;
@@
  f@p(ES, \(M\|M | ...\))

@sg_mmio_macro_call_context depends on sg_mmio_names && context@
identifier f;
position sg_mmio_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << sg_mmio_macro_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call")

@script:python depends on report@
p << sg_mmio_macro_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call [sg_mmio]")

// A function of the same file that does nothing but pass its last parameter on.
@sg_mmio_wrapper depends on sg_mmio_names@
identifier f = {
	dma_map_sg_attrs, dma_unmap_sg_attrs, dma_map_sgtable, dma_unmap_sgtable,
	ib_dma_map_sg_attrs, ib_dma_unmap_sg_attrs, ib_dma_map_sgtable_attrs,
	ib_dma_unmap_sgtable_attrs};
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

@sg_mmio_wrapper_call depends on sg_mmio_names && (context || org || report)@
identifier sg_mmio_wrapper.w;
expression list[sg_mmio_wrapper.n] ES;
position p;
@@
  w@p(ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))

@sg_mmio_wrapper_call_context depends on sg_mmio_names && context@
identifier f;
position sg_mmio_wrapper_call.p;
@@
* f@p(...)

@script:python depends on org@
p << sg_mmio_wrapper_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call")

@script:python depends on report@
p << sg_mmio_wrapper_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_MMIO given to a scatterlist call [sg_mmio]")

@sg_mmio_patch depends on patch && sg_mmio_names@
identifier f = {
	dma_map_sg_attrs, dma_map_sgtable, ib_dma_map_sg_attrs, ib_dma_map_sgtable_attrs};
expression E, E1;
expression list ES;
@@
  f(ES,
(
- DMA_ATTR_MMIO
+ 0
|
- DMA_ATTR_MMIO |
  E
|
- DMA_ATTR_MMIO |
  E | E1
|
  E
- | DMA_ATTR_MMIO
|
  E
- | DMA_ATTR_MMIO
  | E1
)
  )

// A release only where a mapping of the file was mended.
@sg_mmio_patch_unmap depends on sg_mmio_patch@
identifier f = {
	dma_unmap_sg_attrs, dma_unmap_sgtable, ib_dma_unmap_sg_attrs,
	ib_dma_unmap_sgtable_attrs};
expression E, E1;
expression list ES;
@@
  f(ES,
(
- DMA_ATTR_MMIO
+ 0
|
- DMA_ATTR_MMIO |
  E
|
- DMA_ATTR_MMIO |
  E | E1
|
  E
- | DMA_ATTR_MMIO
|
  E
- | DMA_ATTR_MMIO
  | E1
)
  )
