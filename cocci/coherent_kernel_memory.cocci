// SPDX-License-Identifier: GPL-2.0-only
/// DMA_ATTR_REQUIRE_COHERENT on kernel memory
///
/// The attribute serves user memory that a process and a device share for long. A kernel buffer
/// can be synced or allocated coherent; with the attribute its mapping just fails where it
/// would bounce.
///
//# Seen: memory that the same function allocates and maps on every way from there, with the
//# attribute in the call or in a local variable. The patch drops the attribute, and at the
//# release it must go as well.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_REQUIRE_COHERENT

virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@coherent_kernel_memory_names@
@@
  DMA_ATTR_REQUIRE_COHERENT

@coherent_kernel_memory_call depends on coherent_kernel_memory_names && (context || org || report) forall@
identifier f = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys};
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
           page_to_phys(vmalloc_to_page(x))\), ES, \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\))

@coherent_kernel_memory_call_context depends on coherent_kernel_memory_names && context@
identifier f;
position coherent_kernel_memory_call.p;
@@
* f@p(...)

@script:python depends on org@
p << coherent_kernel_memory_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory")

@script:python depends on report@
p << coherent_kernel_memory_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory [coherent_kernel_memory]")

@coherent_kernel_memory_phys depends on coherent_kernel_memory_names && (context || org || report) forall@
identifier f = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1, phys;
expression list ES;
position p != coherent_kernel_memory_call.p;
@@
  x = alloc(...)
  ... when any
      when != x = E
  phys = \(virt_to_phys(x)\|__pa(x)\|page_to_phys(x)\|page_to_phys(x) + E1\|
            virt_to_phys(x) + E1\)
  ... when any
      when != phys = E
  f@p(dev, phys, ES, \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\))

@coherent_kernel_memory_phys_context depends on coherent_kernel_memory_names && context@
identifier f;
position coherent_kernel_memory_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << coherent_kernel_memory_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory")

@script:python depends on report@
p << coherent_kernel_memory_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory [coherent_kernel_memory]")

@coherent_kernel_memory_local depends on coherent_kernel_memory_names && (context || org || report) forall@
identifier f = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys};
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
position p != {coherent_kernel_memory_call.p, coherent_kernel_memory_phys.p};
@@
(
  a = \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\)
|
  a |= \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\)
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

@coherent_kernel_memory_local_context depends on coherent_kernel_memory_names && context@
identifier f;
position coherent_kernel_memory_local.p;
@@
* f@p(...)

@script:python depends on org@
p << coherent_kernel_memory_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory")

@script:python depends on report@
p << coherent_kernel_memory_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory [coherent_kernel_memory]")

@coherent_kernel_memory_late depends on coherent_kernel_memory_names && (context || org || report) forall@
identifier f = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys};
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
position p != {coherent_kernel_memory_call.p, coherent_kernel_memory_phys.p, coherent_kernel_memory_local.p};
@@
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
(
  a = \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\)
|
  a |= \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\)
)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, \(a\|a | ...\))

@coherent_kernel_memory_late_context depends on coherent_kernel_memory_names && context@
identifier f;
position coherent_kernel_memory_late.p;
@@
* f@p(...)

@script:python depends on org@
p << coherent_kernel_memory_late.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory")

@script:python depends on report@
p << coherent_kernel_memory_late.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory [coherent_kernel_memory]")

@coherent_kernel_memory_local_phys depends on coherent_kernel_memory_names && (context || org || report) forall@
identifier f = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1, phys;
local idexpression a;
expression list ES;
position p != {coherent_kernel_memory_call.p, coherent_kernel_memory_phys.p, coherent_kernel_memory_local.p, coherent_kernel_memory_late.p};
@@
(
  a = \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\)
|
  a |= \(DMA_ATTR_REQUIRE_COHERENT\|DMA_ATTR_REQUIRE_COHERENT | ...\)
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

@coherent_kernel_memory_local_phys_context depends on coherent_kernel_memory_names && context@
identifier f;
position coherent_kernel_memory_local_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << coherent_kernel_memory_local_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory")

@script:python depends on report@
p << coherent_kernel_memory_local_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: DMA_ATTR_REQUIRE_COHERENT on kernel memory [coherent_kernel_memory]")
