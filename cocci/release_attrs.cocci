// SPDX-License-Identifier: GPL-2.0-only
/// released with other attributes than acquired with
///
/// These attributes change what the core has to undo: they must be the same at both ends. dma-
/// debug compares them since 7.2; without it bounce slots leak, or an address is taken for
/// memory.
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
// Keywords: DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_PRIVILEGED,
// DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED, dma_map_resource,
// dma_unmap_resource

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@release_attrs_names@
@@
  \(dma_map_resource(...)\|dma_unmap_resource(...)\|DMA_ATTR_NO_KERNEL_MAPPING\|
    DMA_ATTR_FORCE_CONTIGUOUS\|DMA_ATTR_PRIVILEGED\|DMA_ATTR_MMIO\|DMA_ATTR_REQUIRE_COHERENT\|
    DMA_ATTR_CC_SHARED\)

@initialize:python@
@@
import re

# What dma-debug, or good manners, want to be the same at both ends.
release_attrs_mask = {"NO_KERNEL_MAPPING", "FORCE_CONTIGUOUS", "PRIVILEGED", "MMIO", "REQUIRE_COHERENT",
    "CC_SHARED"}
release_attrs_values = {}	# (file, function, variable): what is assigned to it
release_attrs_made = {}	# a resource: attributes of each call that makes it, None when unknown
release_attrs_found = set()	# places of calls that fit none of them

def release_attrs_here(p):
    return (p[0].file, p[0].current_element)

def release_attrs_at(p):
    return (p[0].file, p[0].line, p[0].column)

# Without parentheses around all of it.
def release_attrs_bare(text):
    text = text.strip()
    while re.fullmatch(r"\(.*\)", text):
        inner = text[1:-1]
        if any(inner[:i].count(")") > inner[:i].count("(") for i in range(len(inner) + 1)):
            break
        text = inner.strip()
    return text

# The sets that an expression may stand for, joined from constants; None when one isn't known.
def release_attrs_sets(text, here, depth=3):
    text = release_attrs_bare(re.sub(r"\( (?:unsigned long|int|u\d+) \)", "", " ".join(text.split())))
    choice = re.fullmatch(r"([^?:]+)\?([^?:]+):([^?:]+)", text)
    if choice:
        # `A | (c ? B : C)` is no choice between two sides.
        if any(part.count("(") != part.count(")") for part in choice.groups()):
            return None
        sides = [release_attrs_sets(side, here, depth) for side in choice.groups()[1:]]
        return None if None in sides else sides[0] | sides[1]
    sets = {frozenset()}
    for name in re.split(r"[ ()]*\|[ ()]*", text.strip(" ()")):
        if name in ("0", "0UL"):
            more = {frozenset()}
        elif name.startswith("DMA_ATTR_"):
            more = {frozenset([name[9:]])}
        else:
            more = release_attrs_variable(name, here, depth)
        if more is None:
            return None
        sets = {a | b for a in sets for b in more}
    return sets

def release_attrs_variable(name, here, depth):
    sets, joined = set(), []
    for operator, text in release_attrs_values.get(here + (name,), []):
        value = release_attrs_sets(text, here, depth - 1) if depth else None
        if value is None or operator not in ("=", "|="):
            return None
        if operator == "=":
            sets |= value
        else:
            joined.append(value)
    for value in joined:
        sets |= {a | b for a in sets for b in value}
    return sets or None

def release_attrs_compared(f, text, here):
    sets = release_attrs_sets(text, here)
    implied = {"MMIO"} if f.endswith("_resource") else {"WRITE_COMBINE"} if f.endswith("_wc") else set()
    return sets and {(one | implied) & release_attrs_mask for one in sets}

# A list is known by its table.
def release_attrs_key(text):
    return re.sub(r"^& ?|(->|\.) ?sgl$", "", text.replace(" ", "").strip("()"))

def release_attrs_make(key, f, text, here):
    release_attrs_made.setdefault(key, []).append(text and release_attrs_compared(f, text, here))

def release_attrs_judge(key, f, text, p):
    made = release_attrs_made.get(key)
    sets = release_attrs_compared(f, text, release_attrs_here(p))
    if made and sets and None not in made and not any(sets & one for one in made):
        release_attrs_found.add(release_attrs_at(p))

// Local variables that are given as attributes, and what is assigned to them.
@release_attrs_given depends on release_attrs_names@
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

@release_attrs_set depends on release_attrs_names@
local idexpression release_attrs_given.a;
expression E;
position p;
@@
  a@p = E

@script:python@
p << release_attrs_set.p;
a << release_attrs_given.a;
E << release_attrs_set.E;
@@
release_attrs_values.setdefault(release_attrs_here(p) + (a,), []).append(("=", E))

@release_attrs_changed depends on release_attrs_names@
local idexpression release_attrs_given.a;
assignment operator op = {|=, &=, ^=, +=, -=};
expression E;
position p;
@@
  a@p op E

@script:python@
p << release_attrs_changed.p;
a << release_attrs_given.a;
op << release_attrs_changed.op;
E << release_attrs_changed.E;
@@
release_attrs_values.setdefault(release_attrs_here(p) + (a,), []).append((op, E))

