// SPDX-License-Identifier: GPL-2.0-only
/// gfp flag that a DMA allocation refuses or drops
///
/// __GFP_COMP is refused. Zones follow from the device's mask: dma_alloc_attrs() drops zone
/// flags, dma_alloc_pages() refuses them.
///
//# Seen: the flag in the call, joined with others or chosen by ?:, by way of a local variable
//# or a macro of the same file. The patch drops a flag that is joined with others: what should
//# stand in the place of GFP_DMA alone, or of GFP_HIGHUSER, only the author knows.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
// GFP_HIGHUSER_MOVABLE, __GFP_COMP with dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc,
// dmam_alloc_attrs, dmam_alloc_coherent, dma_alloc_noncontiguous, dma_alloc_pages,
// dma_alloc_noncoherent

virtual patch
virtual context
virtual org
virtual report
// What the kernel at hand is older than: __GFP_COMP is refused since 6.2.
virtual before_6_2

// Without one of these there is nothing to look for.
@alloc_gfp_names@
@@
  \(GFP_DMA\|GFP_DMA32\|__GFP_DMA\|__GFP_DMA32\|__GFP_HIGHMEM\|GFP_HIGHUSER\|
    GFP_HIGHUSER_MOVABLE\|__GFP_COMP\)

@alloc_gfp_comp_out depends on alloc_gfp_names@
expression E, E1;
position r;
@@
(
  E & ~(<+... __GFP_COMP@r ...+>)
|
  E & <+... __GFP_COMP@r ...+>
|
  (<+... __GFP_COMP@r ...+>) ? E : E1
)

@alloc_gfp_comp depends on alloc_gfp_names && !before_6_2 && (context || org || report)@
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous, dma_alloc_pages, dma_alloc_noncoherent};
position p, q != alloc_gfp_comp_out.r;
@@
  f@p(..., <+... __GFP_COMP@q ...+>, ...)

@alloc_gfp_comp_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_comp.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_comp.p;
@@
coccilib.org.print_todo(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_comp.p;
@@
coccilib.report.print_report(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_comp_local depends on alloc_gfp_names && !before_6_2 && (context || org || report) forall@
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous, dma_alloc_pages, dma_alloc_noncoherent};
local idexpression a;
expression E;
position p != alloc_gfp_comp.p, q != alloc_gfp_comp_out.r;
@@
(
  a = <+... __GFP_COMP@q ...+>
|
  a |= <+... __GFP_COMP@q ...+>
)
  ... when any
      when != a = E
      when != a &= E
      when != a ^= E
      when != &a
  f@p(..., \(a\|a | ...\), ...)

@alloc_gfp_comp_local_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_comp_local.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_comp_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_comp_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_comp_macro@
identifier M;
@@
#define M <+... __GFP_COMP ...+>

@alloc_gfp_comp_macro_call depends on alloc_gfp_names && !before_6_2 && (context || org || report)@
identifier alloc_gfp_comp_macro.M;
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous, dma_alloc_pages, dma_alloc_noncoherent};
position p != {alloc_gfp_comp.p, alloc_gfp_comp_local.p};
@@
  f@p(..., <+... M ...+>, ...)

@alloc_gfp_comp_macro_call_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_comp_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_comp_macro_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_comp_macro_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_comp_patch depends on patch && alloc_gfp_names && !before_6_2@
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous, dma_alloc_pages, dma_alloc_noncoherent};
expression E, E5;
@@
  f(...,
(
- __GFP_COMP |
  E
|
- __GFP_COMP |
  E | E5
|
  E
- | __GFP_COMP
|
  E
- | __GFP_COMP
  | E5
)
  , ...)

@alloc_gfp_zone_out depends on alloc_gfp_names@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
	GFP_HIGHUSER_MOVABLE};
expression E, E1;
position r;
@@
(
  E & ~(<+... K@r ...+>)
|
  E & <+... K@r ...+>
|
  (<+... K@r ...+>) ? E : E1
)

@alloc_gfp_zone depends on alloc_gfp_names && (context || org || report)@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
	GFP_HIGHUSER_MOVABLE};
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous};
expression E1, E2, E3;
position p, q != alloc_gfp_zone_out.r;
@@
  f@p(E1, E2, E3, <+... K@q ...+>, ...)

@alloc_gfp_zone_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_zone.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_zone.p;
@@
coccilib.org.print_todo(p[0], "WARNING: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_zone.p;
@@
coccilib.report.print_report(p[0], "WARNING: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_zone_local depends on alloc_gfp_names && (context || org || report) forall@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
	GFP_HIGHUSER_MOVABLE};
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous};
local idexpression a;
expression E, E1, E2, E3;
position p != alloc_gfp_zone.p, q != alloc_gfp_zone_out.r;
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
  f@p(E1, E2, E3, \(a\|a | ...\), ...)

