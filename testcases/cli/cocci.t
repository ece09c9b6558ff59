# SPDX-License-Identifier: GPL-2.0-only
# Coccinelle's modes, and its semantic patches in a tree.

$ command -v spatch >/dev/null || echo "skip: spatch is not installed"
$ bad a.c && dmacheck coccicheck . | brief
a.c:5 error sg_mmio
$ dmacheck check --engine all a.c --format json >all.json 2>/dev/null; grep -c '"cocci"' all.json
1
$ dmacheck coccicheck . org | sed 's/.*\]\[//'
ERROR: DMA_ATTR_MMIO given to a scatterlist call]]
$ dmacheck coccicheck . context | grep '^-	'
-	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
$ dmacheck coccicheck . patch | grep '^[-+]	'
-	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
+	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0);
$ dmacheck coccicheck . chain
2> dmacheck: 'chain' is none of report, context, org, patch
? 2
$ dmacheck coccicheck
2> dmacheck: coccicheck takes a tree, and a mode if it is not report
? 2
$ dmacheck coccicheck gone org
2> dmacheck: gone: No such file or directory
? 2

# A kernel's release counts.
$ mkdir old && cat >old/a.c <<'EOF'
> #include <linux/dma-mapping.h>
> void *get(struct device *dev, dma_addr_t *dma)
> {
> 	return dma_alloc_coherent(dev, 64, dma, GFP_KERNEL | __GFP_COMP);
> }
> EOF
$ dmacheck check --engine cocci --kernel 6.1 old
$ dmacheck check --engine cocci --kernel 6.2 old | brief
old/a.c:4 error alloc_gfp

# What spatch cannot parse is told.
$ mkdir odd && bad odd/b.c && sed -i 's/return/WEIRD(int x, struct foo {\n&/' odd/b.c
$ dmacheck check --engine cocci --stats odd 2>&1 | grep 'cocci:'
dmacheck: odd/b.c:4: bad() not analysed: cocci: spatch cannot parse it

# A file that spatch dies of costs no other, and a name is a name.
$ mkdir hard && bad "hard/in a.c" && bad "hard/$(printf 'a\tb').c" && bad "hard/it's \"b\".c"
$ bad hard/dies.c && mkdir bin && cat >bin/spatch <<'EOF'
> #!/bin/sh
> for groups; do :; done
> ! grep -q dies.c "$groups" || kill -ABRT $$
> PATH=${PATH#*:} exec spatch "$@"
> EOF
$ chmod +x bin/spatch && PATH=$PWD/bin:$PATH dmacheck check --no-cache --engine cocci hard 2>&1 | sed 's/: error.*//'
hard/a?b.c:5:9
hard/in a.c:5:9
hard/it's "b".c:5:9
dmacheck: hard/dies.c: not analysed: cocci: spatch was killed by signal 6

# Nor does one that spatch hangs at, even if it does not notice itself.
$ mkdir slow && bad slow/a.c && bad slow/b.c && bad slow/hangs.c && cat >bin/spatch <<'EOF'
> #!/bin/sh
> for groups; do :; done
> ! grep -q hangs.c "$groups" || exec sleep 60
> PATH=${PATH#*:} exec spatch "$@"
> EOF
$ PATH=$PWD/bin:$PATH dmacheck check --no-cache --timeout 6 --engine cocci slow 2>&1 | sed 's/: error.*//'
slow/a.c:5:9
slow/b.c:5:9
dmacheck: slow/hangs.c: not analysed: cocci: took longer than 6 s

# Nor does the shell see a name, or spatch what a tree brings along.
$ mkdir evil && printf '[spatch]\n\toptions = --cocci-file evil.cocci\n' >evil/.cocciconfig
$ printf '@initialize:python@\n@@\nopen("ran", "w")\n' >evil/evil.cocci && bad evil/a.c && bad 'evil/$(touch ran).c'
$ (cd evil && dmacheck coccicheck . context 2>&1 | grep -e '^-	' -e told; find . / -maxdepth 1 -name ran)
-	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
dmacheck: $(touch ran).c: not analysed: cocci: spatch cannot be told its name

# A tree of ours in small.
$ dmacheck install-cocci .
2> dmacheck: .: not a kernel tree with scripts/coccinelle
? 2
$ mkdir -p scripts/coccinelle && dmacheck install-cocci . && ls scripts/coccinelle/dma | head -n 2
alloc_cc_shared.cocci
alloc_gfp.cocci
# The old file stays what it is to others who have it, too.
$ printf '\n// Copyright: (C) 2026 the dmacheck authors\n' >scripts/coccinelle/dma/old
$ ln -f scripts/coccinelle/dma/old scripts/coccinelle/dma/sg_mmio.cocci
$ dmacheck install-cocci . && wc -l <scripts/coccinelle/dma/old && rm scripts/coccinelle/dma/old
2
$ dmacheck install-cocci . && echo mine >scripts/coccinelle/dma/sg_mmio.cocci
$ dmacheck install-cocci .
2> dmacheck: ./scripts/coccinelle/dma/sg_mmio.cocci: is not ours, and stays as it is
? 2
$ dmacheck install-cocci --remove .
2> dmacheck: ./scripts/coccinelle/dma/sg_mmio.cocci: is not ours, and stays as it is
? 2
$ ls scripts/coccinelle/dma && rm scripts/coccinelle/dma/sg_mmio.cocci
sg_mmio.cocci
$ dmacheck install-cocci --remove . && ls scripts/coccinelle
$ mkdir elsewhere && ln -s ../../elsewhere scripts/coccinelle/dma && dmacheck install-cocci .
2> dmacheck: ./scripts/coccinelle/dma: File exists
? 2
$ ls elsewhere
