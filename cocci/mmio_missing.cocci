// SPDX-License-Identifier: GPL-2.0-only
/// MMIO address mapped without DMA_ATTR_MMIO
///
/// Without the attribute the DMA core takes a struct page and a CPU mapping for granted: cache
/// maintenance, bouncing and KMSAN touch memory that isn't there. Use dma_map_phys() or
/// dma_iova_link() with DMA_ATTR_MMIO, or dma_map_resource().
///
//# Seen: the start of a BAR or of a platform device's memory, in the call or in a local
//# variable on every way from there, mapped with attributes that are known constants, or by a
//# call that has none.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: pci_resource_start, platform_get_resource, platform_get_resource_byname,
// devm_platform_get_and_ioremap_resource, ioremap, ioremap_wc, devm_ioremap, devm_ioremap_wc,
// pci_ioremap_bar

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@mmio_missing_names@
@@
\(pci_resource_start\|platform_get_resource\|platform_get_resource_byname\|
  devm_platform_get_and_ioremap_resource\|ioremap\|ioremap_wc\|devm_ioremap\|
  devm_ioremap_wc\|pci_ioremap_bar\)(...)

@mmio_missing_call depends on mmio_missing_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression dev, size, dir, E1;
position p;
@@
  dma_map_phys@p(dev, \(pci_resource_start(...)\|pci_resource_start(...) + E1\), size, dir, \(0\|K\))

@mmio_missing_call_context depends on mmio_missing_names && context@
identifier f;
position mmio_missing_call.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_missing_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_missing_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO [mmio_missing]")

@mmio_missing_local depends on mmio_missing_names && (context || org || report) forall@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
local idexpression phys;
expression dev, size, dir, E, E1;
position p;
@@
(
  phys = \(pci_resource_start(...)\|pci_resource_start(...) + E1\)
|
  phys = pci_resource_start(...) - E1
)
  ... when any
      when != phys = E
  dma_map_phys@p(dev, \(phys\|phys + E1\), size, dir, \(0\|K\))

@mmio_missing_local_context depends on mmio_missing_names && context@
identifier f;
position mmio_missing_local.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_missing_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_missing_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO [mmio_missing]")

// With the attributes in a local variable, too, which may be set before or after.
@mmio_missing_locals depends on mmio_missing_names && (context || org || report) forall@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
local idexpression a, phys;
expression dev, size, dir, E, E1;
position p;
@@
(
  a = 0
|
  a = K
)
  ... when any
      when != a = E
      when != a |= E
      when != &a
  phys = \(pci_resource_start(...)\|pci_resource_start(...) + E1\)
  ... when any
      when != phys = E
      when != a = E
      when != a |= E
      when != &a
  dma_map_phys@p(dev, \(phys\|phys + E1\), size, dir, a)

@mmio_missing_locals_context depends on mmio_missing_names && context@
identifier f;
position mmio_missing_locals.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_missing_locals.p;
@@
coccilib.org.print_todo(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_missing_locals.p;
@@
coccilib.report.print_report(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO [mmio_missing]")

@mmio_missing_resource depends on mmio_missing_names && (context || org || report)@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression pdev, dev, size, dir, res, E, E1, n;
position p;
@@
(
  res = platform_get_resource(pdev, IORESOURCE_MEM, n)
|
  res = platform_get_resource_byname(pdev, IORESOURCE_MEM, n)
|
  devm_platform_get_and_ioremap_resource(pdev, n, &res)
)
  ... when any
      when != res = E
  dma_map_phys@p(dev, \(res->start\|res->start + E1\), size, dir, \(0\|K\))

@mmio_missing_resource_context depends on mmio_missing_names && context@
identifier f;
position mmio_missing_resource.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_missing_resource.p;
@@
coccilib.org.print_todo(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_missing_resource.p;
@@
coccilib.report.print_report(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO [mmio_missing]")

// Calls that have no attributes at all.
@mmio_missing_cookie depends on mmio_missing_names && (context || org || report)@
identifier remap = {ioremap, ioremap_wc, devm_ioremap, devm_ioremap_wc, pci_ioremap_bar};
identifier f = {dma_map_single, dma_map_single_attrs};
expression dev, regs, E, E1;
type T;
position p;
@@
  regs = remap(...)
  ... when any
      when != regs = E
  f@p(dev, \(regs\|(T)regs\|regs + E1\|(T)regs + E1\), ...)

@mmio_missing_cookie_context depends on mmio_missing_names && context@
identifier f;
position mmio_missing_cookie.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_missing_cookie.p;
@@
coccilib.org.print_todo(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_missing_cookie.p;
@@
coccilib.report.print_report(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO [mmio_missing]")

@mmio_missing_page depends on mmio_missing_names && (context || org || report)@
identifier f = {dma_map_page, dma_map_page_attrs};
expression dev, page, E;
position p;
@@
  page = \(pfn_to_page(PHYS_PFN(pci_resource_start(...)))\|phys_to_page(pci_resource_start(...))\|
         pfn_to_page(pci_resource_start(...) >> PAGE_SHIFT)\)
  ... when any
      when != page = E
  f@p(dev, page, ...)

@mmio_missing_page_context depends on mmio_missing_names && context@
identifier f;
position mmio_missing_page.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_missing_page.p;
@@
coccilib.org.print_todo(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO")

@script:python depends on report@
p << mmio_missing_page.p;
@@
coccilib.report.print_report(p[0], "ERROR: MMIO address mapped without DMA_ATTR_MMIO [mmio_missing]")

@mmio_missing_patch depends on patch && mmio_missing_names@
identifier K = {DMA_ATTR_CC_SHARED, DMA_ATTR_NO_WARN};
expression dev, size, dir, E1;
@@
  dma_map_phys(dev, \(pci_resource_start(...)\|pci_resource_start(...) + E1\), size, dir,
(
- 0
+ DMA_ATTR_MMIO
|
- K
+ DMA_ATTR_MMIO | K
)
  )
