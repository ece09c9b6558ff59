# SPDX-License-Identifier: GPL-2.0-only
# What a change brought: two states of a git repository.
$ command -v git >/dev/null || echo 'skip: there is no git'

$ bad old.c; good good.c; repository
# Nothing changed.
$ dmacheck check --diff HEAD
$ dmacheck check --diff HEAD..HEAD
$ dmacheck check --staged
$ dmacheck check --diff HEAD --show pre-existing
old.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio, pre-existing]
? 1

# On disk, staged, committed.  What git does not know is no change.
$ bad unknown.c; bad good.c
$ dmacheck check --diff HEAD | brief
good.c:5 error sg_mmio
$ dmacheck check --staged
$ git add good.c; good good.c
$ dmacheck check --diff HEAD
$ dmacheck check --staged
good.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ git commit -q -m second
$ dmacheck check --diff HEAD~..HEAD | brief
good.c:5 error sg_mmio
$ dmacheck check --diff HEAD~ | brief
$ dmacheck check --diff HEAD..HEAD~
$ dmacheck check --diff HEAD~...HEAD | brief
good.c:5 error sg_mmio
$ dmacheck check --diff HEAD~.. old.c
$ git checkout -q good.c; rm unknown.c

# A function in another file, other ends of lines, another mode, a link in place of the file and back.
$ (echo; sed -n '2,$p' old.c) >>third.c; git mv old.c kept.c; sed -i '2,$d' kept.c; commit other; dmacheck check --diff HEAD~.. --show introduced,touched
third.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio, touched]
? 1
$ sed -i 's/$/\r/' third.c; commit CR; dmacheck check --diff HEAD~.. --show introduced,touched
$ chmod +x third.c; commit mode; dmacheck check --diff HEAD~.. --show introduced,touched
$ rm third.c; ln -s kept.c third.c; commit link; dmacheck check --diff HEAD~.. --show introduced,touched,pre-existing
good.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio, pre-existing]
? 1
$ git show HEAD~:third.c | tee "$(printf 'b\377.c')" >/dev/null; commit back; dmacheck check --diff HEAD~.. | od -An -c | grep -c '377'
1
$ git reset -q --hard HEAD~5

# A merge is a change to each of its parents; the first commit one to nothing.
$ git checkout -q -b side HEAD~; bad side.c; commit side; git checkout -q main; git merge -q --no-edit side
$ dmacheck check --diff HEAD~.. | brief
side.c:5 error sg_mmio
$ dmacheck check --diff HEAD^2..HEAD | brief
good.c:5 error sg_mmio
$ dmacheck check --diff "$(git mktree </dev/null)..$(git rev-list --max-parents=0 HEAD)" | brief
old.c:5 error sg_mmio
$ git reset -q --hard HEAD~; git branch -qD side

# Several paths: what is found below them, of the folder that has them all.
$ mkdir -p one/two three; bad one/a.c; bad one/two/b.c; bad three/c.c; git add one three
$ dmacheck check --staged one/two three | brief
one/two/b.c:5 error sg_mmio
three/c.c:5 error sg_mmio
$ dmacheck check --staged one/two one/a.c | brief
one/a.c:5 error sg_mmio
one/two/b.c:5 error sg_mmio
$ (cd one && dmacheck check --staged two ../three/c.c) | brief
two/b.c:5 error sg_mmio
../three/c.c:5 error sg_mmio
$ dmacheck check --staged three three/c.c | brief
three/c.c:5 error sg_mmio
$ git rm -qrf one three

# Seen from elsewhere.
$ mkdir -p deep/er
$ (cd deep && dmacheck check --diff HEAD~.. ..) | brief
../good.c:5 error sg_mmio
$ (cd deep && dmacheck check --diff HEAD~..)
2> dmacheck: .: no C file below it
? 2

# Moved, renamed, reformatted, edited: none of it is new.
$ git mv good.c moved.c
$ dmacheck check --staged --show introduced,touched
moved.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio, touched]
? 1
$ commit moved; sed -i 's/int bad/int renamed/' moved.c
$ dmacheck check --diff HEAD
$ sed -i 's/sgtable(dev,/sgtable(dev,\n\t\t\t/' moved.c
$ dmacheck check --diff HEAD
$ git checkout -q moved.c; sed -i 's/dev/device/g' moved.c
$ dmacheck check --diff HEAD
$ dmacheck check --diff HEAD --show touched | cut -d ' ' -f 1,8-
moved.c:5:9: touched]
# A copy is, and so is a second one in the same function.
$ git checkout -q moved.c; sed 's/bad/copy/' moved.c >copy.c; git add copy.c
$ dmacheck check --diff HEAD | brief
copy.c:5 error sg_mmio
$ git rm -qf copy.c; sed -i '5i\	dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);' moved.c
$ dmacheck check --diff HEAD | brief
moved.c:5 error sg_mmio
$ git checkout -q moved.c

