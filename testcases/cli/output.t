# SPDX-License-Identifier: GPL-2.0-only
# Where the output goes, and what when it does not get there.

$ bad bad.c
$ dmacheck check bad.c >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck check --format json bad.c >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck check bad.c >&-
2> dmacheck: cannot write to standard output: Bad file descriptor
? 2
$ dmacheck rules >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck explain sg_mmio >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck --help >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
# Nothing to say, nothing to fail.
$ good good.c
$ dmacheck check good.c >/dev/full

# Who reads no more is not told so: the signal ends the program.
$ (sleep 0.2; dmacheck rules; echo $? >status) | :
$ cat status
141
# Unless somebody switched it off.
$ (trap '' PIPE; sleep 0.2; dmacheck check bad.c; echo $? >status) | :
2> dmacheck: cannot write to standard output: Broken pipe
$ cat status
2

# Colours are for terminals, or for who asks.
$ dmacheck check bad.c | cat -v | sed 's/m .* \[/m WORDS [/'
bad.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
$ dmacheck check --color never bad.c | grep -c "$(printf '\033')"
0
? 1
$ dmacheck check --color always bad.c | cat -v | sed 's/m .* \[/m WORDS [/'
^[[1mbad.c:5:9:^[[0m WORDS [sg_mmio]

# Bytes that steer a terminal do not reach it, from wherever they come.
$ bad "$(printf 'a\033[2J.c')"
$ dmacheck check a*.c | brief
a?[2J.c:5 error sg_mmio
$ dmacheck check "$(printf 'missing\033[2J\n.c')"
2> dmacheck: missing?[2J?.c: No such file or directory
? 2
