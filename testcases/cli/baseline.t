# SPDX-License-Identifier: GPL-2.0-only
# A file that lists what is known.

$ mixed mixed.c
$ bad bad.c
$ dmacheck check --baseline known .
2> dmacheck: known: No such file or directory
? 2
$ dmacheck check --update-baseline .
2> dmacheck: --update-baseline and --prune-baseline need --baseline FILE
? 2
$ dmacheck check --baseline known --update-baseline .
$ sed 1d known | cut -d ' ' -f 1-3
bad.c sg_mmio bad
mixed.c alloc_map_attr mixed
mixed.c sg_mmio mixed
$ sed -n 1p known | sed s/.//
 dmacheck baseline: FILE RULE FUNCTION IDENTITY
$ dmacheck check --baseline known .

# What is new is told, wherever it moved what is known.
$ sed -i '2i/* one line more */' bad.c
$ bad new.c
$ dmacheck check --baseline known . | brief
new.c:5 error sg_mmio

# What is mended is told as well, of what was looked at alone, and can be taken out.
$ good bad.c
$ dmacheck check --baseline known mixed.c
$ dmacheck check --baseline known bad.c new.c | brief
new.c:5 error sg_mmio
2> dmacheck: known: 1 entry is no longer found, --prune-baseline takes it out
$ dmacheck check --quiet --baseline known mixed.c bad.c
$ cp known before
$ dmacheck check --quiet --baseline known --prune-baseline . | brief
new.c:5 error sg_mmio
$ diff before known
2d1
< bad.c sg_mmio bad ed7a21301a0afe26
? 1

# A part of it is brought up to date, the rest stays; a link stays a link, the mode the mode.
$ mv known real; ln -s real known; chmod 640 real
$ dmacheck check --baseline known --update-baseline new.c
$ sed 1d known | cut -d ' ' -f 1-2; stat -c '%F %a' known real
mixed.c alloc_map_attr
mixed.c sg_mmio
new.c sg_mmio
symbolic link 777
regular file 640
$ ls
bad.c
before
known
mixed.c
new.c
real

# Names that would take a line apart.
$ bad 'a b%.c'
$ dmacheck check --baseline odd --update-baseline 'a b%.c'
$ sed -n 2p odd | cut -d ' ' -f 1-3
a%20b%25.c sg_mmio bad
$ dmacheck check --baseline odd 'a b%.c'

# A broken one.
$ for line in '<<<<<<< HEAD' 'x.c sg_mmio f' 'x.c sg_mmio f 0123456789abcdeg' 'x.c nothing f 0123456789abcdef' 'x%2 sg_mmio f 0123456789abcdef' ' sg_mmio f 0123456789abcdef'; do printf '\n%s\n' "$line" >broken; dmacheck check --baseline broken .; done
2> dmacheck: broken:2: a conflict that was not resolved
2> dmacheck: broken:2: not of the form FILE RULE FUNCTION IDENTITY
2> dmacheck: broken:2: not of the form FILE RULE FUNCTION IDENTITY
2> dmacheck: broken:2: there is no such rule
2> dmacheck: broken:2: not the name of a file
2> dmacheck: broken:2: not the name of a file
? 2
# It cannot be written: what was there stays.
$ dmacheck check --baseline nowhere/known --update-baseline new.c
2> dmacheck: nowhere/known: not written: No such file or directory
? 2
