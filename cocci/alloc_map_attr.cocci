// SPDX-License-Identifier: GPL-2.0-only
/// attribute of a mapping given to an allocation
///
/// MMIO, REQUIRE_COHERENT and SKIP_CPU_SYNC speak of a streaming mapping. An allocation ignores
/// them, and dma-debug compares MMIO and REQUIRE_COHERENT at release. Drop them.
///
//# Seen: the attribute in the call, joined with others or chosen by ?:, by way of a local
//# variable, a macro or a function of the same file. The patch drops it where the memory is
//# freed or mapped for users, too.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@alloc_map_attr_names@
@@
  \(DMA_ATTR_MMIO\|DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_SKIP_CPU_SYNC\)

// Where the attribute is asked about or taken out, and where another function or macro gets it.
@alloc_map_attr_out depends on alloc_map_attr_names@
identifier K = {DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC};
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
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

@alloc_map_attr_call depends on alloc_map_attr_names && (context || org || report)@
identifier K = {DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC};
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
expression list ES;
position p, q != alloc_map_attr_out.r;
@@
  f@p(ES, <+... K@q ...+>)

@alloc_map_attr_call_context depends on alloc_map_attr_names && context@
identifier f;
position alloc_map_attr_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_map_attr_call.p;
@@
coccilib.org.print_todo(p[0], "WARNING: attribute of a mapping given to an allocation")

@script:python depends on report@
p << alloc_map_attr_call.p;
@@
coccilib.report.print_report(p[0], "WARNING: attribute of a mapping given to an allocation [alloc_map_attr]")

// A local variable that has it on every way from here to the call.
@alloc_map_attr_local depends on alloc_map_attr_names && (context || org || report) forall@
identifier K = {DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC};
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
local idexpression a;
expression E;
expression list ES;
type T;
position p != alloc_map_attr_call.p, q != alloc_map_attr_out.r;
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

@alloc_map_attr_local_context depends on alloc_map_attr_names && context@
identifier f;
position alloc_map_attr_local.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_map_attr_local.p;
@@
coccilib.org.print_todo(p[0], "WARNING: attribute of a mapping given to an allocation")

@script:python depends on report@
p << alloc_map_attr_local.p;
@@
coccilib.report.print_report(p[0], "WARNING: attribute of a mapping given to an allocation [alloc_map_attr]")

// A macro of the same file that stands for it.
@alloc_map_attr_macro@
identifier M;
@@
#define M <+... \(DMA_ATTR_MMIO\|DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_SKIP_CPU_SYNC\) ...+>

@alloc_map_attr_macro_call depends on alloc_map_attr_names && (context || org || report)@
identifier alloc_map_attr_macro.M;
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
expression list ES;
position p;
@@
  f@p(ES, \(M\|M | ...\))

@alloc_map_attr_macro_call_context depends on alloc_map_attr_names && context@
identifier f;
position alloc_map_attr_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_map_attr_macro_call.p;
@@
coccilib.org.print_todo(p[0], "WARNING: attribute of a mapping given to an allocation")

@script:python depends on report@
p << alloc_map_attr_macro_call.p;
@@
coccilib.report.print_report(p[0], "WARNING: attribute of a mapping given to an allocation [alloc_map_attr]")

// A function of the same file that does nothing but pass its last parameter on.
@alloc_map_attr_wrapper depends on alloc_map_attr_names@
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
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

@alloc_map_attr_wrapper_call depends on alloc_map_attr_names && (context || org || report)@
identifier K = {DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC};
identifier alloc_map_attr_wrapper.w;
expression list[alloc_map_attr_wrapper.n] ES;
position p;
@@
  w@p(ES, \(K\|K | ...\))

@alloc_map_attr_wrapper_call_context depends on alloc_map_attr_names && context@
identifier f;
position alloc_map_attr_wrapper_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_map_attr_wrapper_call.p;
@@
coccilib.org.print_todo(p[0], "WARNING: attribute of a mapping given to an allocation")

@script:python depends on report@
p << alloc_map_attr_wrapper_call.p;
@@
coccilib.report.print_report(p[0], "WARNING: attribute of a mapping given to an allocation [alloc_map_attr]")

@alloc_map_attr_patch depends on patch && alloc_map_attr_names@
identifier K = {DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC};
identifier f = {dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous};
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

// What else is done with the buffer, where an allocation of the file was mended.
@alloc_map_attr_patch_else depends on alloc_map_attr_patch@
identifier K = {DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_SKIP_CPU_SYNC};
identifier f = {dma_free_attrs, dma_mmap_attrs, dma_get_sgtable_attrs};
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
