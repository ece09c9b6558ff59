// SPDX-License-Identifier: GPL-2.0-only
/// memory mapped with DMA_ATTR_CC_SHARED was not decrypted
///
/// The attribute is a promise that set_memory_decrypted() succeeded on the whole range. The
/// kernel does not check it: the device reads ciphertext.
///
//# Seen: memory that the same function allocates and maps on every way from there, with the
//# attribute in the call, in a macro's or a local variable's value, and no call of
//# set_memory_decrypted() in between.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_CC_SHARED

virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@cc_not_decrypted_names@
@@
  DMA_ATTR_CC_SHARED

@cc_not_decrypted_call depends on cc_not_decrypted_names && (context || org || report) forall@
identifier F != DMA_ATTR_MMIO;
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
      when != set_memory_decrypted(...)
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\))

@cc_not_decrypted_call_context depends on cc_not_decrypted_names && context@
identifier f;
position cc_not_decrypted_call.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_not_decrypted_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted")

@script:python depends on report@
p << cc_not_decrypted_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted [cc_not_decrypted]")

@cc_not_decrypted_phys depends on cc_not_decrypted_names && (context || org || report) forall@
identifier F != DMA_ATTR_MMIO;
identifier f = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys};
identifier alloc = {
	kmalloc, kzalloc, kcalloc, kmalloc_array, kmalloc_node, kzalloc_node, kmemdup,
	kmalloc_obj, kzalloc_obj, kmem_cache_alloc, kmem_cache_zalloc, devm_kmalloc,
	devm_kzalloc, devm_kcalloc, alloc_page, alloc_pages, alloc_pages_node, dev_alloc_page,
	dev_alloc_pages, __get_free_page, __get_free_pages, get_zeroed_page, alloc_pages_exact,
	vmalloc, vzalloc, vmalloc_user};
expression dev, x, E, E1, phys;
expression list ES;
position p != cc_not_decrypted_call.p;
@@
  x = alloc(...)
  ... when any
      when != x = E
      when != set_memory_decrypted(...)
  phys = \(virt_to_phys(x)\|__pa(x)\|page_to_phys(x)\|page_to_phys(x) + E1\|
            virt_to_phys(x) + E1\)
  ... when any
      when != phys = E
      when != set_memory_decrypted(...)
  f@p(dev, phys, ES, \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\))

@cc_not_decrypted_phys_context depends on cc_not_decrypted_names && context@
identifier f;
position cc_not_decrypted_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_not_decrypted_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted")

@script:python depends on report@
p << cc_not_decrypted_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted [cc_not_decrypted]")

@cc_not_decrypted_local depends on cc_not_decrypted_names && (context || org || report) forall@
identifier F != DMA_ATTR_MMIO;
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
position p != {cc_not_decrypted_call.p, cc_not_decrypted_phys.p};
@@
(
  a = \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\)
|
  a |= \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\)
)
  ... when any
      when != a = E
      when != a &= E
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
      when != set_memory_decrypted(...)
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, a)

@cc_not_decrypted_local_context depends on cc_not_decrypted_names && context@
identifier f;
position cc_not_decrypted_local.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_not_decrypted_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted")

@script:python depends on report@
p << cc_not_decrypted_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted [cc_not_decrypted]")

@cc_not_decrypted_late depends on cc_not_decrypted_names && (context || org || report) forall@
identifier F != DMA_ATTR_MMIO;
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
position p != {cc_not_decrypted_call.p, cc_not_decrypted_phys.p, cc_not_decrypted_local.p};
@@
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
      when != set_memory_decrypted(...)
(
  a = \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\)
|
  a |= \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\)
)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
      when != set_memory_decrypted(...)
  f@p(dev, \(x\|x + E1\|&x->m\|virt_to_page(x)\|vmalloc_to_page(x)\|virt_to_phys(x)\|
           virt_to_phys((T)x)\|virt_to_phys(x + E1)\|__pa(x)\|page_to_phys(x)\|
           page_to_phys(vmalloc_to_page(x))\), ES, a)

@cc_not_decrypted_late_context depends on cc_not_decrypted_names && context@
identifier f;
position cc_not_decrypted_late.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_not_decrypted_late.p;
@@
coccilib.org.print_todo(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted")

@script:python depends on report@
p << cc_not_decrypted_late.p;
@@
coccilib.report.print_report(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted [cc_not_decrypted]")

@cc_not_decrypted_local_phys depends on cc_not_decrypted_names && (context || org || report) forall@
identifier F != DMA_ATTR_MMIO;
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
position p != {cc_not_decrypted_call.p, cc_not_decrypted_phys.p, cc_not_decrypted_local.p, cc_not_decrypted_late.p};
@@
(
  a = \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\)
|
  a |= \(DMA_ATTR_CC_SHARED\|DMA_ATTR_CC_SHARED | F\)
)
  ... when any
      when != a = E
      when != a &= E
  x = alloc(...)
  ... when any
      when != x = E
      when != a = E
      when != a &= E
      when != set_memory_decrypted(...)
  phys = \(virt_to_phys(x)\|__pa(x)\|page_to_phys(x)\|page_to_phys(x) + E1\|
            virt_to_phys(x) + E1\)
  ... when any
      when != phys = E
      when != a = E
      when != a &= E
      when != set_memory_decrypted(...)
  f@p(dev, phys, ES, a)

@cc_not_decrypted_local_phys_context depends on cc_not_decrypted_names && context@
identifier f;
position cc_not_decrypted_local_phys.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_not_decrypted_local_phys.p;
@@
coccilib.org.print_todo(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted")

@script:python depends on report@
p << cc_not_decrypted_local_phys.p;
@@
coccilib.report.print_report(p[0], "ERROR: memory mapped with DMA_ATTR_CC_SHARED was not decrypted [cc_not_decrypted]")
