// SPDX-License-Identifier: GPL-2.0-only
/// released something else than what was acquired
///
/// A release wants the handle that the acquiring call gave, not the address that went into it.
///
//# Seen: the address that a mapping was made of given to the release in its place, in one
//# function, on some way from there, by its name, a copy of it made before, or a cast.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource with
// dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
// dma_unmap_phys, dma_unmap_resource

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@release_handle_names@
@@
  \(dma_map_single\|dma_map_single_attrs\|dma_map_phys\|dma_map_resource\)(...)

// A variable that holds the address before and the handle after.
@release_handle_same depends on release_handle_names@
identifier map = {
	dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource};
expression x, dev;
position r;
@@
  x = map@r(dev, x, ...)

@release_handle_call depends on release_handle_names && (context || org || report) exists@
identifier map = {
	dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource};
identifier unmap = {
	dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource};
expression h, x, E, dev;
type T;
position p, q != release_handle_same.r;
@@
  h = map@q(dev, x, ...)
  ... when any
      when != x = E
      when != h = x
  unmap@p(dev, \(x\|(T)x\), ...)

@release_handle_call_context depends on release_handle_names && context@
identifier f;
position release_handle_call.p;
@@
* f@p(...)

@script:python depends on org@
p << release_handle_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released something else than what was acquired")

@script:python depends on report@
p << release_handle_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: released something else than what was acquired [release_handle]")

// Only where all ways to the call come from the mapping, and the handle is still in its variable.
@release_handle_patch_unmade depends on patch && release_handle_names exists@
identifier map = {
	dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource};
identifier unmap = {
	dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource};
identifier fn;
local idexpression h;
expression x, dev;
position p;
@@
  fn(...)
  {
  ... when any
      when != h = map(dev, x, ...)
  unmap@p(dev, x, ...)
  ... when any
  }

@release_handle_patch_changed depends on patch && release_handle_names exists@
identifier map = {
	dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource};
identifier unmap = {
	dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource};
local idexpression h;
expression x, E, dev;
position p;
@@
  h = map(dev, x, ...)
  ... when any
(
  h = E
|
  x = E
)
  ... when any
      when != h = map(dev, x, ...)
  unmap@p(dev, x, ...)

@release_handle_patch depends on patch && release_handle_names exists@
identifier map = {
	dma_map_single, dma_map_single_attrs, dma_map_phys, dma_map_resource};
identifier unmap = {
	dma_unmap_single, dma_unmap_single_attrs, dma_unmap_page, dma_unmap_page_attrs,
	dma_unmap_phys, dma_unmap_resource};
local idexpression h;
expression x, dev;
position p != {release_handle_patch_unmade.p, release_handle_patch_changed.p};
@@
  h = map(dev, x, ...)
  ... when any
  unmap@p(dev,
- x
+ h
  , ...)