@alloc_gfp_zone_local_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_zone_local.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_zone_local.p;
@@
coccilib.org.print_todo(p[0], "WARNING: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_zone_local.p;
@@
coccilib.report.print_report(p[0], "WARNING: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_zone_macro@
identifier M;
@@
#define M <+... \(GFP_DMA\|GFP_DMA32\|__GFP_DMA\|__GFP_DMA32\|__GFP_HIGHMEM\|GFP_HIGHUSER\|GFP_HIGHUSER_MOVABLE\) ...+>

@alloc_gfp_zone_macro_call depends on alloc_gfp_names && (context || org || report)@
identifier alloc_gfp_zone_macro.M;
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous};
expression E1, E2, E3;
position p != {alloc_gfp_zone.p, alloc_gfp_zone_local.p};
@@
  f@p(E1, E2, E3, <+... M ...+>, ...)

@alloc_gfp_zone_macro_call_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_zone_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_zone_macro_call.p;
@@
coccilib.org.print_todo(p[0], "WARNING: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_zone_macro_call.p;
@@
coccilib.report.print_report(p[0], "WARNING: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_zone_patch depends on patch && alloc_gfp_names@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM};
identifier f = {
	dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dmam_alloc_attrs,
	dmam_alloc_coherent, dma_alloc_noncontiguous};
expression E, E5, E1, E2, E3;
@@
  f(E1, E2, E3,
(
- K |
  E
|
- K |
  E | E5
|
  E
- | K
|
  E
- | K
  | E5
)
  , ...)

@alloc_gfp_pages_out depends on alloc_gfp_names@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
	GFP_HIGHUSER_MOVABLE};
expression E, E1;
position r;
@@
(
  E & ~(<+... K@r ...+>)
|
  E & <+... K@r ...+>
|
  (<+... K@r ...+>) ? E : E1
)

@alloc_gfp_pages depends on alloc_gfp_names && (context || org || report)@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
	GFP_HIGHUSER_MOVABLE};
identifier f = {dma_alloc_pages, dma_alloc_noncoherent};
expression E1, E2, E3, E4;
position p, q != alloc_gfp_pages_out.r;
@@
  f@p(E1, E2, E3, E4, <+... K@q ...+>)

@alloc_gfp_pages_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_pages.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_pages.p;
@@
coccilib.org.print_todo(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_pages.p;
@@
coccilib.report.print_report(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_pages_local depends on alloc_gfp_names && (context || org || report) forall@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM, GFP_HIGHUSER,
	GFP_HIGHUSER_MOVABLE};
identifier f = {dma_alloc_pages, dma_alloc_noncoherent};
local idexpression a;
expression E, E1, E2, E3, E4;
position p != alloc_gfp_pages.p, q != alloc_gfp_pages_out.r;
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
  f@p(E1, E2, E3, E4, \(a\|a | ...\))

@alloc_gfp_pages_local_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_pages_local.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_pages_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_pages_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_pages_macro@
identifier M;
@@
#define M <+... \(GFP_DMA\|GFP_DMA32\|__GFP_DMA\|__GFP_DMA32\|__GFP_HIGHMEM\|GFP_HIGHUSER\|GFP_HIGHUSER_MOVABLE\|__GFP_COMP\) ...+>

@alloc_gfp_pages_macro_call depends on alloc_gfp_names && (context || org || report)@
identifier alloc_gfp_pages_macro.M;
identifier f = {dma_alloc_pages, dma_alloc_noncoherent};
expression E1, E2, E3, E4;
position p != {alloc_gfp_pages.p, alloc_gfp_pages_local.p};
@@
  f@p(E1, E2, E3, E4, <+... M ...+>)

@alloc_gfp_pages_macro_call_context depends on alloc_gfp_names && context@
identifier f;
position alloc_gfp_pages_macro_call.p;
@@
* f@p(...)

@script:python depends on org@
p << alloc_gfp_pages_macro_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops")

@script:python depends on report@
p << alloc_gfp_pages_macro_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: gfp flag that a DMA allocation refuses or drops [alloc_gfp]")

@alloc_gfp_pages_patch depends on patch && alloc_gfp_names@
identifier K = {
	GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32, __GFP_HIGHMEM};
identifier f = {dma_alloc_pages, dma_alloc_noncoherent};
expression E, E5, E1, E2, E3, E4;
@@
  f(E1, E2, E3, E4,
(
- K |
  E
|
- K |
  E | E5
|
  E
- | K
|
  E
- | K
  | E5
)
  )
