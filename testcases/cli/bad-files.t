# SPDX-License-Identifier: GPL-2.0-only
# Files whose content is not what one expects of C: told or understood, and never a crash.

$ bad lines.c

# Binary, NULs, nothing, no text at all; then the same with a mistake in the middle.
$ mkdir odd
$ : >odd/empty.c
$ head -c 300000 /dev/zero >odd/zero.c
$ head -c 300000 "$(command -v sh)" >odd/binary.c
$ printf '\377\376\000d\000m\000a' >odd/utf16.c
$ dmacheck check --quiet odd
$ (head -c 300000 /dev/zero; echo; cat lines.c) >odd/zero.c
$ tr '\n' '\r' <lines.c >odd/cr.c
$ sed 's/$/\r/' lines.c >odd/crlf.c
$ sed 's/struct device/\xff\xfe struct device/' lines.c >odd/latin.c
$ (printf '\357\273\277'; cat lines.c) >odd/bom.c
$ printf %s "$(cat lines.c)" >odd/noeol.c
$ dmacheck check --quiet odd | brief
odd/bom.c:5 error sg_mmio
odd/crlf.c:5 error sg_mmio
odd/latin.c:5 error sg_mmio
odd/noeol.c:5 error sg_mmio
odd/zero.c:6 error sg_mmio

# 100 MB is no hand-written source; what does not mention the DMA API is none of our business.
$ mkdir large
$ truncate -s 100M large/irrelevant.c
$ cp lines.c large/sparse.c
$ truncate -s 100M large/sparse.c
$ cp lines.c large/small.c
$ dmacheck check large | brief
large/small.c:5 error sg_mmio
2> dmacheck: large/sparse.c: not analysed: larger than 32 MiB
$ dmacheck check --require-complete --rule cookie_used large
2> dmacheck: large/sparse.c: not analysed: larger than 32 MiB
? 3

# Deep nesting.  The function is understood or told, the one below it is checked.
$ mkdir deep
$ deep() {
> 	printf 'int deep(struct device *dev, struct sg_table *sgt)\n{\n\treturn '
> 	head -c 100000 /dev/zero | tr '\0' "$1"
> 	printf 'dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0)'
> 	head -c 100000 /dev/zero | tr '\0' "$2"
> 	printf ';\n}\n'
> 	sed 1,2d lines.c
> }
> deep '(' ')' >deep/parentheses.c
> deep '{' '}' >deep/braces.c
> deep '!' ' ' >deep/operators.c
> deep '[' ']' >deep/brackets.c
> deep '(' ' ' >deep/open.c
$ dmacheck check --quiet deep | brief
deep/braces.c:7 error sg_mmio
deep/brackets.c:7 error sg_mmio
deep/open.c:7 error sg_mmio
deep/operators.c:7 error sg_mmio
deep/parentheses.c:7 error sg_mmio
$ dmacheck check --stats deep 2>&1 >/dev/null | sed -nE 's/:[0-9]+: (.*) not analysed: .*/ \1/p'
dmacheck: deep/braces.c deep()
dmacheck: deep/brackets.c deep()
dmacheck: deep/open.c deep()
dmacheck: deep/operators.c deep()
dmacheck: deep/parentheses.c deep()
