# SPDX-License-Identifier: GPL-2.0-only
# Files and directories that may not be read: below a path gaps, and told.

$ can_forbid
$ mkdir -p locked/dir
$ bad locked/bad.c
$ bad locked/secret.c
$ bad locked/dir/bad.c
$ chmod 000 locked/secret.c locked/dir
$ unprivileged dmacheck check locked >out
2> dmacheck: locked/dir: not analysed: Permission denied
2> dmacheck: locked/secret.c: not analysed: Permission denied
? 1
$ brief <out
locked/bad.c:5 error sg_mmio
$ unprivileged dmacheck check -q --rule cookie_used --require-complete locked
2> dmacheck: locked/dir: not analysed: Permission denied
2> dmacheck: locked/secret.c: not analysed: Permission denied
? 3
# Named, they are a failure.
$ unprivileged dmacheck check locked/secret.c
2> dmacheck: locked/secret.c: Permission denied
? 2
$ unprivileged dmacheck check locked/dir
2> dmacheck: locked/dir: Permission denied
? 2
