# SPDX-License-Identifier: GPL-2.0-only
# What was looked at, and what was not.

$ mixed mixed.c
$ cat >broken.c <<'END'
> #include <linux/dma-mapping.h>
>
> int fine(struct device *dev, struct sg_table *sgt)
> {
> 	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
> }
>
> int broken(struct device *dev, struct sg_table *sgt)
> {
> 	return dma_map_sgtable(dev, sgt, ] DMA_TO_DEVICE ? [ : else);
> }
> END
$ echo 'int x;' >other.c
$ dmacheck check broken.c | brief
broken.c:5 error sg_mmio
2> dmacheck: 1 function not analysed, --stats lists it
$ dmacheck check --quiet broken.c | brief
broken.c:5 error sg_mmio
$ dmacheck check --stats . 2>&1 >/dev/null | sed -E 's/[0-9.]+ s, memory: [0-9]+/N s, memory: N/; s/analysed: .*$/analysed: WORDS/'
dmacheck: broken.c:10: broken() not analysed: WORDS
dmacheck: files: 3 seen, 2 relevant, 0 not analysed
dmacheck: functions: 3 in relevant files, 3 relevant, 1 not analysed
dmacheck: acquiring calls: 4, 1 given to a caller, 3 never released
dmacheck: acquiring calls with attributes: 4, 4 known, 0 known and released
dmacheck: errors: 2, warnings: 1, notes: 0
dmacheck: time: N s, memory: N MiB at most

# On request the gap shows in the status, if nothing worse does.
$ dmacheck check --quiet --require-complete --rule cookie_used broken.c
? 3
$ dmacheck check --quiet --require-complete broken.c >/dev/null
? 1
$ dmacheck check --quiet --require-complete --rule cookie_used broken.c missing.c
2> dmacheck: missing.c: No such file or directory
? 2
$ dmacheck check --quiet --rule cookie_used broken.c
$ dmacheck check --quiet --require-complete mixed.c --level error --rule cookie_used

$ dmacheck check -q -f json --rule cookie_used broken.c | sed -n '/not_analysed/,/]/p' | sed 's/"reason": ".*"/"reason": WORDS/'
    "not_analysed": [
      {
        "file": "broken.c",
        "function": "broken",
        "line": 10,
        "reason": WORDS
      }
    ],
