// SPDX-License-Identifier: GPL-2.0-only
/// DMA_ATTR_CC_SHARED given to an allocation
///
/// The attribute tells a mapping that its memory is decrypted already. dma_alloc_attrs()
/// decides by itself what a device needs: since 7.3 it returns NULL without a word when it is
/// told. Drop the attribute.
///
//# Seen: the attribute in the call, joined with others or chosen by ?:, by way of a local
//# variable, a macro, a member or a function of the same file. Not seen: a variable that gets
//# it on a way that need not come to the call.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_CC_SHARED

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@alloc_cc_shared_names@
@@
  DMA_ATTR_CC_SHARED

// Where the attribute is asked about or taken out, and where another function or macro gets it.
@alloc_cc_shared_out depends on alloc_cc_shared_names@
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_free_attrs,
	dma_mmap_attrs, dma_get_sgtable_attrs};
identifier g;
expression E, E1;
position r;
@@
(
  E & ~(<+... DMA_ATTR_CC_SHARED@r ...+>)
|
  E & <+... DMA_ATTR_CC_SHARED@r ...+>
|
  ~(<+... DMA_ATTR_CC_SHARED@r ...+>)
|
  E &= <+... DMA_ATTR_CC_SHARED@r ...+>
|
  E == <+... DMA_ATTR_CC_SHARED@r ...+>
|
  (<+... DMA_ATTR_CC_SHARED@r ...+>) ? E : E1
|
  f(..., <+... g(..., <+... DMA_ATTR_CC_SHARED@r ...+>, ...) ...+>)
)

@alloc_cc_shared_call depends on alloc_cc_shared_names && (context || org || report)@
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_free_attrs,
	dma_mmap_attrs, dma_get_sgtable_attrs};
expression list ES;
position p, q != alloc_cc_shared_out.r;
@@
  f@p(ES, <+... DMA_ATTR_CC_SHARED@q ...+>)

@alloc_cc_shared_call_context depends on alloc_cc_shared_names && context@
identifier f;
position alloc_cc_shared_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_cc_shared_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation")

@script:python depends on report@
p << alloc_cc_shared_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation [alloc_cc_shared]")

// A local variable that has it on every way from here to the call.
@alloc_cc_shared_local depends on alloc_cc_shared_names && (context || org || report) forall@
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_free_attrs,
	dma_mmap_attrs, dma_get_sgtable_attrs};
local idexpression a;
expression E;
expression list ES;
type T;
position p != alloc_cc_shared_call.p, q != alloc_cc_shared_out.r;
@@
(
  a = <+... DMA_ATTR_CC_SHARED@q ...+>
|
  a |= <+... DMA_ATTR_CC_SHARED@q ...+>
)
  ... when any
      when != a = E
      when != a &= E
      when != a ^= E
      when != &a
  f@p(ES, \(a\|(T)a\|a | ...\))

@alloc_cc_shared_local_context depends on alloc_cc_shared_names && context@
identifier f;
position alloc_cc_shared_local.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_cc_shared_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation")

@script:python depends on report@
p << alloc_cc_shared_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation [alloc_cc_shared]")

// A macro of the same file that stands for it.
@alloc_cc_shared_macro@
identifier M;
@@
#define M <+... DMA_ATTR_CC_SHARED ...+>

@alloc_cc_shared_macro_call depends on alloc_cc_shared_names && (context || org || report)@
identifier alloc_cc_shared_macro.M;
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_free_attrs,
	dma_mmap_attrs, dma_get_sgtable_attrs};
expression list ES;
position p;
@@
  f@p(ES, \(M\|M | ...\))

@alloc_cc_shared_macro_call_context depends on alloc_cc_shared_names && context@
identifier f;
position alloc_cc_shared_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_cc_shared_macro_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation")

@script:python depends on report@
p << alloc_cc_shared_macro_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation [alloc_cc_shared]")

