# SPDX-License-Identifier: GPL-2.0-only
# The table of rules in its three forms says the same of the same rules.

$ dmacheck rules | grep sg_mmio
sg_mmio                 error    6.18  DMA_ATTR_MMIO given to a scatterlist call
$ dmacheck rules | awk '{ print $1, $2, $3 }' >table
$ dmacheck rules --markdown | sed -nE 's/^\| \[([a-z_]+)\].* \| ([a-z]+) \| ([0-9.]+) \|.*/\1 \2 \3/p' | diff table -
$ dmacheck rules --markdown | sed -n 's/^## //p' | paste -d ' ' - table | awk '$1 != $2'
$ dmacheck rules --json | sed -nE 's/.*"(id|level|since)": "(.*)",/\2/p' | paste -d ' ' - - - | diff table -

# Every rule can be explained, with a specimen of its own name first.
$ cut -d ' ' -f 1 table | while read -r rule; do
> 	dmacheck explain "$rule" >page
> 	grep -q "^specimens  $rule\>" page || echo "$rule: no specimen"
> 	# no line of it ends in white space or is wider than a terminal
> 	sed '/^$/,$d' page | awk '/ $/ || length > 79'
> done

$ dmacheck explain sg_mmio >page
$ sed '/^specimens/,$d' page
rule       sg_mmio
level      error
mistake    DMA_ATTR_MMIO given to a scatterlist call
why        The scatterlist code finds peer-to-peer pages by itself. With the
           attribute, memory entries lose their cache maintenance, and the
           IOMMU path maps them as device memory. Drop it.
harm       corrupt
witness    kernel/dma/direct.c: dma_direct_map_sg; drivers/iommu/dma-iommu.c:
           iommu_dma_map_sg (7.3)
since      6.18
engines    source, sparse, clang, cocci
$ grep -c 'WARN: sg_mmio' page
2
# A further specimen by its own name: its text and nothing else.
$ dmacheck explain sg_mmio-list | head -n 1
// SPDX-License-Identifier: GPL-2.0-only
