// SPDX-License-Identifier: GPL-2.0-only
/// mapped for user space with other attributes than allocated with
///
/// The protection of the user's pages and what the address means follow from the attributes:
/// give dma_mmap_attrs() and dma_get_sgtable_attrs() those of the allocation.
///
//# Seen: attributes that are known constants in both calls, or in local variables, of one
//# buffer in one function, or of one member of a struct of the file. A member that other values
//# are stored in says nothing.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: dma_mmap_attrs, dma_mmap_coherent, dma_mmap_wc, dma_get_sgtable_attrs,
// dma_get_sgtable

virtual patch
virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@mmap_attrs_names@
@@
  \(dma_mmap_attrs\|dma_mmap_coherent\|dma_mmap_wc\|dma_get_sgtable_attrs\|dma_get_sgtable\)(...)

@initialize:python@
@@
import re

# What dma-debug, or good manners, want to be the same at both ends.
mmap_attrs_mask = {"NO_KERNEL_MAPPING", "FORCE_CONTIGUOUS", "PRIVILEGED", "MMIO", "REQUIRE_COHERENT",
    "CC_SHARED", "WEAK_ORDERING", "WRITE_COMBINE"}
mmap_attrs_values = {}	# (file, function, variable): what is assigned to it
mmap_attrs_made = {}	# a resource: attributes of each call that makes it, None when unknown
mmap_attrs_found = set()	# places of calls that fit none of them

def mmap_attrs_here(p):
    return (p[0].file, p[0].current_element)

def mmap_attrs_at(p):
    return (p[0].file, p[0].line, p[0].column)

# Without parentheses around all of it.
def mmap_attrs_bare(text):
    text = text.strip()
    while re.fullmatch(r"\(.*\)", text):
        inner = text[1:-1]
        if any(inner[:i].count(")") > inner[:i].count("(") for i in range(len(inner) + 1)):
            break
        text = inner.strip()
    return text

# The sets that an expression may stand for, joined from constants; None when one isn't known.
def mmap_attrs_sets(text, here, depth=3):
    text = mmap_attrs_bare(re.sub(r"\( (?:unsigned long|int|u\d+) \)", "", " ".join(text.split())))
    choice = re.fullmatch(r"([^?:]+)\?([^?:]+):([^?:]+)", text)
    if choice:
        # `A | (c ? B : C)` is no choice between two sides.
        if any(part.count("(") != part.count(")") for part in choice.groups()):
            return None
        sides = [mmap_attrs_sets(side, here, depth) for side in choice.groups()[1:]]
        return None if None in sides else sides[0] | sides[1]
    sets = {frozenset()}
    for name in re.split(r"[ ()]*\|[ ()]*", text.strip(" ()")):
        if name in ("0", "0UL"):
            more = {frozenset()}
        elif name.startswith("DMA_ATTR_"):
            more = {frozenset([name[9:]])}
        else:
            more = mmap_attrs_variable(name, here, depth)
        if more is None:
            return None
        sets = {a | b for a in sets for b in more}
    return sets

def mmap_attrs_variable(name, here, depth):
    sets, joined = set(), []
    for operator, text in mmap_attrs_values.get(here + (name,), []):
        value = mmap_attrs_sets(text, here, depth - 1) if depth else None
        if value is None or operator not in ("=", "|="):
            return None
        if operator == "=":
            sets |= value
        else:
            joined.append(value)
    for value in joined:
        sets |= {a | b for a in sets for b in value}
    return sets or None

def mmap_attrs_compared(f, text, here):
    sets = mmap_attrs_sets(text, here)
    implied = {"MMIO"} if f.endswith("_resource") else {"WRITE_COMBINE"} if f.endswith("_wc") else set()
    return sets and {(one | implied) & mmap_attrs_mask for one in sets}

# A list is known by its table.
def mmap_attrs_key(text):
    return re.sub(r"^& ?|(->|\.) ?sgl$", "", text.replace(" ", "").strip("()"))

def mmap_attrs_make(key, f, text, here):
    mmap_attrs_made.setdefault(key, []).append(text and mmap_attrs_compared(f, text, here))

def mmap_attrs_judge(key, f, text, p):
    made = mmap_attrs_made.get(key)
    sets = mmap_attrs_compared(f, text, mmap_attrs_here(p))
    if made and sets and None not in made and not any(sets & one for one in made):
        mmap_attrs_found.add(mmap_attrs_at(p))

