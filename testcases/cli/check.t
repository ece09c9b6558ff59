# SPDX-License-Identifier: GPL-2.0-only
# What is shown, and the exit status that goes with it.

$ good good.c
$ bad bad.c
$ mixed mixed.c

# Nothing found, nothing printed.
$ dmacheck check good.c

$ dmacheck check bad.c >out
? 1
$ sed 's/error: .* \[/error: WORDS [/' out
bad.c:5:9: error: WORDS [sg_mmio]

# Errors and warnings are the default.
$ dmacheck check mixed.c | brief
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
$ dmacheck check mixed.c --level error | brief
mixed.c:5 error sg_mmio
$ dmacheck check mixed.c --level warning | brief
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
$ dmacheck check mixed.c -l note | brief
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
mixed.c:7 note never_released
mixed.c:9 note mmio_private
mixed.c:9 note never_released

# A rule that is named is shown at every level, unless a level is named too.
$ dmacheck check mixed.c --rule mmio_private | brief
mixed.c:9 note mmio_private
$ dmacheck check mixed.c --rule mmio_private --level warning
$ dmacheck check mixed.c --rule mmio_private,alloc_map_attr | brief
mixed.c:7 warning alloc_map_attr
mixed.c:9 note mmio_private
$ dmacheck check mixed.c -r mmio_private --rule=sg_mmio | brief
mixed.c:5 error sg_mmio
mixed.c:9 note mmio_private
$ dmacheck check bad.c --rule mmio_private

# The status is of what was shown.
$ dmacheck check mixed.c --level note >/dev/null
? 1
$ dmacheck check bad.c --level error >/dev/null
? 1
$ dmacheck check good.c bad.c >/dev/null
? 1
$ dmacheck check good.c --require-complete

# Several files come in order, each once, and under the name that they were called by.
$ mkdir -p dir/sub
$ cp bad.c dir/sub/b.c
$ cp bad.c dir/a.h
$ dmacheck check mixed.c bad.c dir | brief
bad.c:5 error sg_mmio
dir/a.h:5 error sg_mmio
dir/sub/b.c:5 error sg_mmio
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
$ dmacheck check dir dir/sub ./dir/a.h dir/ | brief
dir/a.h:5 error sg_mmio
dir/sub/b.c:5 error sg_mmio
$ dmacheck check | brief
bad.c:5 error sg_mmio
dir/a.h:5 error sg_mmio
dir/sub/b.c:5 error sg_mmio
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
$ dmacheck check . | brief
bad.c:5 error sg_mmio
dir/a.h:5 error sg_mmio
dir/sub/b.c:5 error sg_mmio
mixed.c:5 error sg_mmio
mixed.c:7 warning alloc_map_attr
$ dmacheck check ./dir | brief
./dir/a.h:5 error sg_mmio
./dir/sub/b.c:5 error sg_mmio
$ (cd dir && dmacheck check ../bad.c sub | brief)
../bad.c:5 error sg_mmio
sub/b.c:5 error sg_mmio
$ dmacheck check "$PWD/bad.c" | sed "s:$PWD:HERE:" | brief
HERE/bad.c:5 error sg_mmio

# Options may follow paths; what follows -- is no option.
$ cp bad.c ./--level
$ dmacheck check -- --level | brief
--level:5 error sg_mmio

# The number of workers does not show.
$ for i in 1 2 3 4 5 6 7 8 9 10; do
> 	mkdir many many/$i 2>/dev/null
> 	for name in a b c d e; do
> 		mixed many/$i/$name.c
> 	done
> done
$ dmacheck check -l note -j 1 many >one
? 1
$ dmacheck check -l note -j 7 many >seven
? 1
$ cmp one seven
$ wc -l <one | tr -d ' '
250
