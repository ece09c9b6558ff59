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
// devm_platform_get_and_ioremap_resource with dma_map_phys; ioremap, ioremap_wc, devm_ioremap,
// devm_ioremap_wc, pci_ioremap_bar with dma_map_single, dma_map_single_attrs;
// pci_resource_start with dma_map_page, dma_map_page_attrs

virtual patch
virtual context
virtual org
virtual report

// Without one of each of these there is nothing to look for.
@mmio_missing_names@
@@
  \(pci_resource_start\|platform_get_resource\|platform_get_resource_byname\|
    devm_platform_get_and_ioremap_resource\|ioremap\|ioremap_wc\|devm_ioremap\|devm_ioremap_wc\|
    pci_ioremap_bar\)(...)

@mmio_missing_maps depends on mmio_missing_names@
@@
  \(dma_map_phys\|dma_map_single\|dma_map_single_attrs\|dma_map_page\|dma_map_page_attrs\)(...)

@initialize:python@
@@
mmio_missing_found = set()	# places of mappings that lack the attribute
mmio_missing_pairs = []		# each with a release of it, by their places
mmio_missing_spoiled = set()	# places that a patch must leave alone, and what is paired with them

def mmio_missing_at(p):
    return (p[0].file, p[0].line, p[0].column)

def mmio_missing_mended(p):
    spoiled = mmio_missing_spoiled
    while any((a in spoiled) != (b in spoiled) for a, b in mmio_missing_pairs):
        for pair in mmio_missing_pairs:
            if spoiled.intersection(pair):
                spoiled.update(pair)
    return any(mmio_missing_at(p) in pair for pair in mmio_missing_pairs) and \
        mmio_missing_at(p) not in spoiled

@mmio_missing_call depends on mmio_missing_maps@
identifier K = {
	DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
	DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_ALLOC_SINGLE_PAGES,
	DMA_ATTR_NO_WARN, DMA_ATTR_PRIVILEGED, DMA_ATTR_DEBUGGING_IGNORE_CACHELINES,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression dev, size, dir, E1;
position p;
@@
  dma_map_phys@p(dev, \(pci_resource_start(...)\|pci_resource_start(...) + E1\), size, dir, \(0\|K\))

@mmio_missing_call_context depends on mmio_missing_maps && context@
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

@mmio_missing_local depends on mmio_missing_maps forall@
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

@mmio_missing_local_context depends on mmio_missing_maps && context@
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
@mmio_missing_locals depends on mmio_missing_maps && (context || org || report) forall@
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

@mmio_missing_locals_context depends on mmio_missing_maps && context@
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

@mmio_missing_resource depends on mmio_missing_maps@
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

@mmio_missing_resource_context depends on mmio_missing_maps && context@
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
@mmio_missing_cookie depends on mmio_missing_maps && (context || org || report)@
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

@mmio_missing_cookie_context depends on mmio_missing_maps && context@
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

@mmio_missing_page depends on mmio_missing_maps && (context || org || report)@
identifier f = {dma_map_page, dma_map_page_attrs};
expression dev, page, E;
position p;
@@
  page = \(pfn_to_page(PHYS_PFN(pci_resource_start(...)))\|phys_to_page(pci_resource_start(...))\|
         pfn_to_page(pci_resource_start(...) >> PAGE_SHIFT)\)
  ... when any
      when != page = E
  f@p(dev, page, ...)

@mmio_missing_page_context depends on mmio_missing_maps && context@
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

@script:python depends on patch@
p << mmio_missing_call.p;
@@
mmio_missing_found.add(mmio_missing_at(p))

@script:python depends on patch@
p << mmio_missing_local.p;
@@
mmio_missing_found.add(mmio_missing_at(p))

@script:python depends on patch@
p << mmio_missing_resource.p;
@@
mmio_missing_found.add(mmio_missing_at(p))

// A mapping together with its releases, where they are all in sight: the handle stays in a local
// variable, and says nothing of attributes.
@mmio_missing_patch_kept depends on patch && mmio_missing_maps exists@
identifier unmap = {
	dma_unmap_single, dma_unmap_page, dma_unmap_resource, dma_unmap_single_attrs,
	dma_unmap_page_attrs};
local idexpression h;
expression dev, E;
position p : script:python() { mmio_missing_at(p) in mmio_missing_found };
@@
  h = dma_map_phys@p(...)
  ... when any
(
  E = <+... h ...+>
|
  &h
|
  unmap(dev, h, ...)
)

@script:python depends on patch@
p << mmio_missing_patch_kept.p;
@@
mmio_missing_spoiled.add(mmio_missing_at(p))

@mmio_missing_patch_returned depends on patch && mmio_missing_maps exists@
local idexpression h;
position p : script:python() { mmio_missing_at(p) in mmio_missing_found };
@@
  h = dma_map_phys@p(...)
  ... when any
  return <+... h ...+>;

@script:python depends on patch@
p << mmio_missing_patch_returned.p;
@@
mmio_missing_spoiled.add(mmio_missing_at(p))

@mmio_missing_patch_made depends on patch && mmio_missing_maps@
expression h;
position p : script:python() { mmio_missing_at(p) in mmio_missing_found };
position r;
@@
  h@r = dma_map_phys@p(...)

@mmio_missing_patch_else depends on patch && mmio_missing_maps exists@
expression dev, h, E, E1;
position q, r != mmio_missing_patch_made.r;
@@
  h@r = E
  ... when any
      when != h = E1
  dma_unmap_phys@q(dev, h, ...)

@script:python depends on patch@
q << mmio_missing_patch_else.q;
@@
mmio_missing_spoiled.add(mmio_missing_at(q))

@mmio_missing_patch_pair depends on patch && mmio_missing_maps exists@
local idexpression h;
expression dev, E;
position p : script:python() { mmio_missing_at(p) in mmio_missing_found };
position q;
@@
  h = dma_map_phys@p(...)
  ... when any
      when != h = E
  dma_unmap_phys@q(dev, h, ...)

@script:python depends on patch@
p << mmio_missing_patch_pair.p;
q << mmio_missing_patch_pair.q;
@@
mmio_missing_pairs.append((mmio_missing_at(p), mmio_missing_at(q)))

@mmio_missing_patch_attrs depends on patch && mmio_missing_maps exists@
expression dev, what, size, dir;
expression A != 0;
position p;
@@
  \(dma_map_phys@p\|dma_unmap_phys@p\)(dev, what, size, dir, A)

@script:python depends on patch@
p << mmio_missing_patch_attrs.p;
@@
mmio_missing_spoiled.add(mmio_missing_at(p))

@mmio_missing_patch depends on patch && mmio_missing_maps@
identifier f = {dma_map_phys, dma_unmap_phys};
expression dev, what, size, dir;
position p : script:python() { mmio_missing_mended(p) };
@@
  f@p(dev, what, size, dir,
- 0
+ DMA_ATTR_MMIO
  )
