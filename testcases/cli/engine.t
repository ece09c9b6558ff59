# SPDX-License-Identifier: GPL-2.0-only
# Who looks at the files.

$ bad a.c && dmacheck check --engine source a.c | brief
a.c:5 error sg_mmio
$ dmacheck check -e source,source a.c | brief
a.c:5 error sg_mmio
$ dmacheck check --engine gcc a.c
2> dmacheck: --engine: 'gcc' is none of all, source, sparse, clang, cocci
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --engine source, a.c
2> dmacheck: --engine: '' is none of all, source, sparse, clang, cocci
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --engine "" a.c
2> dmacheck: --engine: '' is none of all, source, sparse, clang, cocci
2> Try 'dmacheck check --help'.
? 2

# An engine that is not installed: the others are asked, and the end is not clean.
$ program=$(command -v dmacheck)
> env PATH=/nowhere "$program" check --engine source,cocci a.c | sed 's/: error.*//'
a.c:5:9
2> dmacheck: engine cocci: there is no spatch, Debian's package coccinelle brings it
$ program=$(command -v dmacheck); sed -i 's/MMIO/NO_WARN/' a.c
> env PATH=/nowhere "$program" check --engine source,cocci a.c
2> dmacheck: engine cocci: there is no spatch, Debian's package coccinelle brings it
? 2
