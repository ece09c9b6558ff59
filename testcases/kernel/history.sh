#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# history.sh TREE DMACHECK: real drivers in a git repository, where commit after commit injects,
# mends, moves, renames and reformats mistakes; each is to be told for what it is.
#
# TREE is a kernel tree, or a program that prints the path of one (its exit status 77 is passed on:
# skipped).  Nothing in it is changed.  With -v every commit is printed.
set -eu
verbose=
if [ "$1" = -v ]; then
	verbose=yes
	shift
fi
tree=$1
if [ ! -d "$tree" ]; then
	tree=$("$1") || exit $?
fi
program=$(realpath "$2")
command -v git >/dev/null || {
	echo "skip: there is no git"
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/linux" "$work/cache"
export XDG_CACHE_HOME="$work/cache" LC_ALL=C GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

vmw=drivers/gpu/drm/vmwgfx/vmwgfx_ttm_buffer.c
etnaviv=drivers/gpu/drm/etnaviv/etnaviv_gem.c
armada=drivers/gpu/drm/armada/armada_gem.c
pl330=drivers/dma/pl330.c
mfc=drivers/media/platform/samsung/s5p-mfc
vb2=drivers/media/common/videobuf2

(cd "$tree" && tar cf - Makefile include/linux/*.h include/media/*.h "$vmw" "$etnaviv" "$armada" \
	drivers/dma/*.[ch] drivers/gpu/drm/etnaviv/*.[ch] "$mfc" "$vb2" \
	drivers/media/platform/verisilicon/*.[ch]) | tar xf - -C "$work/linux"
cd "$work/linux"
git init -q -b main .
git add -A
git commit -q -m "as it is"

nr=0
failed=0

# What the last commit did, `CLASS FILE RULE` with how often.
classes()
{
	"$program" check --diff HEAD~..HEAD --kernel 7.3 --show introduced,touched ||
		[ $? -eq 1 ] || echo "failed: $?"
}

# Whether the same is told without the memory of the commits before.
is_same_at_once()
{
	for memory in "" --no-cache; do
		"$program" check --diff HEAD~..HEAD --kernel 7.3 --level note --format json $memory \
			--show introduced,touched,pre-existing 2>&1 |
			sed '/"seconds":/d; /"peak_memory_kb":/d' >"$work/told$memory" || true
	done
	cmp "$work/told" "$work/told--no-cache"
}

# after NAME [LINE...]: commits what was edited, which is to be told as the lines say.
after()
{
	nr=$((nr + 1))
	name=$1
	shift
	git add -A
	git commit -q -m "$name" || {
		echo "$name: nothing was edited"
		failed=1
		return
	}
	classes 2>&1 >"$work/out" | sed 's/^/told: /' >"$work/err"
	sed -nE 's/^([^:]*):[0-9]+:[0-9]+: (error|warning): .* \[([a-z_]+)\]$/introduced \1 \3/p
		s/^([^:]*):[0-9]+:[0-9]+: (error|warning): .* \[([a-z_]+), touched\]$/touched \1 \3/p' \
		"$work/out" | cat - "$work/err" | sort >"$work/got"
	for line; do
		echo "$line"
	done | sort >"$work/want"
	[ -z "$verbose" ] || {
		echo "$nr. $name"
		sed 's/^/	/' "$work/got"
	}
	cmp -s "$work/want" "$work/got" || {
		echo "$name: <wanted >told"
		diff "$work/want" "$work/got" || true
		failed=1
	}
	is_same_at_once || failed=1
}

mmio='s/DMA_BIDIRECTIONAL, 0)/DMA_BIDIRECTIONAL, DMA_ATTR_MMIO)/'

sed -i "/dma_map_sgtable/$mmio" $vmw
after "inject: MMIO to a table" "introduced $vmw sg_mmio" "introduced $vmw release_attrs"
sed -i '1i/* one line more */' $vmw
after "a line above it"
sed -i 's/return dma_map_sgtable(dev, /return dma_map_sgtable(dev,\n\t\t\t       /' $vmw
after "reformat: its call on two lines" "touched $vmw sg_mmio"
sed -i 's/vmw_ttm_map_for_dma/vmw_ttm_map_dma/' $vmw
after "rename: its function" "touched $vmw sg_mmio"
sed -i 's/dma_map_sgtable(dev,/dma_map_sgtable(vmw_tt->dev_priv->drm.dev,/' $vmw
after "edit: an argument of its call" "touched $vmw sg_mmio"
git mv $vmw drivers/gpu/drm/vmwgfx/vmwgfx_backend.c
vmw=drivers/gpu/drm/vmwgfx/vmwgfx_backend.c
after "rename: its file" "touched $vmw sg_mmio" "touched $vmw release_attrs"
sed -i "/dma_unmap_sgtable/$mmio" $vmw
after "inject: the same at the unmap" "introduced $vmw sg_mmio"
sed -i 's/DMA_ATTR_MMIO/0/' $vmw
after "mend: both"

sed -i "/dma_map_sgtable/$mmio" $etnaviv
sed -i "s/attach->dev, sgt, dir, 0)/attach->dev, sgt, dir, DMA_ATTR_MMIO)/" $armada
after "inject: in two drivers at once" "introduced $etnaviv sg_mmio" \
	"introduced $etnaviv release_attrs" \
	"introduced $armada sg_mmio" "introduced $armada sg_mmio" "introduced $armada sg_mmio"
sed -i 's/^\t/        /' $armada
after "reformat: blanks for tabs"
sed -i 's/DMA_ATTR_MMIO/0/' $armada
after "mend: one of the two"
new=drivers/gpu/drm/etnaviv/etnaviv_gem_map.c
sed -n '/^#include/p' $etnaviv >$new
sed -n '/^static void etnaviv_gem_scatter_map/,/^}/p' $etnaviv >>$new
sed -i '/^static void etnaviv_gem_scatter_map/,/^}/d' $etnaviv
after "move: its function to another file" "touched $new sg_mmio"
sed 's/etnaviv_gem_scatter_map/etnaviv_gem_scatter_too/' $new >>$etnaviv
after "copy: its function" "introduced $etnaviv sg_mmio"
git rm -q $new
after "remove: the first of the two"
git revert -n HEAD
after "revert: it comes back" "introduced $new sg_mmio"

sed -i 's/DMA_ATTR_PRIVILEGED);/DMA_ATTR_CC_SHARED);/' $pl330
after "inject: CC_SHARED to an allocation and its frees" "introduced $pl330 alloc_cc_shared" \
	"introduced $pl330 alloc_cc_shared" "introduced $pl330 alloc_cc_shared"
sed -i 's/DMA_ATTR_CC_SHARED/DMA_ATTR_PRIVILEGED/' $pl330
after "mend: it"
sed -i '/dma_free_attrs/,/;/s/DMA_ATTR_PRIVILEGED/0/' $pl330
after "inject: freed without the attribute" "introduced $pl330 release_attrs" \
	"introduced $pl330 release_attrs"
sed -i '/^static int dmac_alloc_resources/,/^}/s/\bret\b/err/g' $pl330
after "rename: a variable beside it"
sed -i '/DMA_ATTR_PRIVILEGED/s/DMA_ATTR_PRIVILEGED/0/' $pl330
after "mend: the other side"
git revert -n HEAD~4..HEAD
after "revert: up to the first mistake" "introduced $pl330 alloc_cc_shared" \
	"introduced $pl330 alloc_cc_shared" "introduced $pl330 alloc_cc_shared"

sed -i '0,/q->dma_attrs = .*;/s//q->dma_attrs = DMA_ATTR_CC_SHARED;/' $mfc/s5p_mfc.c
after "inject: a member that another file reads" \
	"introduced $vb2/videobuf2-dma-contig.c noncontiguous_attr" \
	"introduced $vb2/videobuf2-dma-contig.c alloc_cc_shared" \
	"introduced $vb2/videobuf2-dma-contig.c alloc_cc_shared" \
	"introduced $vb2/videobuf2-dma-contig.c alloc_cc_shared" \
	"introduced $vb2/videobuf2-dma-contig.c alloc_cc_shared" \
	"introduced $vb2/videobuf2-dma-contig.c alloc_cc_shared"
sed -i 's/q->dma_attrs = DMA_ATTR_CC_SHARED/q->dma_attrs = __DMA_ATTR_ALLOC_CC_SHARED/' $mfc/s5p_mfc.c
after "inject: the private name instead" "introduced $mfc/s5p_mfc.c private_attr"
sed -i 's/q->dma_attrs = __DMA_ATTR_ALLOC_CC_SHARED/q->dma_attrs = 0/' $mfc/s5p_mfc.c
after "mend: it"

sed -i '/dma_map_sgtable/i\	/* dmacheck: ignore sg_mmio -- known */' $new
after "ignore: with a reason"
sed -i 's/ -- known//' $new
after "ignore: the reason is gone" "introduced $new bad_ignore"
sed -i '/dmacheck: ignore/d' $new
after "ignore: not any more" "introduced $new sg_mmio"
git rm -q $new && sed -i 's/DMA_ATTR_MMIO/0/' $etnaviv
after "mend: the rest"
printf '\nThe end.\n' >>Makefile
after "nothing of C"
core=drivers/dma/pl330_core.c
git mv $pl330 $core
after "rename: a file with three mistakes" "touched $core alloc_cc_shared" \
	"touched $core alloc_cc_shared" "touched $core alloc_cc_shared"
sed -i 's/DMA_ATTR_CC_SHARED/DMA_ATTR_PRIVILEGED/' $core
after "mend: them, under the new name"

[ $nr -ge 30 ] || {
	echo "$nr commits are too few"
	failed=1
}
exit $failed