@release_attrs_taken depends on release_attrs_names@
local idexpression release_attrs_given.a;
position p;
@@
  &a@p

@script:python@
p << release_attrs_taken.p;
a << release_attrs_given.a;
@@
release_attrs_values.setdefault(release_attrs_here(p) + (a,), []).append(("&", ""))

// In one function: the handle, the buffer or the list, by its text.
@release_attrs_map depends on release_attrs_names@
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
p << release_attrs_map.p;
h << release_attrs_map.h;
f << release_attrs_map.f = "";
g << release_attrs_map.g = "";
A << release_attrs_map.A = "0";
@@
release_attrs_make(release_attrs_here(p) + (release_attrs_key(h),), f or g, A, release_attrs_here(p))

@release_attrs_list depends on release_attrs_names@
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
p << release_attrs_list.p;
h << release_attrs_list.h;
f << release_attrs_list.f = "";
g << release_attrs_list.g = "";
A << release_attrs_list.A = "0";
@@
release_attrs_make(release_attrs_here(p) + (release_attrs_key(h),), f or g, A, release_attrs_here(p))

// What else may be in it.
@release_attrs_else depends on release_attrs_names@
expression release_attrs_map.h;
expression E;
position p;
@@
  h@p = E

@script:python@
p << release_attrs_else.p;
h << release_attrs_map.h;
E << release_attrs_else.E;
@@
if not re.match(r"(NULL|0|DMA_MAPPING_ERROR|(ib_)?dmam?_(map|alloc)_\w+ ?\(.*)$", E):
    release_attrs_make(release_attrs_here(p) + (release_attrs_key(h),), "", None, release_attrs_here(p))

@release_attrs_unmap depends on release_attrs_names@
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
p << release_attrs_unmap.p;
h << release_attrs_unmap.h;
f << release_attrs_unmap.f = "";
g << release_attrs_unmap.g = "";
A << release_attrs_unmap.A = "0";
@@
release_attrs_judge(release_attrs_here(p) + (release_attrs_key(h),), f or g, A, p)

@release_attrs_free depends on release_attrs_names@
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
p << release_attrs_free.p;
h << release_attrs_free.h;
f << release_attrs_free.f = "";
g << release_attrs_free.g = "";
A << release_attrs_free.A = "0";
@@
release_attrs_judge(release_attrs_here(p) + (release_attrs_key(h),), f or g, A, p)

// Across the functions of a file: by the member of a struct that the file has for itself.
@release_attrs_own depends on release_attrs_names@
identifier S;
@@
struct S { ... };

@release_attrs_member_map depends on release_attrs_names@
identifier f = {
	dma_map_single_attrs, dma_map_page_attrs, dma_map_bvec, dma_map_phys, dma_map_resource,
	dma_alloc_attrs};
identifier g = {
	dma_map_single, dma_map_page, ib_dma_map_single, ib_dma_map_page, dma_alloc_coherent,
	dma_alloc_wc};
identifier release_attrs_own.S, m;
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
p << release_attrs_member_map.p;
S << release_attrs_own.S;
m << release_attrs_member_map.m;
f << release_attrs_member_map.f = "";
g << release_attrs_member_map.g = "";
A << release_attrs_member_map.A = "0";
@@
release_attrs_make((p[0].file, S, m), f or g, A, release_attrs_here(p))

@release_attrs_member_list depends on release_attrs_names@
identifier f = {
	dma_map_sg_attrs, dma_map_sgtable, dma_iova_link, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs};
identifier g = {dma_map_sg, ib_dma_map_sg};
identifier release_attrs_own.S, m;
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
p << release_attrs_member_list.p;
S << release_attrs_own.S;
m << release_attrs_member_list.m;
f << release_attrs_member_list.f = "";
g << release_attrs_member_list.g = "";
A << release_attrs_member_list.A = "0";
@@
release_attrs_make((p[0].file, S, m), f or g, A, release_attrs_here(p))

@release_attrs_member_else depends on release_attrs_names@
identifier release_attrs_own.S, release_attrs_member_map.m;
struct S *s;
expression E;
position p;
@@
  s->m@p = E

@script:python@
p << release_attrs_member_else.p;
S << release_attrs_own.S;
m << release_attrs_member_map.m;
E << release_attrs_member_else.E;
@@
if not re.match(r"(NULL|0|DMA_MAPPING_ERROR|(ib_)?dmam?_(map|alloc)_\w+ ?\(.*)$", E):
    release_attrs_make((p[0].file, S, m), "", None, release_attrs_here(p))

@release_attrs_member_unmap depends on release_attrs_names@
identifier f = {
	dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
	dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
	ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs};
identifier g = {
	dma_unmap_single, dma_unmap_page, dma_unmap_sg, ib_dma_unmap_single, ib_dma_unmap_page,
	ib_dma_unmap_sg};
