// SPDX-License-Identifier: GPL-2.0-only
/// managed allocation released by hand
///
/// devres frees it once more when the driver is unbound. dmam_free_coherent() is the only
/// function that tells devres, and it frees without attributes.
///
//# Seen: the result of dmam_alloc_*() freed by the calls for unmanaged memory, in one function
//# on some way from there, or by way of a member of a struct of the same file that no other
//# allocation is stored in; and attributes that dmam_free_coherent() cannot pass on.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: dmam_alloc_coherent, dmam_alloc_attrs with dma_free_attrs, dma_free_coherent,
// dma_free_wc; dmam_alloc_attrs with dmam_free_coherent

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@managed_release_names@
@@
  \(dmam_alloc_coherent\|dmam_alloc_attrs\)(...)

@managed_release_call depends on managed_release_names && (context || org || report) exists@
identifier alloc = {dmam_alloc_coherent, dmam_alloc_attrs};
identifier free = {dma_free_attrs, dma_free_coherent, dma_free_wc};
expression x, E, dev, size;
position p;
@@
  x = alloc(...)
  ... when any
      when != x = E
  free@p(dev, size, x, ...)

@managed_release_call_context depends on managed_release_names && context@
identifier f;
position managed_release_call.p;
@@
* f@p(...)

@script:python depends on org@
p << managed_release_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: managed allocation released by hand")

@script:python depends on report@
p << managed_release_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: managed allocation released by hand [managed_release]")

@managed_release_attrs depends on managed_release_names && (context || org || report) exists@
identifier K = {
	DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_PRIVILEGED};
expression x, E, dev, size;
expression list ES;
position p;
@@
  x = dmam_alloc_attrs(ES, \(K\|K | ...\))
  ... when any
      when != x = E
  dmam_free_coherent@p(dev, size, x, ...)

@managed_release_attrs_context depends on managed_release_names && context@
identifier f;
position managed_release_attrs.p;
@@
* f@p(...)

@script:python depends on org@
p << managed_release_attrs.p;
@@
coccilib.org.print_todo(p[0], "WARNING: managed allocation released by hand")

@script:python depends on report@
p << managed_release_attrs.p;
@@
coccilib.report.print_report(p[0], "WARNING: managed allocation released by hand [managed_release]")

// Across functions, by a member.
@managed_release_own depends on managed_release_names@
identifier S;
@@
struct S { ... };

@managed_release_store depends on managed_release_names@
identifier managed_release_own.S, m;
identifier alloc = {dmam_alloc_coherent, dmam_alloc_attrs};
struct S *s;
@@
  s->m = alloc(...)

@managed_release_other depends on managed_release_names@
identifier managed_release_own.S, managed_release_store.m;
identifier alloc != {dmam_alloc_coherent, dmam_alloc_attrs};
struct S *s;
@@
  s->m = alloc(...)

@managed_release_member depends on managed_release_names && !managed_release_other && (context || org || report)@
identifier managed_release_own.S, managed_release_store.m;
identifier free = {dma_free_attrs, dma_free_coherent, dma_free_wc};
struct S *s;
expression dev, size;
position p != managed_release_call.p;
@@
  free@p(dev, size, s->m, ...)

@managed_release_member_context depends on managed_release_names && context@
identifier f;
position managed_release_member.p;
@@
* f@p(...)

@script:python depends on org@
p << managed_release_member.p;
@@
coccilib.org.print_todo(p[0], "ERROR: managed allocation released by hand")

@script:python depends on report@
p << managed_release_member.p;
@@
coccilib.report.print_report(p[0], "ERROR: managed allocation released by hand [managed_release]")

// The allocation and its attributes are known on all ways to the call: devres can be told instead.
@managed_release_patch_made depends on patch && managed_release_names@
expression x;
position q;
@@
  x@q = dmam_alloc_coherent(...)

@managed_release_patch_else depends on patch && managed_release_names exists@
expression x, E, E1, dev, size, handle;
position r != managed_release_patch_made.q, p;
@@
  x@r = E
  ... when any
      when != x = E1
  dma_free_coherent@p(dev, size, x, handle)

@managed_release_patch_unmade depends on patch && managed_release_names exists@
identifier fn;
expression x, E, dev, size, handle;
position p;
@@
  fn(...)
  {
  ... when any
      when != x = E
  dma_free_coherent@p(dev, size, x, handle)
  ... when any
  }

@managed_release_patch depends on patch && managed_release_names exists@
expression x, E, E1, dev, size, handle;
position managed_release_patch_made.q;
position p != {managed_release_patch_else.p, managed_release_patch_unmade.p};
@@
  x@q = E
  ... when any
      when != x = E1
- dma_free_coherent@p(dev, size, x, handle);
+ dmam_free_coherent(dev, size, x, handle);
