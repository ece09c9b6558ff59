// SPDX-License-Identifier: GPL-2.0-only
/// released with another hint than acquired with
///
/// WEAK_ORDERING and WRITE_COMBINE are not compared, but the DMA API asks for the same
/// attributes at both ends. Today no release looks at them, so that no machine comes to harm.
///
//# Seen: attributes that are known constants at both ends, in the calls or in local variables,
//# of one handle, buffer or list in one function, or of one member of a struct of the file. An
//# end is wrong when none of the others in the same place fits it; a member that other values
//# are stored in says nothing.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE, dma_alloc_wc, dma_free_wc

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@release_attrs_hint_names@
@@
  \(dma_alloc_wc(...)\|dma_free_wc(...)\|DMA_ATTR_WEAK_ORDERING\|DMA_ATTR_WRITE_COMBINE\)

@initialize:python@
@@
import re

# What dma-debug, or good manners, want to be the same at both ends.
release_attrs_hint_mask = {"WEAK_ORDERING", "WRITE_COMBINE"}
release_attrs_hint_values = {}	# (file, function, variable): what is assigned to it
release_attrs_hint_made = {}	# a resource: attributes of each call that makes it, None when unknown
release_attrs_hint_found = set()	# places of calls that fit none of them

def release_attrs_hint_here(p):
    return (p[0].file, p[0].current_element)

def release_attrs_hint_at(p):
    return (p[0].file, p[0].line, p[0].column)

# Without parentheses around all of it.
def release_attrs_hint_bare(text):
    text = text.strip()
    while re.fullmatch(r"\(.*\)", text):
        inner = text[1:-1]
        if any(inner[:i].count(")") > inner[:i].count("(") for i in range(len(inner) + 1)):
            break
        text = inner.strip()
    return text

# The sets that an expression may stand for, joined from constants; None when one isn't known.
def release_attrs_hint_sets(text, here, depth=3):
    text = release_attrs_hint_bare(re.sub(r"\( (?:unsigned long|int|u\d+) \)", "", " ".join(text.split())))
    choice = re.fullmatch(r"([^?:]+)\?([^?:]+):([^?:]+)", text)
    if choice:
        # `A | (c ? B : C)` is no choice between two sides.
        if any(part.count("(") != part.count(")") for part in choice.groups()):
            return None
        sides = [release_attrs_hint_sets(side, here, depth) for side in choice.groups()[1:]]
        return None if None in sides else sides[0] | sides[1]
    sets = {frozenset()}
    for name in re.split(r"[ ()]*\|[ ()]*", text.strip(" ()")):
        if name in ("0", "0UL"):
            more = {frozenset()}
        elif name.startswith("DMA_ATTR_"):
            more = {frozenset([name[9:]])}
        else:
            more = release_attrs_hint_variable(name, here, depth)
        if more is None:
            return None
        sets = {a | b for a in sets for b in more}
    return sets

def release_attrs_hint_variable(name, here, depth):
    sets, joined = set(), []
    for operator, text in release_attrs_hint_values.get(here + (name,), []):
        value = release_attrs_hint_sets(text, here, depth - 1) if depth else None
        if value is None or operator not in ("=", "|="):
            return None
        if operator == "=":
            sets |= value
        else:
            joined.append(value)
    for value in joined:
        sets |= {a | b for a in sets for b in value}
    return sets or None

def release_attrs_hint_compared(f, text, here):
    sets = release_attrs_hint_sets(text, here)
    implied = {"MMIO"} if f.endswith("_resource") else {"WRITE_COMBINE"} if f.endswith("_wc") else set()
    return sets and {(one | implied) & release_attrs_hint_mask for one in sets}

# A list is known by its table.
def release_attrs_hint_key(text):
    return re.sub(r"^& ?|(->|\.) ?sgl$", "", text.replace(" ", "").strip("()"))

def release_attrs_hint_make(key, f, text, here):
    release_attrs_hint_made.setdefault(key, []).append(text and release_attrs_hint_compared(f, text, here))

def release_attrs_hint_judge(key, f, text, p):
    made = release_attrs_hint_made.get(key)
    sets = release_attrs_hint_compared(f, text, release_attrs_hint_here(p))
    if made and sets and None not in made and not any(sets & one for one in made):
        release_attrs_hint_found.add(release_attrs_hint_at(p))

