#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# drift.sh TREE DMACHECK: `dmacheck kernel` has nothing to say about a real tree, and something about
# each change that is put into a copy of what it reads.
#
# TREE is a kernel tree, or a program that prints the path of one (its exit status 77: skipped).
set -eu
tree=$1
[ -d "$tree" ] || tree=$("$1") || exit $?
dmacheck=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain()
{
	echo "$*"
	failed=1
}

"$dmacheck" kernel "$tree" >"$work/out" 2>/dev/null || complain "the tree differs from the tables"
grep -v ': early: ' "$work/out" && failed=1
"$dmacheck" kernel --all "$tree" 2>/dev/null | grep -c ': same: ' >"$work/nr" || true
[ "$(cat "$work/nr")" -gt 60 ] || complain "only $(cat "$work/nr") rows were compared"

cd "$tree"
release=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = //p' Makefile | paste -s -d .)
mkdir "$work/tree"
for file in Makefile Documentation/core-api/dma-attributes.rst kernel/dma/mapping.c \
	kernel/dma/debug.c include/linux/dma-mapping.h include/linux/blkdev.h \
	include/linux/virtio.h include/net/netmem.h include/net/xdp_sock_drv.h \
	include/net/xsk_buff_pool.h include/rdma/ib_verbs.h; do
	[ ! -e "$file" ] || cp --parents "$file" "$work/tree"
done
cd "$work/tree"
nr=0

# FIRST RELEASE @ FILE @ EDIT @ what must be told.  An edit that changes nothing is a stale case.
while IFS='@' read -r since file edit want; do
	case $since in
	'#'* | '') continue ;;
	esac
	[ "$(printf '%s\n' "$since" "$release" | sort -V | head -n 1)" = "$since" ] || continue
	nr=$((nr + 1))
	cp "$file" "$work/kept"
	sed -E "$edit" "$work/kept" >"$file"
	! cmp -s "$file" "$work/kept" || complain "stale: $file: $edit"
	status=0
	"$dmacheck" kernel . >"$work/out" 2>/dev/null || status=$?
	[ $status -eq 1 ] && grep -qE "$want" "$work/out" || {
		complain "missed (exit status $status): $edit: no $want"
		cat "$work/out"
	}
	cp "$work/kept" "$file"
