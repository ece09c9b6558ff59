// SPDX-License-Identifier: GPL-2.0-only
/// dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES
///
/// The function warns and returns NULL. DMA_ATTR_ALLOC_SINGLE_PAGES is the only attribute it
/// takes.
///
//# Seen: the attribute in the call, joined with others or chosen by ?:, by way of a local
//# variable, a macro or a function of the same file. Numbers are not looked at.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: dma_alloc_noncontiguous

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@noncontiguous_attr_names@
@@
  dma_alloc_noncontiguous(...)

// Where the attribute is asked about or taken out, and where another function or macro gets it.
@noncontiguous_attr_out depends on noncontiguous_attr_names@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_NO_WARN,
	DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
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
  dma_alloc_noncontiguous(..., <+... g(..., <+... K@r ...+>, ...) ...+>)
)

@noncontiguous_attr_call depends on noncontiguous_attr_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_NO_WARN,
	DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression list ES;
position p, q != noncontiguous_attr_out.r;
@@
  dma_alloc_noncontiguous@p(ES, <+... K@q ...+>)

@noncontiguous_attr_call_context depends on noncontiguous_attr_names && context@
identifier f;
position noncontiguous_attr_call.p;
@@
* f@p(...)

@script:python depends on org@
p << noncontiguous_attr_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES")

@script:python depends on report@
p << noncontiguous_attr_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES [noncontiguous_attr]")

// A local variable that has it on every way from here to the call.
@noncontiguous_attr_local depends on noncontiguous_attr_names && (context || org || report) forall@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_NO_WARN,
	DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
local idexpression a;
expression E;
expression list ES;
type T;
position p != noncontiguous_attr_call.p, q != noncontiguous_attr_out.r;
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
  dma_alloc_noncontiguous@p(ES, \(a\|(T)a\|a | ...\))

@noncontiguous_attr_local_context depends on noncontiguous_attr_names && context@
identifier f;
position noncontiguous_attr_local.p;
@@
* f@p(...)

@script:python depends on org@
p << noncontiguous_attr_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES")

@script:python depends on report@
p << noncontiguous_attr_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES [noncontiguous_attr]")

// A macro of the same file that stands for it.
@noncontiguous_attr_macro@
identifier M;
@@
#define M <+... \(DMA_ATTR_WEAK_ORDERING\|DMA_ATTR_WRITE_COMBINE\|DMA_ATTR_NO_KERNEL_MAPPING\|DMA_ATTR_SKIP_CPU_SYNC\|DMA_ATTR_FORCE_CONTIGUOUS\|DMA_ATTR_NO_WARN\|DMA_ATTR_PRIVILEGED\|DMA_ATTR_MMIO\|DMA_ATTR_DEBUGGING_IGNORE_CACHELINES\|DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_CC_SHARED\) ...+>

@noncontiguous_attr_macro_call depends on noncontiguous_attr_names && (context || org || report)@
identifier noncontiguous_attr_macro.M;
expression list ES;
position p;
@@
  dma_alloc_noncontiguous@p(ES, \(M\|M | ...\))

@noncontiguous_attr_macro_call_context depends on noncontiguous_attr_names && context@
identifier f;
position noncontiguous_attr_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << noncontiguous_attr_macro_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES")

@script:python depends on report@
p << noncontiguous_attr_macro_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES [noncontiguous_attr]")

// A function of the same file that does nothing but pass its last parameter on.
@noncontiguous_attr_wrapper depends on noncontiguous_attr_names@
identifier w, a;
parameter list[n] PS;
expression list ES;
type T, T1;
@@
T w(PS, T1 a)
{
(
  return dma_alloc_noncontiguous(ES, \(a\|a | ...\));
|
  dma_alloc_noncontiguous(ES, \(a\|a | ...\));
)
}

@noncontiguous_attr_wrapper_call depends on noncontiguous_attr_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_NO_WARN,
	DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
identifier noncontiguous_attr_wrapper.w;
expression list[noncontiguous_attr_wrapper.n] ES;
position p;
@@
  w@p(ES, \(K\|K | ...\))

@noncontiguous_attr_wrapper_call_context depends on noncontiguous_attr_names && context@
identifier f;
position noncontiguous_attr_wrapper_call.p;
@@
* f@p(...)

@script:python depends on org@
p << noncontiguous_attr_wrapper_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES")

@script:python depends on report@
p << noncontiguous_attr_wrapper_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: dma_alloc_noncontiguous() with an attribute other than ALLOC_SINGLE_PAGES [noncontiguous_attr]")

@noncontiguous_attr_patch depends on patch && noncontiguous_attr_names@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_NO_WARN,
	DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression E, E1;
expression list ES;
@@
  dma_alloc_noncontiguous(ES,
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