// A function of the same file that does nothing but pass its last parameter on.
@alloc_cc_shared_wrapper depends on alloc_cc_shared_names@
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_free_attrs,
	dma_mmap_attrs, dma_get_sgtable_attrs};
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

@alloc_cc_shared_wrapper_call depends on alloc_cc_shared_names && (context || org || report)@
identifier alloc_cc_shared_wrapper.w;
expression list[alloc_cc_shared_wrapper.n] ES;
position p;
@@
  w@p(ES, \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | ...\))

@alloc_cc_shared_wrapper_call_context depends on alloc_cc_shared_names && context@
identifier f;
position alloc_cc_shared_wrapper_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_cc_shared_wrapper_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation")

@script:python depends on report@
p << alloc_cc_shared_wrapper_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation [alloc_cc_shared]")

// A member that some function of the file gives it to, of the same struct.
@alloc_cc_shared_store depends on alloc_cc_shared_names@
identifier S, m;
struct S *s;
position q != alloc_cc_shared_out.r;
@@
(
  s->m = <+... DMA_ATTR_CC_SHARED@q ...+>
|
  s->m |= <+... DMA_ATTR_CC_SHARED@q ...+>
)

// Where bits may go again, or are asked about, or the member serves mappings as well.
@alloc_cc_shared_removed depends on alloc_cc_shared_names@
identifier alloc_cc_shared_store.S, alloc_cc_shared_store.m;
identifier g = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_phys, dma_map_resource, dma_map_sg_attrs,
	dma_map_sgtable, dma_iova_link};
struct S *s;
expression E;
@@
(
  s->m &= E
|
  s->m & E
|
  s->m == E
|
  s->m != E
|
  g(..., s->m)
)

@alloc_cc_shared_member depends on alloc_cc_shared_names && !alloc_cc_shared_removed && (context || org || report)@
identifier alloc_cc_shared_store.S, alloc_cc_shared_store.m;
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_free_attrs,
	dma_mmap_attrs, dma_get_sgtable_attrs};
struct S *s;
expression list ES;
position p;
@@
  f@p(ES, s->m)

@alloc_cc_shared_member_context depends on alloc_cc_shared_names && context@
identifier f;
position alloc_cc_shared_member.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_cc_shared_member.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation")

@script:python depends on report@
p << alloc_cc_shared_member.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_CC_SHARED given to an allocation [alloc_cc_shared]")

@alloc_cc_shared_patch depends on patch && alloc_cc_shared_names@
identifier f = {
	dma_alloc_attrs, dmam_alloc_attrs, dma_alloc_noncontiguous, dma_mmap_attrs,
	dma_get_sgtable_attrs};
expression E, E1;
expression list ES;
@@
  f(ES,
(
- DMA_ATTR_CC_SHARED
+ 0
|
- DMA_ATTR_CC_SHARED |
  E
|
- DMA_ATTR_CC_SHARED |
  E | E1
|
  E
- | DMA_ATTR_CC_SHARED
|
  E
- | DMA_ATTR_CC_SHARED
  | E1
)
  )

@alloc_cc_shared_patch_wrapper depends on patch && alloc_cc_shared_names@
identifier alloc_cc_shared_wrapper.w;
expression list[alloc_cc_shared_wrapper.n] ES;
expression E;
@@
  w(ES,
(
- DMA_ATTR_CC_SHARED
+ 0
|
- DMA_ATTR_CC_SHARED |
  E
|
  E
- | DMA_ATTR_CC_SHARED
)
  )

// A release only where an allocation of the file was mended.
@alloc_cc_shared_patch_free depends on alloc_cc_shared_patch || alloc_cc_shared_patch_wrapper@
expression E, E1;
expression list ES;
@@
  dma_free_attrs(ES,
(
- DMA_ATTR_CC_SHARED
+ 0
|
- DMA_ATTR_CC_SHARED |
  E
|
- DMA_ATTR_CC_SHARED |
  E | E1
|
  E
- | DMA_ATTR_CC_SHARED
|
  E
- | DMA_ATTR_CC_SHARED
  | E1
)
  )
