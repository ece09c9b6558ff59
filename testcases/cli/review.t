# SPDX-License-Identifier: GPL-2.0-only
# What patches bring, as mails.
$ command -v git >/dev/null || echo 'skip: there is no git'

$ good a.c; bad known.c; repository; bad a.c; commit 'a: worse'; good a.c; commit 'a: better'
$ git format-patch -q -2; git format-patch -q -2 --stdout >series.mbox; git reset -q --hard HEAD~2
# A patch on top of the tree, one by one and as a series.
$ dmacheck review --tree . 0001-a-worse.patch
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ dmacheck review --tree . series.mbox
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
a.c:5:9: note: introduced by patch 1/2 (a: worse), fixed by patch 2/2
? 1
$ dmacheck review --tree . 0002-a-better.patch 0001-a-worse.patch
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
a.c:5:9: note: introduced by patch 1/2 (a: worse), fixed by patch 2/2
? 1
$ mkdir folder; mv 000* folder; dmacheck review --tree . folder
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
a.c:5:9: note: introduced by patch 1/2 (a: worse), fixed by patch 2/2
? 1
$ mkdir -p maildir/new maildir/cur; cp folder/0002* maildir/new/1.a:2,S; cp folder/0001* maildir/cur/2.a
$ dmacheck review --tree . maildir
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
a.c:5:9: note: introduced by patch 1/2 (a: worse), fixed by patch 2/2
? 1
$ dmacheck review --tree . <folder/0001-a-worse.patch
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ dmacheck review --tree . --level error --rule page_mmio series.mbox

# Nothing found, nothing printed.  What is fixed is told and no mistake.
$ echo text >text; git add text; git diff --cached | dmacheck review --tree . -
$ git rm -qf text; good known.c; git diff | dmacheck review --tree .
known.c:5:9: note: fixed by patch 1/1: MMIO given to dma_map_sgtable() [sg_mmio]
$ git checkout -q .

# On top of another base.
$ git branch other; bad a.c; commit worse; git format-patch -q --stdout -1 >worse.patch
$ dmacheck review --tree . worse.patch
2> dmacheck: worse.patch: patch 1/1: the tree has it already
$ dmacheck review --tree . --base other worse.patch
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ dmacheck review --tree . --base nowhere worse.patch
2> dmacheck: nowhere: no such revision
? 2
$ dmacheck review --base other worse.patch
2> dmacheck: --base is a revision of --tree
? 2
$ dmacheck review --tree /nowhere worse.patch
2> dmacheck: /nowhere: No such file or directory
? 2
$ dmacheck review --tree . /nowhere
2> dmacheck: /nowhere: No such file or directory
? 2
$ dmacheck review --tree . a.c
2> dmacheck: there is no patch in it
? 2

# Without a tree.
$ dmacheck review worse.patch
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
2> dmacheck: no --tree: only what the hunks show was looked at
? 1
$ dmacheck review --quiet --format nipa worse.patch
a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
dmacheck: 1 new, 1 of them error
? 1

# One patch does not apply: the others are reviewed.
$ git checkout -q other; good b.c; printf 'one\ntwo\nthree\n' >other.txt; commit b
$ sed -i s/two/2/ other.txt; commit two; bad b.c; commit 'b: worse'; git format-patch -q --stdout -2 >two.mbox
$ git reset -q --hard HEAD~2; sed -i s/two/zwei/ other.txt; commit zwei
$ dmacheck review --tree . two.mbox
b.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
b.c:5:9: note: introduced by patch 2/2 (b: worse)
2> dmacheck: two.mbox: mail 1: patch 1/2: does not apply: other.txt, hunk 1: its context is not there
? 2
$ dmacheck review --tree . --format json two.mbox | grep problem
      "problem": "does not apply: other.txt, hunk 1: its context is not there",
      "problem": null,
2> dmacheck: two.mbox: mail 1: patch 1/2: does not apply: other.txt, hunk 1: its context is not there
$ dmacheck review --tree . --format b4 two.mbox
[
  {
    "tool": "dmacheck",
    "status": "warn",
    "summary": "does not apply: other.txt, hunk 1: its context is not there",
    "details": ""
  },
  {
    "tool": "dmacheck",
    "status": "fail",
    "summary": "1 introduced",
    "details": "b.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]\nb.c:5:9: note: introduced by patch 2/2 (b: worse)\n"
  }
]
2> dmacheck: two.mbox: mail 1: patch 1/2: does not apply: other.txt, hunk 1: its context is not there
$ dmacheck review --tree . --format b4 --nonsense
2> dmacheck review: unrecognized option '--nonsense'
2> Try 'dmacheck review --help'.
? 2