done <<'CHANGES'
# a bit moved, an attribute gone, an attribute added
6.1@include/linux/dma-mapping.h@s/(DMA_ATTR_PRIVILEGED\s+)\(1UL << 9\)/\1(1UL << 15)/@changed: DMA_ATTR_PRIVILEGED is bit 15
6.18@include/linux/dma-mapping.h@s/(DMA_ATTR_MMIO\s+\(1UL << )10/\19/@changed: DMA_ATTR_MMIO is bit 9
6.1@include/linux/dma-mapping.h@/define DMA_ATTR_NO_WARN/d@gone: DMA_ATTR_NO_WARN
6.1@include/linux/dma-mapping.h@s/^#define DMA_ATTR_NO_WARN.*/&\n#define DMA_ATTR_NOVELTY (1UL << 20)/@new: DMA_ATTR_NOVELTY, bit 20
6.1@Documentation/core-api/dma-attributes.rst@s/^DMA_ATTR_NO_WARN$/DMA_ATTR_QUIET/@new: DMA_ATTR_QUIET
# a parameter inserted, in front and at the end; two that changed places
6.1@include/linux/dma-mapping.h@s/dma_map_sg_attrs\(struct device \*dev,/& int node,/@changed: dma_map_sg_attrs
6.1@include/linux/dma-mapping.h@/^void dma_unmap_page_attrs/,/;/s/unsigned long attrs/&, int node/@changed: dma_unmap_page_attrs
6.1@kernel/dma/mapping.c@s/void dma_free_attrs\(struct device \*dev, size_t size, void \*cpu_addr/void dma_free_attrs(struct device *dev, void *cpu_addr, size_t size/@changed: dma_free_attrs
6.1@include/linux/dma-mapping.h@s/(define dma_map_single\(d, a, s, r\) dma_map_single_attrs)\(d, a, s, r, 0\)/\1(d, a, r, s, 0)/@changed: dma_map_single:
6.1@include/rdma/ib_verbs.h@/int ib_dma_map_sg_attrs/,/\{/s/unsigned long dma_attrs/unsigned long dma_attrs, bool p2p/@changed: ib_dma_map_sg_attrs
6.1@include/linux/blkdev.h@s/define dma_map_bvec\(dev, bv, dir, attrs\)/define dma_map_bvec(dev, bv, attrs, dir)/@changed: dma_map_bvec
# functions that come and go
6.1@include/linux/dma-mapping.h@s/^bool dma_can_mmap.*;/&\nint dma_map_novel(struct device *dev, unsigned long attrs);/@new: dma_map_novel
6.1@include/linux/dma-mapping.h@s/^#define dma_map_page\(.*/&\n#define dma_map_fast(d, p, o, s, r) dma_map_page_attrs(d, p, o, s, r, DMA_ATTR_SKIP_CPU_SYNC)/@new: dma_map_fast
6.1@include/linux/virtio.h@s/^struct virtqueue;|^struct virtqueue \{/int virtqueue_map_novel(struct virtqueue *vq, dma_addr_t addr, unsigned long attrs);\n&/@new: virtqueue_map_novel
6.1@include/linux/dma-mapping.h@s/dma_mmap_wc/dma_mmap_writecombine/@gone: dma_mmap_wc
# what is added on the way
6.1@include/linux/dma-mapping.h@/void dma_free_wc/,/^\}/s/DMA_ATTR_WRITE_COMBINE/0/@changed: dma_free_wc adds none
6.18@kernel/dma/mapping.c@/^dma_addr_t dma_map_resource/,/^\}/s/attrs \| DMA_ATTR_MMIO/attrs/@changed: dma_map_resource adds none
6.1@include/linux/dma-mapping.h@/void dma_free_coherent/,/^\}/s/dma_handle, 0/dma_handle, DMA_ATTR_WEAK_ORDERING/@changed: dma_free_coherent adds WEAK_ORDERING
# what must match at release
7.2@kernel/dma/debug.c@s/DMA_ATTR_MMIO \| DMA_ATTR_REQUIRE_COHERENT/DMA_ATTR_REQUIRE_COHERENT/@changed: must match
7.2@kernel/dma/debug.c@s/DMA_ATTR_FORCE_CONTIGUOUS \|/& DMA_ATTR_WEAK_ORDERING |/@changed: must match
7.2@kernel/dma/debug.c@s/DMA_ATTR_UNMAP_VALID/VALID_AT_UNMAP/@gone: DMA_ATTR_UNMAP_VALID
# checks dropped and added
6.18@kernel/dma/mapping.c@/^void dma_unmap_page_attrs/,/^\}/s/attrs & DMA_ATTR_MMIO/0/@changed: dma_unmap_page_attrs refuses none
6.18@kernel/dma/mapping.c@/^void dma_unmap_page_attrs/,/^\}/s/return;/ ;/@changed: dma_unmap_page_attrs refuses none
7.3@kernel/dma/mapping.c@/^void \*dma_alloc_attrs/,/^\}/s/DMA_ATTR_CC_SHARED \| //@changed: dma_alloc_attrs refuses ALLOC_CC_SHARED
6.2@kernel/dma/mapping.c@/^void \*dma_alloc_attrs/,/^\}/s/flag & __GFP_COMP/0/@changed: dma_alloc_attrs refuses
6.1@kernel/dma/mapping.c@s/attrs & ~DMA_ATTR_ALLOC_SINGLE_PAGES/attrs \& DMA_ATTR_ALLOC_SINGLE_PAGES/@changed: dma_alloc_noncontiguous refuses ALLOC
6.1@kernel/dma/mapping.c@s/__GFP_DMA32 \| __GFP_HIGHMEM\)\)\)/__GFP_DMA32)))/@changed: __dma_alloc_pages refuses
6.1@kernel/dma/mapping.c@/^void dma_unmap_sg_attrs/,/^\}/s/BUG_ON.*/&\n\tif (attrs \& DMA_ATTR_NO_WARN)\n\t\treturn;/@changed: dma_unmap_sg_attrs refuses NO_WARN
CHANGES
[ $nr -gt 0 ] || complain "no change was tried"
exit $failed
