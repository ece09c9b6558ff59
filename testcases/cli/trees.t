# SPDX-License-Identifier: GPL-2.0-only
# A rule speaks where the kernel has it: the tree around a file tells, else the newest is meant.

$ tree() {
> 	mkdir -p "$1/include/linux" "$1/drivers"
> 	printf 'VERSION = %s\nPATCHLEVEL = %s\n' "$2" "$3" >"$1/Makefile"
> 	touch "$1/include/linux/dma-mapping.h"
> 	bad "$1/drivers/bad.c"
> }
> tree old 6 12
> tree new 7 3

$ dmacheck check old
$ dmacheck check new | brief
new/drivers/bad.c:5 error sg_mmio
$ dmacheck check new/drivers/bad.c old/drivers | brief
new/drivers/bad.c:5 error sg_mmio
$ cd new/drivers && dmacheck check ../../old bad.c | brief
bad.c:5 error sg_mmio

$ dmacheck check --kernel 7.3 old | brief
old/drivers/bad.c:5 error sg_mmio
$ dmacheck check --kernel v6.18-rc2 old | brief
old/drivers/bad.c:5 error sg_mmio
$ dmacheck check --kernel 6.17 new

$ dmacheck check -f json old | grep '"kernel"'
  "kernel": "6.12",
$ dmacheck check -f json new | grep '"kernel"'
  "kernel": "7.3",
$ dmacheck check -f json new old | grep '"kernel"'
  "kernel": null,
$ dmacheck check -f json new old -k 6.18 | grep '"kernel"'
  "kernel": "6.18",
# One that belongs to no tree.
$ bad bad.c
$ dmacheck check -f json bad.c | grep '"kernel"'
  "kernel": "7.3",

# An identity is relative to the tree: the same from everywhere, and in every copy of the tree.
$ id() { dmacheck check -f json "$@" | sed -n 's/.*"id": "\(.*\)",/\1/p'; }
> id new/drivers/bad.c >here
> (cd new/drivers && id bad.c) | diff here -
> id "$PWD/new" | diff here -
> id new/drivers/../drivers | diff here -
> cp -r new copy
> id copy | diff here -
> id bad.c | diff -q here -
Files here and - differ
? 1
