// SPDX-License-Identifier: GPL-2.0-only
/// pages freed that may still be shared with the host
///
/// Whoever gets the pages next writes secrets where the host can read them. Re-encrypt first,
/// and when that fails leak the pages on purpose.
///
//# Seen: what set_memory_decrypted() was given, freed in the same function on some way that
//# comes by no set_memory_encrypted(), or in the very branch in which one of the two failed.
//
// Confidence: High
// Copyright: (C) 2026 the dmacheck authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Keywords: set_memory_decrypted, set_memory_encrypted

virtual context
virtual org
virtual report

// Without one of these there is nothing to look for.
@cc_freed_shared_names@
@@
  \(set_memory_decrypted\|set_memory_encrypted\)(...)

// One condition that asks both: which of them failed is kept in a variable, or not at all.
@cc_freed_shared_both depends on cc_freed_shared_names@
expression E;
position r;
@@
(
  set_memory_decrypted@r(...) || <+... set_memory_encrypted(...) ...+>
|
  <+... set_memory_decrypted@r(...) ...+> || E
)

// What was freed because it is private again.
@cc_freed_shared_asked depends on cc_freed_shared_names@
identifier free = {
	__free_page, __free_pages, put_page, folio_put, kfree, kvfree, free_page, free_pages,
	free_pages_exact};
identifier ret;
position r;
@@
  ret = set_memory_encrypted(...);
  ...
(
  if (!ret) free@r(...);
|
  if (!ret) { ... free@r(...); ... }
)

// A flag that keeps shared pages from being freed.
@cc_freed_shared_leak depends on cc_freed_shared_names@
identifier free = {
	__free_page, __free_pages, put_page, folio_put, kfree, kvfree, free_page, free_pages,
	free_pages_exact};
identifier leak;
symbol true;
position r;
@@
  leak = true;
  ...
(
  if (!leak) free@r(...);
|
  if (!leak) { ... free@r(...); ... }
)

// A struct's member, of another struct by now, as in a loop over them.
@cc_freed_shared_next depends on cc_freed_shared_names exists@
identifier free = {
	__free_page, __free_pages, put_page, folio_put, kfree, kvfree, free_page, free_pages,
	free_pages_exact};
identifier b, m;
expression E;
type T;
position r;
@@
  set_memory_decrypted(\((T)b->m\|b->m\), ...)
  ... when any
  b = E
  ... when any
      when != set_memory_decrypted(\((T)b->m\|b->m\), ...)
  free@r(\((T)b->m\|b->m\), ...)

@cc_freed_shared_call depends on cc_freed_shared_names && (context || org || report) exists@
identifier free = {
	__free_page, __free_pages, put_page, folio_put, kfree, kvfree, free_page, free_pages,
	free_pages_exact};
expression x, E;
position p != {cc_freed_shared_asked.r, cc_freed_shared_leak.r, cc_freed_shared_next.r};
position q != cc_freed_shared_both.r;
type T;
@@
  set_memory_decrypted@q(\((T)x\|x\|(T)page_address(x)\|(T)page_to_virt(x)\), ...)
  ... when any
      when != x = E
      when != set_memory_encrypted(...)
  free@p(\(x\|(T)x\), ...)

@cc_freed_shared_call_context depends on cc_freed_shared_names && context@
identifier f;
position cc_freed_shared_call.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_freed_shared_call.p;
@@
coccilib.org.print_todo(p[0], "ERROR: pages freed that may still be shared with the host")

@script:python depends on report@
p << cc_freed_shared_call.p;
@@
coccilib.report.print_report(p[0], "ERROR: pages freed that may still be shared with the host [cc_freed_shared]")

@cc_freed_shared_address depends on cc_freed_shared_names && (context || org || report) exists@
identifier free = {
	__free_page, __free_pages, put_page, folio_put, kfree, kvfree, free_page, free_pages,
	free_pages_exact};
expression x, addr, E;
position p != {cc_freed_shared_asked.r, cc_freed_shared_leak.r, cc_freed_shared_call.p};
position q != cc_freed_shared_both.r;
type T, T1;
@@
  addr = \((T)x\|page_address(x)\|(T)page_address(x)\|page_to_virt(x)\|(T)page_to_virt(x)\)
  ... when any
      when != addr = E
      when != x = E
  set_memory_decrypted@q(\(addr\|(T1)addr\), ...)
  ... when any
      when != x = E
      when != set_memory_encrypted(...)
  free@p(\(x\|(T)x\), ...)

@cc_freed_shared_address_context depends on cc_freed_shared_names && context@
identifier f;
position cc_freed_shared_address.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_freed_shared_address.p;
@@
coccilib.org.print_todo(p[0], "ERROR: pages freed that may still be shared with the host")

@script:python depends on report@
p << cc_freed_shared_address.p;
@@
coccilib.report.print_report(p[0], "ERROR: pages freed that may still be shared with the host [cc_freed_shared]")

// Encryption failed, and nobody stops.
@cc_freed_shared_failed depends on cc_freed_shared_names && (context || org || report)@
identifier free = {
	__free_page, __free_pages, put_page, folio_put, kfree, kvfree, free_page, free_pages,
	free_pages_exact};
expression x;
expression list ES;
identifier warn = {dev_warn, dev_err, pr_warn, pr_err, WARN_ON_ONCE, WARN_ON};
position p;
type T;
@@
(
  if (set_memory_encrypted(\(x\|(T)x\|(T)page_address(x)\), ...)) warn(ES);
|
  if (set_memory_encrypted(\(x\|(T)x\|(T)page_address(x)\), ...)) { warn(ES); }
)
  free@p(x, ...);

@cc_freed_shared_failed_context depends on cc_freed_shared_names && context@
identifier f;
position cc_freed_shared_failed.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_freed_shared_failed.p;
@@
coccilib.org.print_todo(p[0], "ERROR: pages freed that may still be shared with the host")

@script:python depends on report@
p << cc_freed_shared_failed.p;
@@
coccilib.report.print_report(p[0], "ERROR: pages freed that may still be shared with the host [cc_freed_shared]")