// Local variables that are given as attributes, and what is assigned to them.
@release_attrs_hint_given depends on release_attrs_hint_names@
identifier f = {
	dma_alloc_attrs, dma_free_attrs, dma_iova_destroy, dma_iova_link, dma_iova_unlink,
	dma_map_bvec, dma_map_page_attrs, dma_map_phys, dma_map_resource, dma_map_sg_attrs,
	dma_map_sgtable, dma_map_single_attrs, dma_unmap_page_attrs, dma_unmap_phys,
	dma_unmap_resource, dma_unmap_sg_attrs, dma_unmap_sgtable, dma_unmap_single_attrs,
	ib_dma_map_sg_attrs, ib_dma_map_sgtable_attrs, ib_dma_unmap_sg_attrs,
	ib_dma_unmap_sgtable_attrs};
local idexpression a;
expression list ES;
@@
  f(ES, \(a\|a | ...\|(unsigned long)a\))

@release_attrs_hint_set depends on release_attrs_hint_names@
local idexpression release_attrs_hint_given.a;
expression E;
position p;
@@
  a@p = E

@script:python@
p << release_attrs_hint_set.p;
a << release_attrs_hint_given.a;
E << release_attrs_hint_set.E;
@@
release_attrs_hint_values.setdefault(release_attrs_hint_here(p) + (a,), []).append(("=", E))

@release_attrs_hint_changed depends on release_attrs_hint_names@
local idexpression release_attrs_hint_given.a;
assignment operator op = {|=, &=, ^=, +=, -=};
expression E;
position p;
@@
  a@p op E

@script:python@
p << release_attrs_hint_changed.p;
a << release_attrs_hint_given.a;
op << release_attrs_hint_changed.op;
E << release_attrs_hint_changed.E;
@@
release_attrs_hint_values.setdefault(release_attrs_hint_here(p) + (a,), []).append((op, E))

@release_attrs_hint_taken depends on release_attrs_hint_names@
local idexpression release_attrs_hint_given.a;
position p;
@@
  &a@p

@script:python@
p << release_attrs_hint_taken.p;
a << release_attrs_hint_given.a;
@@
release_attrs_hint_values.setdefault(release_attrs_hint_here(p) + (a,), []).append(("&", ""))

// In one function: the handle, the buffer or the list, by its text.
@release_attrs_hint_map depends on release_attrs_hint_names@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_alloc_attrs};
identifier g = {
	dma_map_single, dma_map_page, ib_dma_map_single, ib_dma_map_page, dma_alloc_coherent,
	dma_alloc_wc};
expression h;
expression A;
expression list ES;
position p;
@@
(
  h = f@p(ES, A)
|
  h = g@p(ES)
)

@script:python@
p << release_attrs_hint_map.p;
h << release_attrs_hint_map.h;
f << release_attrs_hint_map.f = "";
g << release_attrs_hint_map.g = "";
A << release_attrs_hint_map.A = "0";
@@
release_attrs_hint_make(release_attrs_hint_here(p) + (release_attrs_hint_key(h),), f or g, A, release_attrs_hint_here(p))

@release_attrs_hint_list depends on release_attrs_hint_names@
identifier f = {
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs};
identifier g = {dma_map_sg, ib_dma_map_sg};
expression dev, h;
expression A;
expression list ES;
position p;
@@
(
  f@p(dev, h, ES, A)
|
  g@p(dev, h, ES)
)

@script:python@
p << release_attrs_hint_list.p;
h << release_attrs_hint_list.h;
f << release_attrs_hint_list.f = "";
g << release_attrs_hint_list.g = "";
A << release_attrs_hint_list.A = "0";
@@
release_attrs_hint_make(release_attrs_hint_here(p) + (release_attrs_hint_key(h),), f or g, A, release_attrs_hint_here(p))

// What else may be in it.
@release_attrs_hint_else depends on release_attrs_hint_names@
expression release_attrs_hint_map.h;
expression E;
position p;
@@
  h@p = E

@script:python@
p << release_attrs_hint_else.p;
h << release_attrs_hint_map.h;
E << release_attrs_hint_else.E;
@@
if not re.match(r"(NULL|0|DMA_MAPPING_ERROR|(ib_)?dmam?_(map|alloc)_\w+ ?\(.*)$", E):
    release_attrs_hint_make(release_attrs_hint_here(p) + (release_attrs_hint_key(h),), "", None, release_attrs_hint_here(p))

@release_attrs_hint_unmap depends on release_attrs_hint_names@
identifier f = {
	dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
	dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
	ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs};
