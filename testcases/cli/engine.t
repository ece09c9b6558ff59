# SPDX-License-Identifier: GPL-2.0-only
# Who looks at the files.

$ bad a.c && dmacheck check --engine source a.c | brief
a.c:5 error sg_mmio
$ dmacheck check -e source,source a.c | brief
a.c:5 error sg_mmio
$ dmacheck check --engine gcc a.c
2> dmacheck: --engine: 'gcc' is none of all, source, sparse, clang
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --engine source, a.c
2> dmacheck: --engine: '' is none of all, source, sparse, clang
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --engine "" a.c
2> dmacheck: --engine: '' is none of all, source, sparse, clang
2> Try 'dmacheck check --help'.
? 2
