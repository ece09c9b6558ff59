# SPDX-License-Identifier: GPL-2.0-only
# Whatever is wrong with one path: it is told with its reason, and the rest is still checked.

$ bad bad.c
$ mkdir empty
$ echo 'dma_map_single' >empty/notes.txt
$ ln -s gone dangling.c
$ ln -s loop loop
$ mkfifo pipe.c

$ dmacheck check missing.c bad.c >out
2> dmacheck: missing.c: No such file or directory
? 2
$ brief <out
bad.c:5 error sg_mmio
$ dmacheck check missing bad.c >out
2> dmacheck: missing: No such file or directory
? 2
$ dmacheck check empty bad.c >out
2> dmacheck: empty: no C file below it
? 2
$ brief <out
bad.c:5 error sg_mmio
$ dmacheck check dangling.c
2> dmacheck: dangling.c: No such file or directory
? 2
$ dmacheck check loop
2> dmacheck: loop: Too many levels of symbolic links
? 2
$ dmacheck check pipe.c
2> dmacheck: pipe.c: neither a file nor a directory
? 2
$ dmacheck check /dev/null
2> dmacheck: /dev/null: neither a file nor a directory
? 2
$ dmacheck check bad.c/below
2> dmacheck: bad.c/below: Not a directory
? 2
$ dmacheck check ''
2> dmacheck: : No such file or directory
? 2
# There, but it cannot be read, not even by root.
$ dmacheck check /proc/self/mem bad.c >out
2> dmacheck: /proc/self/mem: Input/output error
? 2
$ brief <out
bad.c:5 error sg_mmio

# Below a directory: pipes, links, hidden names and directories called x.c are no C files.
$ mkdir -p tree/x.c/deep tree/.git
$ bad tree/x.c/deep/bad.c
$ bad tree/.git/bad.c
$ mkfifo tree/pipe.c
$ ln -s .. tree/up
$ ln -s ../bad.c tree/link.c
$ ln -s loop tree/loop
$ dmacheck check --require-complete tree >out
? 1
$ brief <out
tree/x.c/deep/bad.c:5 error sg_mmio
# A link that is named is followed.
$ dmacheck check tree/link.c | brief
tree/link.c:5 error sg_mmio
$ ln -s tree named
$ dmacheck check named | brief
named/x.c/deep/bad.c:5 error sg_mmio