identifier g = {
	dma_unmap_single, dma_unmap_page, dma_unmap_sg, ib_dma_unmap_single, ib_dma_unmap_page,
	ib_dma_unmap_sg};
expression dev, h;
expression A;
expression list ES;
position p;
@@
(
  f@p(dev, h, ES, A)
|
  g@p(dev, h, ES)
)

@script:python@
p << release_attrs_hint_unmap.p;
h << release_attrs_hint_unmap.h;
f << release_attrs_hint_unmap.f = "";
g << release_attrs_hint_unmap.g = "";
A << release_attrs_hint_unmap.A = "0";
@@
release_attrs_hint_judge(release_attrs_hint_here(p) + (release_attrs_hint_key(h),), f or g, A, p)

@release_attrs_hint_free depends on release_attrs_hint_names@
identifier f = {dma_free_attrs};
identifier g = {dma_free_coherent, dma_free_wc};
expression dev, size, h, handle;
expression A;
position p;
@@
(
  f@p(dev, size, h, handle, A)
|
  g@p(dev, size, h, handle)
)

@script:python@
p << release_attrs_hint_free.p;
h << release_attrs_hint_free.h;
f << release_attrs_hint_free.f = "";
g << release_attrs_hint_free.g = "";
A << release_attrs_hint_free.A = "0";
@@
release_attrs_hint_judge(release_attrs_hint_here(p) + (release_attrs_hint_key(h),), f or g, A, p)

// Across the functions of a file: by the member of a struct that the file has for itself.
@release_attrs_hint_own depends on release_attrs_hint_names@
identifier S;
@@
struct S { ... };

@release_attrs_hint_member_map depends on release_attrs_hint_names@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_alloc_attrs};
identifier g = {
	dma_map_single, dma_map_page, ib_dma_map_single, ib_dma_map_page, dma_alloc_coherent,
	dma_alloc_wc};
identifier release_attrs_hint_own.S, m;
struct S *s;
expression A;
expression list ES;
position p;
@@
(
  s->m = f@p(ES, A)
|
  s->m = g@p(ES)
)

@script:python@
p << release_attrs_hint_member_map.p;
S << release_attrs_hint_own.S;
m << release_attrs_hint_member_map.m;
f << release_attrs_hint_member_map.f = "";
g << release_attrs_hint_member_map.g = "";
A << release_attrs_hint_member_map.A = "0";
@@
release_attrs_hint_make((p[0].file, S, m), f or g, A, release_attrs_hint_here(p))

@release_attrs_hint_member_list depends on release_attrs_hint_names@
identifier f = {
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs};
identifier g = {dma_map_sg, ib_dma_map_sg};
identifier release_attrs_hint_own.S, m;
struct S *s;
expression dev;
expression A;
expression list ES;
position p;
@@
(
  f@p(dev, \(s->m\|&s->m\|s->m.sgl\), ES, A)
|
  g@p(dev, \(s->m\|&s->m\|s->m.sgl\), ES)
)

@script:python@
p << release_attrs_hint_member_list.p;
S << release_attrs_hint_own.S;
m << release_attrs_hint_member_list.m;
f << release_attrs_hint_member_list.f = "";
g << release_attrs_hint_member_list.g = "";
A << release_attrs_hint_member_list.A = "0";
@@
release_attrs_hint_make((p[0].file, S, m), f or g, A, release_attrs_hint_here(p))

@release_attrs_hint_member_else depends on release_attrs_hint_names@
identifier release_attrs_hint_own.S, release_attrs_hint_member_map.m;
struct S *s;
expression E;
position p;
@@
  s->m@p = E

@script:python@
p << release_attrs_hint_member_else.p;
S << release_attrs_hint_own.S;
m << release_attrs_hint_member_map.m;
E << release_attrs_hint_member_else.E;
@@
if not re.match(r"(NULL|0|DMA_MAPPING_ERROR|(ib_)?dmam?_(map|alloc)_\w+ ?\(.*)$", E):
    release_attrs_hint_make((p[0].file, S, m), "", None, release_attrs_hint_here(p))

@release_attrs_hint_member_unmap depends on release_attrs_hint_names@
identifier f = {
	dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
	dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
	ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs};
identifier g = {
	dma_unmap_single, dma_unmap_page, dma_unmap_sg, ib_dma_unmap_single, ib_dma_unmap_page,
	ib_dma_unmap_sg};
identifier release_attrs_hint_own.S, m;
struct S *s;
expression dev;
expression A;
expression list ES;
position p;
@@
(
  f@p(dev, \(s->m\|&s->m\|s->m.sgl\), ES, A)
|
  g@p(dev, \(s->m\|&s->m\|s->m.sgl\), ES)
)

