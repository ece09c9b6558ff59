// SPDX-License-Identifier: GPL-2.0-only
/// dma_sync_*() on an MMIO mapping
///
/// The sync calls have no attributes: they do cache maintenance on, or look for a bounce buffer
/// behind, an address that has neither. MMIO needs no sync.
///
//# Seen: one handle in one function, mapped by dma_map_resource() or with DMA_ATTR_MMIO in the
//# call, and synced on every way from there, without another value in between.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_MMIO, dma_map_resource

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@mmio_sync_names@
@@
  \(dma_map_resource(...)\|DMA_ATTR_MMIO\)

@mmio_sync_call depends on mmio_sync_names && (context || org || report) forall@
identifier f = {
	dma_sync_single_for_cpu, dma_sync_single_for_device, dma_sync_single_range_for_cpu,
	dma_sync_single_range_for_device, ib_dma_sync_single_for_cpu,
	ib_dma_sync_single_for_device};
expression dev, dev1, h, E;
expression list ES;
position p;
@@
(
  h = dma_map_resource(dev, ...)
|
  h = dma_map_phys(ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))
)
  ... when any
      when != h = E
  f@p(dev1, h, ...);

@mmio_sync_call_context depends on mmio_sync_names && context@
identifier f;
position mmio_sync_call.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_sync_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: dma_sync_*() on an MMIO mapping")

@script:python depends on report@
p << mmio_sync_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: dma_sync_*() on an MMIO mapping [mmio_sync]")

@mmio_sync_local depends on mmio_sync_names && (context || org || report) forall@
identifier f = {
	dma_sync_single_for_cpu, dma_sync_single_for_device, dma_sync_single_range_for_cpu,
	dma_sync_single_range_for_device, ib_dma_sync_single_for_cpu,
	ib_dma_sync_single_for_device};
local idexpression a;
expression dev1, h, E;
expression list ES;
position p;
@@
(
  a = \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
|
  a |= \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
)
  ... when any
      when != a = E
      when != a &= E
  h = dma_map_phys(ES, a)
  ... when any
      when != h = E
  f@p(dev1, h, ...);

@mmio_sync_local_context depends on mmio_sync_names && context@
identifier f;
position mmio_sync_local.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_sync_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: dma_sync_*() on an MMIO mapping")

@script:python depends on report@
p << mmio_sync_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: dma_sync_*() on an MMIO mapping [mmio_sync]")

// Only where all ways to the call come from there.
@mmio_sync_patch_made depends on patch && mmio_sync_names@
expression dev, h;
expression list ES;
position q;
@@
(
  h@q = dma_map_resource(dev, ...)
|
  h@q = dma_map_phys(ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))
)

@mmio_sync_patch_else depends on patch && mmio_sync_names exists@
identifier f = {
	dma_sync_single_for_cpu, dma_sync_single_for_device, dma_sync_single_range_for_cpu,
	dma_sync_single_range_for_device, ib_dma_sync_single_for_cpu,
	ib_dma_sync_single_for_device};
expression h, E, E1, dev;
position r != mmio_sync_patch_made.q, p;
@@
  h@r = E
  ... when any
      when != h = E1
  f@p(dev, h, ...)

@mmio_sync_patch_unmade depends on patch && mmio_sync_names exists@
identifier f = {
	dma_sync_single_for_cpu, dma_sync_single_for_device, dma_sync_single_range_for_cpu,
	dma_sync_single_range_for_device, ib_dma_sync_single_for_cpu,
	ib_dma_sync_single_for_device};
identifier fn;
expression h, E, dev;
position p;
@@
  fn(...)
  {
  ... when any
      when != h = E
  f@p(dev, h, ...)
  ... when any
  }

@mmio_sync_patch depends on patch && mmio_sync_names exists@
identifier f = {
	dma_sync_single_for_cpu, dma_sync_single_for_device, dma_sync_single_range_for_cpu,
	dma_sync_single_range_for_device, ib_dma_sync_single_for_cpu,
	ib_dma_sync_single_for_device};
expression dev, h, E, E1;
position mmio_sync_patch_made.q, p != {mmio_sync_patch_else.p, mmio_sync_patch_unmade.p};
@@
  h@q = E
  ... when any
      when != h = E1
- f@p(dev, h, ...);