identifier release_attrs_own.S, m;
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
p << release_attrs_member_unmap.p;
S << release_attrs_own.S;
m << release_attrs_member_unmap.m;
f << release_attrs_member_unmap.f = "";
g << release_attrs_member_unmap.g = "";
A << release_attrs_member_unmap.A = "0";
@@
release_attrs_judge((p[0].file, S, m), f or g, A, p)

@release_attrs_member_free depends on release_attrs_names@
identifier f = {dma_free_attrs};
identifier g = {dma_free_coherent, dma_free_wc};
identifier release_attrs_own.S, m;
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
p << release_attrs_member_free.p;
S << release_attrs_own.S;
m << release_attrs_member_free.m;
f << release_attrs_member_free.f = "";
g << release_attrs_member_free.g = "";
A << release_attrs_member_free.A = "0";
@@
release_attrs_judge((p[0].file, S, m), f or g, A, p)

@release_attrs_release depends on release_attrs_names && (context || org || report)@
identifier f = {
	dma_unmap_single_attrs, dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource,
	dma_unmap_sg_attrs, dma_unmap_sgtable, dma_iova_unlink, dma_iova_destroy,
	ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs, dma_unmap_single, dma_unmap_page,
	dma_unmap_sg, ib_dma_unmap_single, ib_dma_unmap_page, ib_dma_unmap_sg, dma_free_attrs,
	dma_free_coherent, dma_free_wc};
position p : script:python() { release_attrs_at(p) in release_attrs_found };
@@
  f@p(...)

@release_attrs_release_context depends on release_attrs_names && context@
identifier f;
position release_attrs_release.p;
@@
* f@p(...)

@script:python depends on org@
p << release_attrs_release.p;
@@
coccilib.org.print_todo(p[0], "ERROR: released with other attributes than acquired with")

@script:python depends on report@
p << release_attrs_release.p;
@@
coccilib.report.print_report(p[0], "ERROR: released with other attributes than acquired with [release_attrs]")

// The other end's own attributes, where they are one constant, the call says nothing, and all ways
// to it come from there.
@release_attrs_patch_made depends on release_attrs_names && patch@
identifier make = {dma_map_single_attrs, dma_map_page_attrs, dma_map_phys, dma_alloc_attrs};
identifier K;
expression h;
expression list ES;
position q;
@@
  h@q = make(ES, K)

@release_attrs_patch_else depends on release_attrs_names && patch exists@
identifier f = {
	dma_unmap_single, dma_unmap_page, dma_unmap_single_attrs, dma_unmap_page_attrs,
	dma_unmap_phys};
identifier g = {dma_free_coherent, dma_free_attrs};
expression h, E, E1, dev, size, handle;
position r != release_attrs_patch_made.q, p;
@@
  h@r = E
  ... when any
      when != h = E1
  \(f@p(dev, h, ...)\|g@p(dev, size, h, handle, ...)\)

@release_attrs_patch_unmade depends on release_attrs_names && patch exists@
identifier f = {
	dma_unmap_single, dma_unmap_page, dma_unmap_single_attrs, dma_unmap_page_attrs,
	dma_unmap_phys};
identifier g = {dma_free_coherent, dma_free_attrs};
identifier fn;
expression h, E, dev, size, handle;
position p;
@@
  fn(...)
  {
  ... when any
      when != h = E
  \(f@p(dev, h, ...)\|g@p(dev, size, h, handle, ...)\)
  ... when any
  }

@release_attrs_patch depends on release_attrs_names && patch exists@
identifier K = {DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_PRIVILEGED};
expression h, E, dev, size, handle;
expression list ES;
position p != {release_attrs_patch_else.p, release_attrs_patch_unmade.p};
@@
  h = dma_alloc_attrs(ES, K)
  ... when any
      when != h = E
(
- dma_free_coherent@p(dev, size, h, handle);
+ dma_free_attrs(dev, size, h, handle, K);
|
  dma_free_attrs@p(dev, size, h, handle,
- 0
+ K
  );
)

@release_attrs_patch_map depends on release_attrs_names && patch exists@
identifier K = {DMA_ATTR_PRIVILEGED, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
identifier make = {dma_map_single_attrs, dma_map_page_attrs};
identifier f = {dma_unmap_single_attrs, dma_unmap_page_attrs};
expression h, E, dev, size, dir;
expression list ES;
position p != {release_attrs_patch_else.p, release_attrs_patch_unmade.p};
@@
  h = make(ES, K)
  ... when any
      when != h = E
(
- dma_unmap_single@p(dev, h, size, dir);
+ dma_unmap_single_attrs(dev, h, size, dir, K);
|
- dma_unmap_page@p(dev, h, size, dir);
+ dma_unmap_page_attrs(dev, h, size, dir, K);
|
  f@p(dev, h, size, dir,
- 0
+ K
  );
)

@release_attrs_patch_phys depends on release_attrs_names && patch exists@
identifier K = {DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED};
expression h, E, dev, size, dir;
expression list ES;
position p != {release_attrs_patch_else.p, release_attrs_patch_unmade.p};
@@
  h = dma_map_phys(ES, K)
  ... when any
      when != h = E
  dma_unmap_phys@p(dev, h, size, dir,
- 0
+ K
  );
