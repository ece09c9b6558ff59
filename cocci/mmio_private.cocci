// SPDX-License-Identifier: GPL-2.0-only
/// DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO
///
/// In a confidential guest most devices can reach shared MMIO alone; such a mapping fails
/// there. Where the range is shared, say so with DMA_ATTR_CC_SHARED.
///
//# Seen: calls all of whose attributes are known constants, in the call or in a local variable
//# that is set once. Where the attributes come from elsewhere, the caller may know.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_MMIO, dma_map_resource

virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@mmio_private_names@
@@
  \(dma_map_resource(...)\|DMA_ATTR_MMIO\)

@mmio_private_call depends on mmio_private_names && (context || org || report)@
identifier f = {dma_map_phys, dma_iova_link};
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT};
expression list ES;
position p;
@@
  f@p(ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | K\))

@mmio_private_call_context depends on mmio_private_names && context@
identifier f;
position mmio_private_call.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_private_call.p;
@@
coccilib.org.print_todo(p[0], "NOTE: DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO")

@script:python depends on report@
p << mmio_private_call.p;
@@
coccilib.report.print_report(p[0], "NOTE: DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO [mmio_private]")

// dma_map_resource() adds DMA_ATTR_MMIO by itself.
@mmio_private_resource depends on mmio_private_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES, DMA_ATTR_REQUIRE_COHERENT};
expression list ES;
position p;
@@
  dma_map_resource@p(ES, \(0\|K\))

@mmio_private_resource_context depends on mmio_private_names && context@
identifier f;
position mmio_private_resource.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_private_resource.p;
@@
coccilib.org.print_todo(p[0], "NOTE: DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO")

@script:python depends on report@
p << mmio_private_resource.p;
@@
coccilib.report.print_report(p[0], "NOTE: DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO [mmio_private]")

@mmio_private_local depends on mmio_private_names && (context || org || report) forall@
identifier f = {dma_map_phys, dma_iova_link};
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT};
local idexpression a;
expression E;
expression list ES;
position p;
@@
(
  a = \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | K\)
|
  a &= ~DMA_ATTR_CC_SHARED
)
  ... when any
      when != a = E
      when != a |= E
      when != a &= E
      when != a ^= E
      when != &a
  f@p(ES, a)

@mmio_private_local_context depends on mmio_private_names && context@
identifier f;
position mmio_private_local.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_private_local.p;
@@
coccilib.org.print_todo(p[0], "NOTE: DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO")

@script:python depends on report@
p << mmio_private_local.p;
@@
coccilib.report.print_report(p[0], "NOTE: DMA_ATTR_MMIO without DMA_ATTR_CC_SHARED means private MMIO [mmio_private]")
