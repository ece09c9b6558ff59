#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# neovim.sh DMACHECK: a file is opened, looked at, mended and saved in Neovim, without anybody.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v nvim >/dev/null || {
	echo "skip: there is no nvim"
	exit 77
}
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work" XDG_STATE_HOME="$work"
export XDG_CACHE_HOME="$work" DMACHECK="$program" REPORT="$work/report"
cat >"$work/a.c" <<'C'
#include <linux/dma-mapping.h>

int a(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
}
C
timeout 60 nvim --headless -u NONE -i NONE -n -S "$here/neovim.lua" "$work/a.c" </dev/null \
	>"$work/log" 2>&1 || {
	cat "$work/log"
	exit 1
}
diff -u - "$work/report" <<'R'
opened: 5:9 error sg_mmio MMIO given to dma_map_sgtable()
hover: **dma_map_sgtable()** maps: a scatterlist
action: drop the attribute
mended: nothing
typed: 5:9 error sg_mmio MMIO given to dma_map_sgtable()
saved: nothing
R
grep -q 'DMA_TO_DEVICE, 0)' "$work/a.c"
