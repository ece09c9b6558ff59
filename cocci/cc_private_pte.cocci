// SPDX-License-Identifier: GPL-2.0-only
/// decrypted memory mapped for the CPU without pgprot_decrypted()
///
/// One mapping encrypts and the other doesn't: what the CPU reads through this one is garbage.
///
//# Seen: memory that set_memory_decrypted() was given, entered in a page table on every way
//# from there with a protection that is a constant, the vma's own or that of vm_map_ram(). A
//# protection from elsewhere may be decrypted.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: set_memory_decrypted

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@cc_private_pte_names@
@@
  set_memory_decrypted(...)

@cc_private_pte_call depends on cc_private_pte_names && (context || org || report) forall@
identifier prot = {PAGE_KERNEL, PAGE_SHARED, PAGE_KERNEL_RO, PAGE_READONLY};
expression x, E, E1, E2, E3, vma;
position p;
type T;
@@
  set_memory_decrypted(\(x\|(T)x\|(T)page_address(x)\), ...)
  ... when any
      when != x = E
      when != set_memory_encrypted(...)
      when != vma->vm_page_prot = pgprot_decrypted(...)
(
  vmap@p(&x, E1, E2, \(prot\|pgprot_writecombine(prot)\|pgprot_noncached(prot)\))
|
  vm_map_ram@p(&x, ...)
|
  remap_pfn_range@p(vma, E1, \(page_to_pfn(x)\|virt_to_phys(x) >> PAGE_SHIFT\), E3,
                   \(prot\|vma->vm_page_prot\))
|
  vm_insert_page@p(vma, E1, x)
)

@cc_private_pte_call_context depends on cc_private_pte_names && context@
identifier f;
position cc_private_pte_call.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_private_pte_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: decrypted memory mapped for the CPU without pgprot_decrypted()")

@script:python depends on report@
p << cc_private_pte_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: decrypted memory mapped for the CPU without pgprot_decrypted() [cc_private_pte]")

@cc_private_pte_local depends on cc_private_pte_names && (context || org || report) forall@
identifier prot = {PAGE_KERNEL, PAGE_SHARED, PAGE_KERNEL_RO, PAGE_READONLY};
local idexpression v;
expression x, E, E1, E2;
position p;
type T;
@@
(
  v = \(prot\|pgprot_writecombine(prot)\|pgprot_noncached(prot)\|pgprot_encrypted(...)\)
|
  v = pgprot_encrypted(...)
)
  ... when any
      when != v = E
  set_memory_decrypted(\(x\|(T)x\|(T)page_address(x)\), ...)
  ... when any
      when != x = E
      when != v = E
      when != set_memory_encrypted(...)
  vmap@p(&x, E1, E2, v)

@cc_private_pte_local_context depends on cc_private_pte_names && context@
identifier f;
position cc_private_pte_local.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_private_pte_local.p;
@@
coccilib.org.print_todo(p[0], "ERROR: decrypted memory mapped for the CPU without pgprot_decrypted()")

@script:python depends on report@
p << cc_private_pte_local.p;
@@
coccilib.report.print_report(p[0], "ERROR: decrypted memory mapped for the CPU without pgprot_decrypted() [cc_private_pte]")

@cc_private_pte_array depends on cc_private_pte_names && (context || org || report) forall@
identifier prot = {PAGE_KERNEL, PAGE_SHARED, PAGE_KERNEL_RO, PAGE_READONLY};
expression pages, E, E1, E2;
position p;
type T;
@@
  set_memory_decrypted((T)page_address(pages[...]), ...)
  ... when any
      when != pages = E
      when != set_memory_encrypted(...)
  vmap@p(pages, E1, E2, prot)

@cc_private_pte_array_context depends on cc_private_pte_names && context@
identifier f;
position cc_private_pte_array.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_private_pte_array.p;
@@
coccilib.org.print_todo(p[0], "ERROR: decrypted memory mapped for the CPU without pgprot_decrypted()")

@script:python depends on report@
p << cc_private_pte_array.p;
@@
coccilib.report.print_report(p[0], "ERROR: decrypted memory mapped for the CPU without pgprot_decrypted() [cc_private_pte]")

// Only where all ways to the call come from the decryption.
@cc_private_pte_patch_else depends on patch && cc_private_pte_names exists@
expression x, vma, E1;
position p;
@@
  set_memory_encrypted(...)
  ... when any
      when != set_memory_decrypted(...)
(
  vmap@p(&x, ...)
|
  remap_pfn_range@p(vma, E1, page_to_pfn(x), ...)
)

@cc_private_pte_patch_unmade depends on patch && cc_private_pte_names exists@
identifier fn;
expression x, vma, E1;
position p;
@@
  fn(...)
  {
  ... when any
      when != set_memory_decrypted(...)
(
  vmap@p(&x, ...)
|
  remap_pfn_range@p(vma, E1, page_to_pfn(x), ...)
)
  ... when any
  }

@cc_private_pte_patch depends on patch && cc_private_pte_names exists@
identifier prot = {PAGE_KERNEL, PAGE_SHARED, PAGE_KERNEL_RO, PAGE_READONLY};
expression x, E, E1, E2, E3, vma;
position p != {cc_private_pte_patch_else.p, cc_private_pte_patch_unmade.p};
type T;
@@
  set_memory_decrypted(\(x\|(T)x\|(T)page_address(x)\), ...)
  ... when any
      when != x = E
      when != vma->vm_page_prot = E
(
  vmap@p(&x, E1, E2,
- prot
+ pgprot_decrypted(prot)
  )
|
  remap_pfn_range@p(vma, E1, page_to_pfn(x), E3,
- vma->vm_page_prot
+ pgprot_decrypted(vma->vm_page_prot)
  )
)
