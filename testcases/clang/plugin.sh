#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# plugin.sh PLUGIN CLANG SOURCE DMACHECK: the plugin in a compiler of its release, and in others.
set -eu
plugin=$1 clang=$2 source=$3 dmacheck=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$source/testcases/rules"

# compile NAME [FLAGS]...: of a specimen; what the compiler says goes to $work/said.
compile()
{
	name=$1
	shift
	"$clang" -fsyntax-only -std=gnu11 -I "$source/checkers/model/include" \
		-fplugin="$plugin" "$@" "$name.c" 2> "$work/said"
}

# expect TEXT: that it said so.
expect()
{
	grep -qF "$1" "$work/said" && return
	echo "not said: $1"
	cat "$work/said"
	exit 1
}

refuse()
{
	grep -qF "$1" "$work/said" || return 0
	echo "said: $1"
	cat "$work/said"
	exit 1
}

# Warnings of the compiler's own kind, with notes; neither -w nor -Werror is about them.
compile release_attrs -w -Werror
expect "release_attrs.c:29:2: warning: freed with other attributes"
expect "release_attrs.c:26:11: note: allocated by dma_alloc_attrs() with NO_KERNEL_MAPPING"

# What is certain comes with its remedy, which is none where somebody else has to choose.
compile alloc_cc_shared -fdiagnostics-parseable-fixits
expect 'fix-it:"alloc_cc_shared.c":{'
compile alloc_cc_shared-choice -fdiagnostics-parseable-fixits
refuse 'fix-it:'

# Errors when asked for.
if compile release_attrs -fplugin-arg-dmacheck-error; then
	echo "an error did not end the compilation"
	exit 1
fi
expect "release_attrs.c:29:2: error: freed with other attributes"

# Nothing below a level.
compile release_attrs_hint -fplugin-arg-dmacheck-level=note
expect "[release_attrs_hint]"
compile release_attrs_hint -fplugin-arg-dmacheck-level=error
if [ -s "$work/said" ]; then
	echo "said below the level:"
	cat "$work/said"
	exit 1
fi

# Nothing that a comment asks for not to be told.
cat > "$work/spared.c" << 'EOF'
#include <linux/dma-mapping.h>
void *spared(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, 64, dma, GFP_KERNEL, DMA_ATTR_CC_SHARED); // dmacheck: ignore alloc_cc_shared -- a test
}
void *told(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, 64, dma, GFP_KERNEL, DMA_ATTR_CC_SHARED);
}
EOF
compile "$work/spared"
refuse "spared.c:4:"
expect "spared.c:8:"

# Arguments that it does not know.
for argument in sometimes level=high kernel=new; do
	if compile release_attrs -fplugin-arg-dmacheck-$argument; then
		echo "$argument was taken"
		exit 1
	fi
	expect "'$argument' is none of level=note"
done

# Facts of units are linked over all of them, and those of a unit that changed are replaced.
for name in alloc_cc_shared-across-subsystem alloc_cc_shared-across-subsystem.other; do
	compile $name -fplugin-arg-dmacheck-facts="$work/facts"
	if grep -q alloc_cc_shared] "$work/said"; then
		echo "$name: one unit knows what the other does"
		exit 1
	fi
done
status=0
for times in once again; do
	"$dmacheck" check --facts "$work/facts" . > "$work/found" || status=$?
	if [ $status -ne 1 ] || ! grep -q "^alloc_cc_shared-across-subsystem.c:20:.*shared]$" \
		"$work/found"; then
		echo "not found over all units, $times:"
		cat "$work/found"
		exit 1
	fi
	compile alloc_cc_shared-across-subsystem -fplugin-arg-dmacheck-facts="$work/facts"
done
compile release_attrs -fplugin-arg-dmacheck-facts="$work/facts" -fplugin-arg-dmacheck-kernel=6.12
status=0
"$dmacheck" check --facts "$work/facts" . > "$work/found" 2> "$work/said" || status=$?
expect "facts of several releases, --kernel says which counts"
[ $status -eq 2 ]
if compile release_attrs -fplugin-arg-dmacheck-facts=/proc/none; then
	echo "facts were written to a place that takes none"
	exit 1
fi
expect "error: dmacheck: no facts can be written to /proc/none: No such file or directory"

# Any other release says so in words.
for other in clang-14 clang-15 clang-16 clang-17 clang-18 clang-20; do
	command -v $other > /dev/null || continue
	clang=$other
	if compile release_attrs; then
		echo "$other took the plugin"
		exit 1
	fi
	expect "this plugin is for Clang 19, the program is"
done
