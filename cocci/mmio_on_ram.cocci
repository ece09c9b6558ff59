// SPDX-License-Identifier: GPL-2.0-only
/// RAM mapped as MMIO
///
/// DMA_ATTR_MMIO and dma_map_resource() skip cache maintenance and bouncing, so the device sees
/// stale memory or none. Use a plain mapping.
///
//# Seen: memory that the same function allocates and maps on every way from there, with the
//# attribute in the call or in a local variable, or by dma_map_resource().
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
@mmio_on_ram_names@
@@
  \(dma_map_resource(...)\|DMA_ATTR_MMIO\)

@mmio_on_ram_call depends on mmio_on_ram_names && (context || org || report) forall@
identifier f = {dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1;
expression list ES;
identifier m;
type T;
position p;
@@
  x = alloc(...)
  ... when any
      when != x = E
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))

@mmio_on_ram_call_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_call.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")

@mmio_on_ram_phys depends on mmio_on_ram_names && (context || org || report) forall@
identifier f = {dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1, phys;
expression list ES;
position p != mmio_on_ram_call.p;
@@
  x = alloc(...)
  ... when any
      when != x = E
  phys = \(virt_to_phys(x)\|__pa(x)\|page_to_phys(x)\|page_to_phys(x) + E1\|
            virt_to_phys(x) + E1\)
  ... when any
      when != phys = E
  f@p(dev, phys, ES, \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\))

@mmio_on_ram_phys_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")

@mmio_on_ram_local depends on mmio_on_ram_names && (context || org || report) forall@
identifier f = {dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1;
local idexpression a;
expression list ES;
identifier m;
type T;
position p != {mmio_on_ram_call.p, mmio_on_ram_phys.p};
@@
(
  a = \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
|
  a |= \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
)
  ... when any
      when != a = E
      when != a &= E
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, \(a\|a | ...\))

@mmio_on_ram_local_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_local.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")

@mmio_on_ram_late depends on mmio_on_ram_names && (context || org || report) forall@
identifier f = {dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1;
local idexpression a;
expression list ES;
identifier m;
type T;
position p != {mmio_on_ram_call.p, mmio_on_ram_phys.p, mmio_on_ram_local.p};
@@
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
(
  a = \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
|
  a |= \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, \(a\|a | ...\))

@mmio_on_ram_late_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_late.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_late.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_late.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")

@mmio_on_ram_local_phys depends on mmio_on_ram_names && (context || org || report) forall@
identifier f = {dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1, phys;
local idexpression a;
expression list ES;
position p != {mmio_on_ram_call.p, mmio_on_ram_phys.p, mmio_on_ram_local.p, mmio_on_ram_late.p};
@@
(
  a = \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
|
  a |= \(DMA_ATTR_MMIO\|DMA_ATTR_MMIO | ...\)
)
  ... when any
      when != a = E
      when != a &= E
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
  phys = \(virt_to_phys(x)\|__pa(x)\|page_to_phys(x)\|page_to_phys(x) + E1\|
            virt_to_phys(x) + E1\)
  ... when any
      when != phys = E
      when != a = E
      when != a &= E
  f@p(dev, phys, ES, \(a\|a | ...\))

@mmio_on_ram_local_phys_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_local_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_local_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_local_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")

@mmio_on_ram_implied depends on mmio_on_ram_names && (context || org || report) forall@
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1;
expression list ES;
identifier m;
type T;
position p != {mmio_on_ram_call.p, mmio_on_ram_phys.p, mmio_on_ram_local.p, mmio_on_ram_late.p, mmio_on_ram_local_phys.p};
@@
  x = alloc(...)
  ... when any
      when != x = E
  dma_map_resource@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES)

@mmio_on_ram_implied_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_implied.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_implied.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_implied.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")

@mmio_on_ram_implied_phys depends on mmio_on_ram_names && (context || org || report) forall@
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1, phys;
expression list ES;
position p != {mmio_on_ram_call.p, mmio_on_ram_phys.p, mmio_on_ram_local.p, mmio_on_ram_late.p, mmio_on_ram_local_phys.p, mmio_on_ram_implied.p};
@@
  x = alloc(...)
  ... when any
      when != x = E
  phys = \(virt_to_phys(x)\|__pa(x)\|page_to_phys(x)\|page_to_phys(x) + E1\|
            virt_to_phys(x) + E1\)
  ... when any
      when != phys = E
  dma_map_resource@p(dev, phys, ES)

@mmio_on_ram_implied_phys_context depends on mmio_on_ram_names && context@
identifier f;
position mmio_on_ram_implied_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << mmio_on_ram_implied_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: RAM mapped as MMIO")

@script:python depends on report@
p << mmio_on_ram_implied_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: RAM mapped as MMIO [mmio_on_ram]")