# The change is in one file, the mistake in another one.
$ cat >user.c <<'END'
> #include "shared.h"
> void *user(struct device *dev, struct ring *ring) { return dma_alloc_attrs(dev, 4096, &ring->dma, GFP_KERNEL, ring->attrs); }
> END
$ printf '#include <linux/dma-mapping.h>\nstruct ring { unsigned long attrs; dma_addr_t dma; };\n' >shared.h
$ printf '#include "shared.h"\nvoid setter(struct ring *ring)\n{\n\tring->attrs = 0;\n}\n' >setter.c
$ commit ring; sed -i 's/= 0/= DMA_ATTR_CC_SHARED/' setter.c
$ dmacheck check --diff HEAD | sed 's/ in .*//'
user.c:2:60: error: CC_SHARED given to dma_alloc_attrs() [alloc_cc_shared]
setter.c:4:2: note: CC_SHARED stored here
# A header counts, too.
$ commit set; printf '#define RING_ATTRS 0\n' >>shared.h; sed -i 's/= .*;/= 0;/' setter.c; sed -i 's/ring->attrs)/RING_ATTRS)/' user.c
$ commit macro; sed -i 's/ATTRS 0/ATTRS DMA_ATTR_CC_SHARED/' shared.h
$ dmacheck check --diff HEAD | brief
user.c:2 error alloc_cc_shared
$ git checkout -q .

# What is known of a commit does for the next one, unless that has something that matters.
$ printf '#include <linux/dma-mapping.h>\nvoid *wrap(struct device *dev, dma_addr_t *dma, unsigned long attrs)\n{\n\treturn dma_alloc_attrs(dev, 4096, dma, GFP_KERNEL, attrs);\n}\n' >wrap.c
$ printf '#include "call.h"\nvoid *call(struct device *dev, dma_addr_t *dma)\n{\n\treturn NULL;\n}\n' >call.c
$ bad late.c; commit wrap; dmacheck check --diff HEAD~.. | brief
late.c:5 error sg_mmio
$ echo '/* nothing */' >>call.c; commit nothing; dmacheck check --diff HEAD~.. --show pre-existing | brief; dmacheck check --diff HEAD~..  --show pre-existing --stats 2>&1 | grep -c late.c
1
$ sed -i 's/NULL/wrap(dev, dma, 1UL << 13)/' call.c; commit call; dmacheck check --diff HEAD~.. | brief
call.c:4 error alloc_cc_shared
$ sed -i 's/wrap(.*);/NULL;/' call.c; commit mended; dmacheck check --diff HEAD~.. --show introduced,touched,pre-existing | grep -c call.c; git reset -q --hard HEAD~
0
$ echo '/* nothing */' >>call.h; commit header; dmacheck check --diff HEAD~..
$ printf 'static inline void *hidden(struct device *dev, dma_addr_t *dma)\n{\n\treturn dma_alloc_attrs(dev, 4096, dma, GFP_KERNEL, DMA_ATTR_CC_SHARED);\n}\n' >>call.h; commit inline; dmacheck check --diff HEAD~.. | brief
call.h:4 error alloc_cc_shared
$ git reset -q --hard HEAD~5

# Together with comments, the baseline, the tree's file.
$ bad third.c; git add third.c
$ dmacheck check --baseline known --update-baseline third.c
$ dmacheck check --diff HEAD --baseline known
$ sed -i '5s|$| /* dmacheck: ignore sg_mmio -- for a test */|' third.c
$ dmacheck check --diff HEAD
$ sed -i 's| -- for a test||' third.c
$ dmacheck check --diff HEAD | brief
third.c:5 warning bad_ignore
$ dmacheck check --diff HEAD --update-baseline --baseline known
2> dmacheck: a baseline is of a tree, not of a change
? 2

# For programs.
$ dmacheck check --diff HEAD --format json | grep '"change"'
      "change": "introduced",

# What is shown of a commit is the commit's, whatever is on disk, and wherever one looks from.
$ git checkout -q -b shown; bad shown.c; sed -i '5s/sgtable/& \/* of the commit *\//' shown.c; commit shown; echo nothing >shown.c
$ mkdir -p here; cd here; for form in html sarif; do dmacheck check --diff HEAD~..HEAD --format $form .. | grep -c 'of the commit\|"startColumn": 9'; done
1
1
$ (there=$PWD; cd / && dmacheck check --diff HEAD~..HEAD --format html "$there") | grep -c 'of the commit'
1
$ git reset -q --hard; git checkout -q main; rmdir here

# A kernel: its root need not be the repository's.
$ git reset -q --hard; rm -f known
$ mkdir -p linux/include/linux linux/drivers
$ printf 'VERSION = 7\nPATCHLEVEL = 2\n' >linux/Makefile
$ printf '#define DMA_ATTR_MMIO (1UL << 10)\n' >linux/include/linux/dma-mapping.h
$ good linux/drivers/a.c; commit linux; bad linux/drivers/a.c
$ printf '[levels]\nsg_mmio = "warning"\n' >linux/.dmacheck.toml
$ dmacheck check --diff HEAD linux
linux/drivers/a.c:5:9: warning: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ (cd linux/drivers && dmacheck check --diff HEAD | brief)
a.c:5 warning sg_mmio
$ commit bad; (cd linux && dmacheck check --diff HEAD~.. | brief)
drivers/a.c:5 warning sg_mmio
# The same identities as without git.
$ dmacheck check --format json linux | grep '"id"' >one; dmacheck check --diff HEAD~.. --format json linux | grep '"id"' | diff one -
$ rm one

