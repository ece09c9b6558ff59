// SPDX-License-Identifier: GPL-2.0-only
/// CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO
///
/// MMIO must never be mapped cacheable, nor be reached through the linear map. Use ioremap().
///
//# Seen: one physical address in one function, mapped by dma_map_resource() or with
//# DMA_ATTR_MMIO, and mapped cacheable for the CPU on every way from there or to there.
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
@mmio_cached_names@
@@
  \(dma_map_resource(...)\|DMA_ATTR_MMIO\)

@mmio_cached_after depends on mmio_cached_names && (context || org || report) forall@
expression dev, dev1, x, E;
expression list ES;
position p;
@@
(
  dma_map_resource(dev, x, ...)
|
  dma_map_phys(dev, x, ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))
)
  ... when any
      when != x = E
(
  memremap@p(x, ..., <+... MEMREMAP_WB ...+>)
|
  devm_memremap@p(dev1, x, ..., <+... MEMREMAP_WB ...+>)
|
  ioremap_cache@p(x, ...)
|
  phys_to_virt@p(x)
|
  __va@p(x)
|
  kmap_local_page@p(\(pfn_to_page(PHYS_PFN(x))\|phys_to_page(x)\))
)

@mmio_cached_after_context depends on mmio_cached_names && context@
identifier f;
position mmio_cached_after.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_cached_after.p;
@@
coccilib.org.print_todo(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_cached_after.p;
@@
coccilib.report.print_report(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO [mmio_cached]")

@mmio_cached_local depends on mmio_cached_names && (context || org || report) forall@
local idexpression a;
expression dev, dev1, st, x, E;
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
(
  dma_map_phys(dev, x, ES, a)
|
  dma_iova_link(dev, st, x, ES, a)
)
  ... when any
      when != x = E
(
  memremap@p(x, ..., <+... MEMREMAP_WB ...+>)
|
  devm_memremap@p(dev1, x, ..., <+... MEMREMAP_WB ...+>)
|
  ioremap_cache@p(x, ...)
|
  phys_to_virt@p(x)
|
  __va@p(x)
|
  kmap_local_page@p(\(pfn_to_page(PHYS_PFN(x))\|phys_to_page(x)\))
)

@mmio_cached_local_context depends on mmio_cached_names && context@
identifier f;
position mmio_cached_local.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_cached_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_cached_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO [mmio_cached]")

@mmio_cached_page depends on mmio_cached_names && (context || org || report) forall@
local idexpression a;
expression dev, x, E;
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
  dma_map_phys(dev, page_to_phys(x), ES, a)
  ... when any
      when != x = E
  \(kmap_local_page@p\|kmap@p\|page_address@p\)(x)

@mmio_cached_page_context depends on mmio_cached_names && context@
identifier f;
position mmio_cached_page.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_cached_page.p;
@@
coccilib.org.print_todo(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_cached_page.p;
@@
coccilib.report.print_report(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO [mmio_cached]")

@mmio_cached_before depends on mmio_cached_names && (context || org || report) forall@
expression dev, dev1, x, E;
expression list ES;
position p;
@@
(
  memremap@p(x, ..., <+... MEMREMAP_WB ...+>)
|
  devm_memremap@p(dev1, x, ..., <+... MEMREMAP_WB ...+>)
|
  ioremap_cache@p(x, ...)
)
  ... when any
      when != x = E
      when != memunmap(...)
      when != iounmap(...)
(
  dma_map_resource(dev, x, ...)
|
  dma_map_phys(dev, x, ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))
)

@mmio_cached_before_context depends on mmio_cached_names && context@
identifier f;
position mmio_cached_before.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_cached_before.p;
@@
coccilib.org.print_todo(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_cached_before.p;
@@
coccilib.report.print_report(p[0], "ERROR: CPU-cacheable mapping of a range mapped with DMA_ATTR_MMIO [mmio_cached]")
