#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What `dmacheck model` says to files that are no specimens: usage: errors.sh DMACHECK
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dmacheck=$1 nr=0

# STATUS WORDS: the file on standard input makes the program exit so and say that.
expect() {
	cat >"$work/specimen.c"
	status=0
	"$dmacheck" model "$work/specimen.c" >"$work/told" 2>&1 || status=$?
	nr=$((nr + 1))
	if [ "$status" -ne "$1" ] || ! grep -q "$2" "$work/told"; then
		echo "case $nr: expected $1 and '$2', got $status and"
		cat "$work/told"
		exit 1
	fi
}

expect 2 'no function bad_ or ok_' <<'END'
int neither(void) { return 0; }
END
expect 2 "there is no rule 'nonsense'" <<'END'
void bad_rule(void)
{
	return; // WARN: nonsense
}
END
expect 2 "cannot hand a 'struct device \*\*'" <<'END'
#include <linux/device.h>
void ok_many(struct device **devices) { (void)devices; }
END
expect 2 'too many parameters' <<'END'
void ok_many(int a, int b, int c, int d, int e, int f, int g, int h, int i)
{
}
END
expect 2 'does not compile' <<'END'
void ok_broken(void)
{
	nonsense
}
END
expect 2 'did not come to an end' <<'END'
#include <stdlib.h>
void ok_quits(void)
{
	exit(3);
}
END
expect 1 'ok_harmful should be harmless' <<'END'
#include <linux/dma-mapping.h>
void ok_harmful(struct device *dev)
{
	dma_addr_t handle;

	dma_alloc_attrs(dev, 64, &handle, GFP_KERNEL, DMA_ATTR_CC_SHARED);
}
END
expect 1 'bad_harmless comes to none, and page_mmio claims' <<'END'
#include <linux/types.h>
int elsewhere(int a);
bool bad_harmless(int a,
		  int b)
{
	return elsewhere(a) || b; // WARN: page_mmio MISS source: only to be read
}
END
expect 0 'ok_nothing: none: ' <<'END'
void ok_nothing(void)
{
}
END
expect 0 'ok_apart: none (refused as asked): ' <<'END'
#include <linux/dma-mapping.h>
int ok_apart(struct device *dev, phys_addr_t bar)
{
	return dma_mapping_error(dev, dma_map_phys(dev, bar, 64, DMA_TO_DEVICE,
						   DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED));
}
END

status=0
"$dmacheck" model "$work/missing.c" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'No such file' "$work/told"
status=0
CC="$work/no-compiler" "$dmacheck" model "$work/specimen.c" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'does not compile' "$work/told"
status=0
TMPDIR="$work/missing" "$dmacheck" model "$work/specimen.c" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'missing' "$work/told"
echo "$((nr + 3)) cases"
