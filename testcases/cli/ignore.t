# SPDX-License-Identifier: GPL-2.0-only
# Comments that ask not to be told of a finding.

$ mixed mixed.c
$ dmacheck check --level note mixed.c | brief
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
mixed.c:7 note never_released
mixed.c:9 note mmio_private
mixed.c:9 note never_released

# Behind the line, above it, above the function: each for the rule that it names and no other.
$ sed -i '5s|$| /* dmacheck: ignore sg_mmio -- for a test */|' mixed.c
$ dmacheck check mixed.c | brief
mixed.c:7 warning alloc_map_attr
$ sed -i '7i\	// dmacheck: ignore alloc_map_attr, sg_mmio -- for a test' mixed.c
$ dmacheck check mixed.c
mixed.c:7:2: warning: suppression of sg_mmio has no effect [bad_ignore]
? 1
$ sed -i '7s/, sg_mmio//' mixed.c
$ dmacheck check --level note mixed.c | brief
mixed.c:8 note never_released
mixed.c:10 note mmio_private
mixed.c:10 note never_released
$ sed -i '3i/* dmacheck: ignore mmio_private, never_released -- for a test */' mixed.c
$ dmacheck check --level note mixed.c

# The last functions of a file are not meant by what stands in front of the first.
$ bad one.c
$ bad two.c
$ (sed -n 1,6p one.c; sed 1,2d two.c | sed s/bad/worse/) >both.c
$ sed -i '3i/*\n * dmacheck: ignore sg_mmio -- the first\n */' both.c
$ dmacheck check both.c | brief
both.c:12 error sg_mmio

# What is wrong with a comment; in a string, or as part of a word, it is none.
$ good good.c
$ sed -i '5i\	/* dmacheck: ignore */' good.c
$ sed -i '5i\	/* dmacheck: ignore sg_mmio -- */' good.c
$ sed -i '5i\	/* dmacheck: ignore -- why */' good.c
$ sed -i '5i\	/* dmacheck: ignored sg_mmio, and more of it */' good.c
$ sed -i '5i\	puts("/* dmacheck: ignores") + "dmacheck: ignore x";' good.c
$ dmacheck check good.c
good.c:7:2: warning: suppression names no rule [bad_ignore]
good.c:8:2: warning: suppression of sg_mmio without a reason [bad_ignore]
good.c:9:2: warning: suppression names no rule [bad_ignore]
? 1

# In a file that is about nothing else.
$ echo '/* dmacheck: ignore sg_mmio -- once */' >left.c
$ dmacheck check left.c
left.c:1:1: warning: suppression of sg_mmio has no effect [bad_ignore]
? 1
# Whether it has one is not known where a part of a tree is looked at, or another kernel.
$ mkdir -p tree/include/linux tree/drivers
$ printf 'VERSION = 7\nPATCHLEVEL = 3\n' >tree/Makefile
$ touch tree/include/linux/dma-mapping.h
$ mv left.c tree/drivers/
$ dmacheck check tree/drivers
$ dmacheck check tree | brief
tree/drivers/left.c:1 warning bad_ignore
$ dmacheck check --kernel 4.7 tree

# What an earlier run saw.
$ dmacheck check --level note mixed.c
$ dmacheck check tree | brief
tree/drivers/left.c:1 warning bad_ignore