# As a mail, with an answer.
$ cat >mail <<'END'
> From: =?UTF-8?q?J=C3=B6rg?= <joerg@example.org>
> To: somebody@example.org
> Cc: dmaengine@vger.kernel.org, other@example.org
> Subject: [PATCH v2] c: new
> Message-ID: <2@example.org>
> In-Reply-To: <1@example.org>
>
> Words.
> ---
>  c.c | 6 ++++++
>
> diff --git a/c.c b/c.c
> new file mode 100644
> --- /dev/null
> +++ b/c.c
> @@ -0,0 +1,6 @@
> +#include <linux/dma-mapping.h>
> +
> +int c(struct device *dev, struct sg_table *sgt)
> +{
> +	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
> +}
> -- 
> 2.39
> END
$ dmacheck review --tree . mail | sed 's/^dmacheck .*/dmacheck/; s/^> /| /'
From dmacheck Mon Sep 17 00:00:00 2001
To: =?UTF-8?b?SsO2cmc=?= <joerg@example.org>
Cc: dmaengine@vger.kernel.org
Subject: Re: [PATCH v2] c: new
In-Reply-To: <2@example.org>
References: <1@example.org>
 <2@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
~
Jörg wrote:
| +++ b/c.c
| @@ -0,0 +1,6 @@
| +{
| +	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
| +}
~
error: MMIO given to dma_map_sgtable() [sg_mmio]
  c.c:5: c
    return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
~
The scatterlist code finds peer-to-peer pages by itself. With the
attribute, memory entries lose their cache maintenance, and the IOMMU
path maps them as device memory. Drop it.
See kernel/dma/direct.c: dma_direct_map_sg; drivers/iommu/dma-iommu.c: iommu_dma_map_sg (7.3)
~
This mends it:
~
diff --git a/c.c b/c.c
index 5c8a9c7..3416b31 100644
--- a/c.c
+++ b/c.c
@@ -2,5 +2,5 @@
 
 int c(struct device *dev, struct sg_table *sgt)
 {
-	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
+	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0);
 }
~
-- 
dmacheck
~
$ dmacheck review --tree . --all-recipients --to-stdout mail | grep ^Cc
Cc: somebody@example.org, dmaengine@vger.kernel.org, other@example.org

# What no finding tells.
$ sed 's/^+.*MMIO);/& \/* dmacheck: ignore sg_mmio -- trust me *\//' mail | dmacheck review --tree . --format text -
patch 1/1: note: c.c: the patch asks that sg_mmio be not told
$ mkdir -p kernel/dma include/linux; printf 'int a;\n' >include/linux/dma-mapping.h; printf 'int check_unmap(void)\n{\n\treturn 1;\n}\n' >kernel/dma/debug.c; commit kernel
$ printf '#define DMA_ATTR_NEW (1UL << 20)\nint dma_map_new(struct device *dev, unsigned long attrs);\nint dma_map_phys(struct device *dev);\n' >>include/linux/dma-mapping.h
$ git diff | dmacheck review --tree . | cut -d : -f 1-4
patch 1/1: note: DMA_ATTR_NEW is an attribute that the tables do not know: the tables may need an update
patch 1/1: note: dma_map_new() is a function that the tables do not know: the tables may need an update
patch 1/1: note: the patch touches the declaration of dma_map_phys(): the tables may need an update
$ git checkout -q .; sed -i 's/return 1/return 2/' kernel/dma/debug.c; git diff | dmacheck review --tree . | sort | head -n 1
patch 1/1: note: the patch touches what rule release_attrs rests on, check_unmap: the tables may need an update

# What could not be looked at before is not held against a patch.
$ git checkout -q .; bad odd.c; sed -i 's/^{/{ ) ( } } {{{/' odd.c; commit odd; bad odd.c
$ git diff | dmacheck review --tree .
2> dmacheck: odd.c:5: sg_mmio may be no change: not analysed before or after: not understood as C
