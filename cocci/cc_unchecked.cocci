// SPDX-License-Identifier: GPL-2.0-only
/// result of set_memory_decrypted() or set_memory_encrypted() ignored
///
/// Both may fail, and the pages are in an unknown state then: they may neither be used nor
/// freed.
///
//# Seen: calls whose result nobody takes, and a local variable that is written again before it
//# is read. A cast to void takes nothing.
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
@cc_unchecked_names@
@@
  \(set_memory_decrypted\|set_memory_encrypted\)(...)

@cc_unchecked_call depends on cc_unchecked_names && (context || org || report)@
identifier f = {set_memory_decrypted, set_memory_encrypted};
position p;
@@
(
  f@p(...);
|
  (void)f@p(...);
)

@cc_unchecked_call_context depends on cc_unchecked_names && context@
identifier f;
position cc_unchecked_call.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_unchecked_call.p;
@@
coccilib.org.print_todo(p[0], "WARNING: result of set_memory_decrypted() or set_memory_encrypted() ignored")

@script:python depends on report@
p << cc_unchecked_call.p;
@@
coccilib.report.print_report(p[0], "WARNING: result of set_memory_decrypted() or set_memory_encrypted() ignored [cc_unchecked]")

@cc_unchecked_local depends on cc_unchecked_names && (context || org || report)@
identifier f = {set_memory_decrypted, set_memory_encrypted};
identifier ret;
expression E;
position p;
@@
  ret = f@p(...);
  ret = E;

@cc_unchecked_local_context depends on cc_unchecked_names && context@
identifier f;
position cc_unchecked_local.p;
@@
* f@p(...)

@script:python depends on org@
p << cc_unchecked_local.p;
@@
coccilib.org.print_todo(p[0], "WARNING: result of set_memory_decrypted() or set_memory_encrypted() ignored")

@script:python depends on report@
p << cc_unchecked_local.p;
@@
coccilib.report.print_report(p[0], "WARNING: result of set_memory_decrypted() or set_memory_encrypted() ignored [cc_unchecked]")