# Nothing of git's is run, and nothing of it changes.
$ printf '*.c filter=evil diff=evil\n' >.gitattributes; printf '#!/bin/sh\ntouch %s/ran\n' "$PWD" >evil; chmod +x evil
$ git config filter.evil.clean "$PWD/evil"; git config filter.evil.smudge "$PWD/evil"; git config core.fsmonitor "$PWD/evil"; git config diff.evil.textconv "$PWD/evil"
$ find .git -type f | xargs ls -l --time-style=full-iso >before
$ bad old.c; dmacheck check --diff HEAD old.c; ls ran 2>/dev/null; find .git -type f | xargs ls -l --time-style=full-iso | diff before -
$ rm -rf .git evil before; git clean -q 2>/dev/null || true

# What is no use.
$ dmacheck check --diff HEAD .
2> dmacheck: .: not in a git repository
? 2
$ repository
$ dmacheck check --diff nothing
2> dmacheck: nothing: no such revision
? 2
$ dmacheck check --diff HEAD~9..HEAD
2> dmacheck: HEAD~9: no such revision
? 2
$ dmacheck check --diff HEAD missing
2> dmacheck: missing: No such file or directory
? 2
$ dmacheck check --diff HEAD --staged
2> dmacheck: --diff and --staged do not go together
? 2
$ dmacheck check --diff HEAD . /
2> dmacheck: /: not in the working tree of its repository
? 2
$ dmacheck check --diff HEAD --engine cocci
2> dmacheck: --diff and --staged are for the engine source alone: the others need files
? 2
$ dmacheck check --diff HEAD --show fixed
2> dmacheck: --show: 'fixed' is none of introduced, touched, pre-existing
2> Try 'dmacheck check --help'.
? 2
$ git update-index --split-index; dmacheck check --staged; git update-index --no-split-index
2> dmacheck: the index: unsupported mandatory extension: 'link': split, 'git update-index --no-split-index' makes it whole
# A shallow clone, a bare one, one without a commit.
$ bad one-more.c; commit more; git clone -q --depth 1 "file://$PWD" shallow
$ dmacheck check --diff HEAD~ shallow
2> dmacheck: HEAD~: no such revision: the clone is shallow, git fetch --unshallow brings the rest
? 2
$ rm -rf shallow; git clone -q --bare . bare.git
$ dmacheck check --diff HEAD~..HEAD bare.git | brief
one-more.c:5 error sg_mmio
$ dmacheck check --diff HEAD bare.git
2> dmacheck: the repository is a bare one: compare two revisions, --diff A..B
? 2
$ rm -rf bare.git; mkdir new; (cd new && git init -q . && bad a.c && git add a.c && dmacheck check --staged) | brief
a.c:5 error sg_mmio
$ rm -rf new

# Conflicts.
$ git checkout -q -b other; sed -i 's/int bad/int theirs/' old.c; commit theirs; git checkout -q main; sed -i 's/int bad/int ours/' old.c; commit ours
$ git merge -q other >/dev/null 2>&1
? 1
$ dmacheck check --staged
2> dmacheck: --staged: there are conflicts that were not resolved
? 2
$ dmacheck check --diff HEAD --stats 2>&1 | grep conflicts
dmacheck: old.c: not analysed: has conflicts that were not resolved
$ git merge --abort

# What was not analysed before is not new for sure, and said to be so.
$ (bad huge.c; head -c 34000000 /dev/zero | tr '\0' ' ' >>huge.c); commit huge; bad huge.c
$ dmacheck check --diff HEAD --require-complete
2> dmacheck: huge.c: not analysed: in the older state: larger than 32 MiB
? 3
$ git checkout -q huge.c; git rm -q huge.c; git commit -q -m "not huge"

# Another repository inside is not looked into.
$ git init -q sub; (cd sub && good a.c && commit sub); git add sub 2>/dev/null; commit sub
$ (cd sub && bad a.c && commit bad); git add sub; dmacheck check --staged
2> dmacheck: sub: not analysed: a submodule, to be checked in itself
$ dmacheck check --diff HEAD --require-complete old.c
$ dmacheck check --quiet --diff HEAD --require-complete
2> dmacheck: sub: not analysed: a submodule, to be checked in itself
? 3
$ commit sub; dmacheck check --diff HEAD~..HEAD
2> dmacheck: sub: not analysed: a submodule, to be checked in itself
$ git reset -q --soft HEAD~
$ (cd sub && dmacheck check --diff HEAD~.. | brief)
a.c:5 error sg_mmio