// Local variables that are given as attributes, and what is assigned to them.
@mmap_attrs_given depends on mmap_attrs_names@
identifier f = {
	dma_alloc_attrs, dma_get_sgtable_attrs, dma_iova_destroy, dma_iova_link,
	dma_iova_unlink, dma_map_bvec, dma_map_page_attrs, dma_map_phys, dma_map_resource,
	dma_map_sg_attrs, dma_map_sgtable, dma_map_single_attrs, dma_mmap_attrs,
	dma_unmap_page_attrs, dma_unmap_phys, dma_unmap_resource, dma_unmap_sg_attrs,
	dma_unmap_sgtable, dma_unmap_single_attrs, ib_dma_map_sg_attrs,
	ib_dma_map_sgtable_attrs, ib_dma_unmap_sg_attrs, ib_dma_unmap_sgtable_attrs};
local idexpression a;
expression list ES;
@@
  f(ES, \(a\|a | ...\|(unsigned long)a\))

@mmap_attrs_set depends on mmap_attrs_names@
local idexpression mmap_attrs_given.a;
expression E;
position p;
@@
  a@p = E

@script:python@
p << mmap_attrs_set.p;
a << mmap_attrs_given.a;
E << mmap_attrs_set.E;
@@
mmap_attrs_values.setdefault(mmap_attrs_here(p) + (a,), []).append(("=", E))

@mmap_attrs_changed depends on mmap_attrs_names@
local idexpression mmap_attrs_given.a;
assignment operator op = {|=, &=, ^=, +=, -=};
expression E;
position p;
@@
  a@p op E

@script:python@
p << mmap_attrs_changed.p;
a << mmap_attrs_given.a;
op << mmap_attrs_changed.op;
E << mmap_attrs_changed.E;
@@
mmap_attrs_values.setdefault(mmap_attrs_here(p) + (a,), []).append((op, E))

@mmap_attrs_taken depends on mmap_attrs_names@
local idexpression mmap_attrs_given.a;
position p;
@@
  &a@p

@script:python@
p << mmap_attrs_taken.p;
a << mmap_attrs_given.a;
@@
mmap_attrs_values.setdefault(mmap_attrs_here(p) + (a,), []).append(("&", ""))

// In one function: the handle, the buffer or the list, by its text.
@mmap_attrs_map depends on mmap_attrs_names@
identifier f = {dma_alloc_attrs, dmam_alloc_attrs};
identifier g = {dma_alloc_coherent, dma_alloc_wc, dmam_alloc_coherent};
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
p << mmap_attrs_map.p;
h << mmap_attrs_map.h;
f << mmap_attrs_map.f = "";
g << mmap_attrs_map.g = "";
A << mmap_attrs_map.A = "0";
@@
mmap_attrs_make(mmap_attrs_here(p) + (mmap_attrs_key(h),), f or g, A, mmap_attrs_here(p))

// What else may be in it.
@mmap_attrs_else depends on mmap_attrs_names@
expression mmap_attrs_map.h;
expression E;
position p;
@@
  h@p = E

@script:python@
p << mmap_attrs_else.p;
h << mmap_attrs_map.h;
E << mmap_attrs_else.E;
@@
if not re.match(r"(NULL|0|DMA_MAPPING_ERROR|(ib_)?dmam?_(map|alloc)_\w+ ?\(.*)$", E):
    mmap_attrs_make(mmap_attrs_here(p) + (mmap_attrs_key(h),), "", None, mmap_attrs_here(p))

@mmap_attrs_use depends on mmap_attrs_names@
identifier f = {dma_mmap_attrs, dma_get_sgtable_attrs};
identifier g = {dma_mmap_coherent, dma_mmap_wc, dma_get_sgtable};
expression dev, size, what, h, handle;
expression A;
position p;
@@
(
  f@p(dev, what, h, handle, size, A)
|
  g@p(dev, what, h, handle, size)
)

@script:python@
p << mmap_attrs_use.p;
h << mmap_attrs_use.h;
f << mmap_attrs_use.f = "";
g << mmap_attrs_use.g = "";
A << mmap_attrs_use.A = "0";
@@
mmap_attrs_judge(mmap_attrs_here(p) + (mmap_attrs_key(h),), f or g, A, p)

// Across the functions of a file: by the member of a struct that the file has for itself.
@mmap_attrs_own depends on mmap_attrs_names@
identifier S;
@@
struct S { ... };

@mmap_attrs_member_map depends on mmap_attrs_names@
identifier f = {dma_alloc_attrs, dmam_alloc_attrs};
identifier g = {dma_alloc_coherent, dma_alloc_wc, dmam_alloc_coherent};
identifier mmap_attrs_own.S, m;
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
p << mmap_attrs_member_map.p;
S << mmap_attrs_own.S;
m << mmap_attrs_member_map.m;
f << mmap_attrs_member_map.f = "";
g << mmap_attrs_member_map.g = "";
A << mmap_attrs_member_map.A = "0";
@@
mmap_attrs_make((p[0].file, S, m), f or g, A, mmap_attrs_here(p))

