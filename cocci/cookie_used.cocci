// SPDX-License-Identifier: GPL-2.0-only
/// result of an allocation without kernel mapping used as an address
///
/// With DMA_ATTR_NO_KERNEL_MAPPING the result is an opaque cookie, good for dma_free_attrs()
/// and dma_mmap_attrs() alone. Drop the attribute, or do not touch the buffer.
///
//# Seen: the result of dma_alloc_attrs() read, written, freed or taken for a page on every way
//# from there, with the attribute in the call or in a local variable. sizeof() reads nothing.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_NO_KERNEL_MAPPING

virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@cookie_used_names@
@@
  DMA_ATTR_NO_KERNEL_MAPPING

@cookie_used_size depends on cookie_used_names@
expression x;
position r;
@@
  sizeof(<+... x@r ...+>)

@cookie_used_call depends on cookie_used_names && (context || org || report) forall@
identifier f = {memset, memzero_explicit, memcpy, memmove, memcpy_fromio, clear_page};
identifier g = {
	virt_to_page, virt_to_head_page, virt_to_phys, __pa, page_address, page_to_phys,
	kmap, kmap_local_page, kmap_atomic, kfree, free_page, free_pages, __free_page, __free_pages};
expression x, E, E1;
expression list ES;
identifier m;
type T;
position p != {cookie_used_size.r};
@@
  x = dma_alloc_attrs(ES, \(DMA_ATTR_NO_KERNEL_MAPPING\|DMA_ATTR_NO_KERNEL_MAPPING | ...\))
  ... when any
      when != x = E
(
  f@p(\(x\|x + E1\), ...)
|
  memcpy@p(E, x, ...)
|
  copy_to_user@p(E, x, ...)
|
  copy_from_user@p(x, ...)
|
  g@p(\(x\|(T)x\), ...)
|
  vm_insert_page@p(E, E1, x)
|
  *x@p
|
  x@p->m
|
  x@p[...]
)

@cookie_used_call_context depends on cookie_used_names && context@
identifier f, m;
expression x;
position cookie_used_call.p;
@@
(
* f@p(...)
|
* *x@p
|
* x@p->m
|
* x@p[...]
)

@script:python depends on org@
p << cookie_used_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: result of an allocation without kernel mapping used as an address")

@script:python depends on report@
p << cookie_used_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: result of an allocation without kernel mapping used as an address [cookie_used]")

@cookie_used_local depends on cookie_used_names && (context || org || report) forall@
identifier f = {memset, memzero_explicit, memcpy, memmove, memcpy_fromio, clear_page};
identifier g = {
	virt_to_page, virt_to_head_page, virt_to_phys, __pa, page_address, page_to_phys,
	kmap, kmap_local_page, kmap_atomic, kfree, free_page, free_pages, __free_page, __free_pages};
local idexpression a;
expression x, E, E1;
expression list ES;
identifier m;
type T;
position p != {cookie_used_size.r, cookie_used_call.p};
@@
(
  a = \(DMA_ATTR_NO_KERNEL_MAPPING\|DMA_ATTR_NO_KERNEL_MAPPING | ...\)
|
  a |= \(DMA_ATTR_NO_KERNEL_MAPPING\|DMA_ATTR_NO_KERNEL_MAPPING | ...\)
)
  ... when any
      when != a = E
      when != a &= E
  x = dma_alloc_attrs(ES, \(a\|a | ...\))
  ... when any
      when != x = E
(
  f@p(\(x\|x + E1\), ...)
|
  memcpy@p(E, x, ...)
|
  copy_to_user@p(E, x, ...)
|
  copy_from_user@p(x, ...)
|
  g@p(\(x\|(T)x\), ...)
|
  vm_insert_page@p(E, E1, x)
|
  *x@p
|
  x@p->m
|
  x@p[...]
)

@cookie_used_local_context depends on cookie_used_names && context@
identifier f, m;
expression x;
position cookie_used_local.p;
@@
(
* f@p(...)
|
* *x@p
|
* x@p->m
|
* x@p[...]
)

@script:python depends on org@
p << cookie_used_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: result of an allocation without kernel mapping used as an address")

@script:python depends on report@
p << cookie_used_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: result of an allocation without kernel mapping used as an address [cookie_used]")
