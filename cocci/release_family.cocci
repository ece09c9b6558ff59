// SPDX-License-Identifier: GPL-2.0-only
/// released by a function of another family than it was acquired by
///
/// The core undoes what that family does: pages go to the wrong allocator, list entries stay
/// mapped.
///
//# Seen: one handle, buffer or table in one function, made by one family and released by
//# another on every way from there.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: dma_alloc_noncoherent with dma_free_coherent, dma_free_attrs, dma_free_wc;
// dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc with dma_free_noncoherent, dma_free_pages,
// dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
// dma_unmap_phys, dma_unmap_resource; dma_alloc_pages with dma_free_noncoherent;
// dma_alloc_noncontiguous with dma_unmap_sgtable, ib_dma_unmap_sgtable_attrs; dma_map_sg,
// dma_map_sg_attrs with dma_unmap_single, dma_unmap_page with sg_dma_address

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@release_family_names@
@@
  \(dma_alloc_noncoherent\|dma_alloc_attrs\|dma_alloc_coherent\|dma_alloc_wc\|dma_alloc_pages\|
    dma_alloc_noncontiguous\|dma_map_sg\|dma_map_sg_attrs\)(...)

@release_family_pages depends on release_family_names && (context || org || report) forall@
identifier free = {dma_free_coherent, dma_free_attrs, dma_free_wc};
expression x, E, dev, size;
position p;
@@
  x = dma_alloc_noncoherent(...)
  ... when any
      when != x = E
  free@p(dev, size, x, ...)

@release_family_pages_context depends on release_family_names && context@
identifier f;
position release_family_pages.p;
@@
* f@p(...)

@script:python depends on org@
p << release_family_pages.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released by a function of another family than it was acquired by")

@script:python depends on report@
p << release_family_pages.p;
@@
coccilib.report.print_report(p[0], "ERROR: released by a function of another family than it was acquired by [release_family]")

@release_family_coherent depends on release_family_names && (context || org || report) forall@
identifier alloc = {dma_alloc_coherent, dma_alloc_attrs, dma_alloc_wc};
identifier free = {dma_free_noncoherent, dma_free_pages};
expression x, E, dev, size;
position p;
@@
  x = alloc(...)
  ... when any
      when != x = E
  free@p(dev, size, x, ...)

@release_family_coherent_context depends on release_family_names && context@
identifier f;
position release_family_coherent.p;
@@
* f@p(...)

@script:python depends on org@
p << release_family_coherent.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released by a function of another family than it was acquired by")

@script:python depends on report@
p << release_family_coherent.p;
@@
coccilib.report.print_report(p[0], "ERROR: released by a function of another family than it was acquired by [release_family]")

@release_family_address depends on release_family_names && (context || org || report) forall@
expression x, E, dev, size;
position p;
@@
  x = dma_alloc_pages(...)
  ... when any
      when != x = E
  dma_free_noncoherent@p(dev, size, page_address(x), ...)

@release_family_address_context depends on release_family_names && context@
identifier f;
position release_family_address.p;
@@
* f@p(...)

@script:python depends on org@
p << release_family_address.p;
@@
coccilib.org.print_todo(p[0], "WARNING: released by a function of another family than it was acquired by")

@script:python depends on report@
p << release_family_address.p;
@@
coccilib.report.print_report(p[0], "WARNING: released by a function of another family than it was acquired by [release_family]")

// The handle of a buffer is unmapped.
@release_family_handle depends on release_family_names && (context || org || report) forall@
identifier alloc = {dma_alloc_coherent, dma_alloc_attrs, dma_alloc_wc};
identifier unmap = {
	dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource};
expression x, h, E, dev, dev1, size;
position p;
@@
  x = alloc(dev, size, &h, ...)
  ... when any
      when != h = E
  unmap@p(dev1, h, ...)

@release_family_handle_context depends on release_family_names && context@
identifier f;
position release_family_handle.p;
@@
* f@p(...)

@script:python depends on org@
p << release_family_handle.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released by a function of another family than it was acquired by")

@script:python depends on report@
p << release_family_handle.p;
@@
coccilib.report.print_report(p[0], "ERROR: released by a function of another family than it was acquired by [release_family]")

@release_family_table depends on release_family_names && (context || org || report) forall@
identifier unmap = {dma_unmap_sgtable, ib_dma_unmap_sgtable_attrs};
expression x, E, dev;
position p;
@@
  x = dma_alloc_noncontiguous(...)
  ... when any
      when != x = E
  unmap@p(dev, x, ...)

@release_family_table_context depends on release_family_names && context@
identifier f;
position release_family_table.p;
@@
* f@p(...)

@script:python depends on org@
p << release_family_table.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released by a function of another family than it was acquired by")

@script:python depends on report@
p << release_family_table.p;
@@
coccilib.report.print_report(p[0], "ERROR: released by a function of another family than it was acquired by [release_family]")

// The address of a list's entry is unmapped as if it were a mapping of its own.
@release_family_entry depends on release_family_names && (context || org || report) forall@
identifier map = {dma_map_sg, dma_map_sg_attrs};
identifier unmap = {dma_unmap_single, dma_unmap_page};
expression sg, E, dev, dev1;
position p;
@@
  map(dev, sg, ...)
  ... when any
      when != sg = E
  unmap@p(dev1, sg_dma_address(sg), ...)

@release_family_entry_context depends on release_family_names && context@
identifier f;
position release_family_entry.p;
@@
* f@p(...)

@script:python depends on org@
p << release_family_entry.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released by a function of another family than it was acquired by")

@script:python depends on report@
p << release_family_entry.p;
@@
coccilib.report.print_report(p[0], "ERROR: released by a function of another family than it was acquired by [release_family]")

// Where all ways to the call come from one allocation.
@release_family_patch_made depends on patch && release_family_names@
expression x;
position q;
@@
  x@q = dma_alloc_noncoherent(...)

@release_family_patch_else depends on patch && release_family_names exists@
expression x, E, E1, dev, size, handle;
position r != release_family_patch_made.q, p;
@@
  x@r = E
  ... when any
      when != x = E1
  dma_free_coherent@p(dev, size, x, handle)

@release_family_patch_unmade depends on patch && release_family_names exists@
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

@release_family_patch depends on patch && release_family_names exists@
expression x, E, dev, dev1, size, size1, handle, dir;
expression list ES;
position p != {release_family_patch_else.p, release_family_patch_unmade.p};
@@
  x = dma_alloc_noncoherent(dev1, size1, &handle, dir, ES)
  ... when any
      when != x = E
- dma_free_coherent@p(dev, size, x, handle);
+ dma_free_noncoherent(dev, size, x, handle, dir);