@mmap_attrs_member_else depends on mmap_attrs_names@
identifier mmap_attrs_own.S, mmap_attrs_member_map.m;
struct S *s;
expression E;
position p;
@@
  s->m@p = E

@script:python@
p << mmap_attrs_member_else.p;
S << mmap_attrs_own.S;
m << mmap_attrs_member_map.m;
E << mmap_attrs_member_else.E;
@@
if not re.match(r"(NULL|0|DMA_MAPPING_ERROR|(ib_)?dmam?_(map|alloc)_\w+ ?\(.*)$", E):
    mmap_attrs_make((p[0].file, S, m), "", None, mmap_attrs_here(p))

@mmap_attrs_member_use depends on mmap_attrs_names@
identifier f = {dma_mmap_attrs, dma_get_sgtable_attrs};
identifier g = {dma_mmap_coherent, dma_mmap_wc, dma_get_sgtable};
identifier mmap_attrs_own.S, m;
struct S *s;
expression dev, size, what, handle;
expression A;
position p;
@@
(
  f@p(dev, what, s->m, handle, size, A)
|
  g@p(dev, what, s->m, handle, size)
)

@script:python@
p << mmap_attrs_member_use.p;
S << mmap_attrs_own.S;
m << mmap_attrs_member_use.m;
f << mmap_attrs_member_use.f = "";
g << mmap_attrs_member_use.g = "";
A << mmap_attrs_member_use.A = "0";
@@
mmap_attrs_judge((p[0].file, S, m), f or g, A, p)

@mmap_attrs_release depends on mmap_attrs_names && (context || org || report)@
identifier f = {
	dma_mmap_attrs, dma_mmap_coherent, dma_mmap_wc, dma_get_sgtable_attrs, dma_get_sgtable};
position p : script:python() { mmap_attrs_at(p) in mmap_attrs_found };
@@
  f@p(...)

@mmap_attrs_release_context depends on mmap_attrs_names && context@
identifier f;
position mmap_attrs_release.p;
@@
* f@p(...)

@script:python depends on org@
p << mmap_attrs_release.p;
@@
coccilib.org.print_todo(p[0], "WARNING: mapped for user space with other attributes than allocated with")

@script:python depends on report@
p << mmap_attrs_release.p;
@@
coccilib.report.print_report(p[0], "WARNING: mapped for user space with other attributes than allocated with [mmap_attrs]")

// The allocation's own attributes, where they are one constant, the call says nothing, and all
// ways to it come from there.
@mmap_attrs_patch_made depends on mmap_attrs_names && patch@
identifier K = {DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING};
expression x;
expression list ES;
position q;
@@
(
  x@q = dma_alloc_wc(...)
|
  x@q = dma_alloc_attrs(ES, K)
)

@mmap_attrs_patch_else depends on mmap_attrs_names && patch exists@
identifier f = {dma_mmap_coherent, dma_mmap_attrs, dma_get_sgtable_attrs};
expression x, E, E1, dev, what, handle, size;
position r != mmap_attrs_patch_made.q, p;
@@
  x@r = E
  ... when any
      when != x = E1
  f@p(dev, what, x, handle, size, ...)

@mmap_attrs_patch_unmade depends on mmap_attrs_names && patch exists@
identifier f = {dma_mmap_coherent, dma_mmap_attrs, dma_get_sgtable_attrs};
identifier fn;
expression x, E, dev, what, handle, size;
position p;
@@
  fn(...)
  {
  ... when any
      when != x = E
  f@p(dev, what, x, handle, size, ...)
  ... when any
  }

@mmap_attrs_patch depends on mmap_attrs_names && patch exists@
expression x, E, dev, vma, size, handle;
position p != {mmap_attrs_patch_else.p, mmap_attrs_patch_unmade.p};
@@
  x = dma_alloc_wc(...)
  ... when any
      when != x = E
- dma_mmap_coherent@p(dev, vma, x, handle, size)
+ dma_mmap_wc(dev, vma, x, handle, size)

@mmap_attrs_patch_attrs depends on mmap_attrs_names && patch exists@
identifier K = {DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING};
identifier f = {dma_mmap_attrs, dma_get_sgtable_attrs};
expression x, E, dev, what, size, handle;
expression list ES;
position p != {mmap_attrs_patch_else.p, mmap_attrs_patch_unmade.p};
@@
  x = dma_alloc_attrs(ES, K)
  ... when any
      when != x = E
  f@p(dev, what, x, handle, size,
- 0
+ K
  )