@script:python@
p << release_attrs_hint_member_unmap.p;
S << release_attrs_hint_own.S;
m << release_attrs_hint_member_unmap.m;
f << release_attrs_hint_member_unmap.f = "";
g << release_attrs_hint_member_unmap.g = "";
A << release_attrs_hint_member_unmap.A = "0";
@@
release_attrs_hint_judge((p[0].file, S, m), f or g, A, p)

@release_attrs_hint_member_free depends on release_attrs_hint_names@
identifier f = {dma_free_attrs};
identifier g = {dma_free_coherent, dma_free_wc};
identifier release_attrs_hint_own.S, m;
struct S *s;
expression dev, size, handle;
expression A;
position p;
@@
(
  f@p(dev, size, s->m, handle, A)
|
  g@p(dev, size, s->m, handle)
)

@script:python@
p << release_attrs_hint_member_free.p;
S << release_attrs_hint_own.S;
m << release_attrs_hint_member_free.m;
f << release_attrs_hint_member_free.f = "";
g << release_attrs_hint_member_free.g = "";
A << release_attrs_hint_member_free.A = "0";
@@
release_attrs_hint_judge((p[0].file, S, m), f or g, A, p)

@release_attrs_hint_release depends on release_attrs_hint_names && (context || org || report)@
identifier f = {
	dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
	dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
	ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs, dma_unmap_single, dma_unmap_page,
	dma_unmap_sg, ib_dma_unmap_single, ib_dma_unmap_page, ib_dma_unmap_sg, dma_free_attrs,
	dma_free_coherent, dma_free_wc};
position p : script:python() { release_attrs_hint_at(p) in release_attrs_hint_found };
@@
  f@p(...)

@release_attrs_hint_release_context depends on release_attrs_hint_names && context@
identifier f;
position release_attrs_hint_release.p;
@@
* f@p(...)

@script:python depends on org@
p << release_attrs_hint_release.p;
@@
coccilib.org.print_todo(p[0], "WARNING: released with another hint than acquired with")

@script:python depends on report@
p << release_attrs_hint_release.p;
@@
coccilib.report.print_report(p[0], "WARNING: released with another hint than acquired with [release_attrs_hint]")

// The allocation's own hint, where it is one constant, the call says nothing, and all ways to it
// come from there.
@release_attrs_hint_patch_made depends on release_attrs_hint_names && patch@
identifier K = {DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE};
expression x;
expression list ES;
position q;
@@
(
  x@q = dma_alloc_wc(...)
|
  x@q = dma_alloc_attrs(ES, K)
)

@release_attrs_hint_patch_else depends on release_attrs_hint_names && patch exists@
identifier f = {dma_free_coherent, dma_free_attrs};
expression x, E, E1, dev, size, handle;
position r != release_attrs_hint_patch_made.q, p;
@@
  x@r = E
  ... when any
      when != x = E1
  f@p(dev, size, x, handle, ...)

@release_attrs_hint_patch_unmade depends on release_attrs_hint_names && patch exists@
identifier f = {dma_free_coherent, dma_free_attrs};
identifier fn;
expression x, E, dev, size, handle;
position p;
@@
  fn(...)
  {
  ... when any
      when != x = E
  f@p(dev, size, x, handle, ...)
  ... when any
  }

@release_attrs_hint_patch depends on release_attrs_hint_names && patch exists@
expression x, E, dev, size, handle;
position p != {release_attrs_hint_patch_else.p, release_attrs_hint_patch_unmade.p};
@@
  x = dma_alloc_wc(...)
  ... when any
      when != x = E
- dma_free_coherent@p(dev, size, x, handle);
+ dma_free_wc(dev, size, x, handle);

@release_attrs_hint_patch_attrs depends on release_attrs_hint_names && patch exists@
identifier K = {DMA_ATTR_WEAK_ORDERING, DMA_ATTR_WRITE_COMBINE};
expression x, E, dev, size, handle;
expression list ES;
position p != {release_attrs_hint_patch_else.p, release_attrs_hint_patch_unmade.p};
@@
  x = dma_alloc_attrs(ES, K)
  ... when any
      when != x = E
(
- dma_free_coherent@p(dev, size, x, handle);
+ dma_free_attrs(dev, size, x, handle, K);
|
  dma_free_attrs@p(dev, size, x, handle,
- 0
+ K
  );
)
