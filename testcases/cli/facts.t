# SPDX-License-Identifier: GPL-2.0-only
# Folders that no compiler wrote facts into; testcases/clang/plugin.sh has those that one did.

$ bad a.c
$ dmacheck check --facts missing
2> dmacheck: missing: No such file or directory
? 2
$ mkdir facts
$ cp a.c facts
$ dmacheck check --facts facts
2> dmacheck: facts: no facts in it
? 2

# What another build wrote is not misread, and not passed over in silence.
$ head -c 5000 /dev/zero > facts/a.c-01234567.dmacheck
$ dmacheck check --facts facts --require-complete
2> dmacheck: facts/a.c-01234567.dmacheck: not analysed: another build of dmacheck wrote it
? 3
