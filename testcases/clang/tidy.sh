#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# tidy.sh MODULE CLANG-TIDY SOURCE: a check for each rule, over one unit and over several.
set -eu
module=$1 tidy=$2 source=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$source/testcases/rules"

# check NAMES OPTIONS FILES...
check()
{
	names=$1 options=$2
	shift 2
	"$tidy" --load "$module" --quiet --checks="-*,$names" --config="{CheckOptions: {$options}}" \
		"$@" -- -std=gnu11 -I "$source/checkers/model/include" > "$work/said" 2>&1
}

# expect NUMBER TEXT: that so many lines say it.
expect()
{
	[ "$(grep -cF "$2" "$work/said")" -eq "$1" ] && return
	echo "not said $1 times: $2"
	cat "$work/said"
	exit 1
}

check 'dmacheck-*' '' release_attrs.c mmio_on_ram.c
expect 1 "release_attrs.c:29:2: warning: freed with other attributes than it was allocated with: NO_KERNEL_MAPPING missing [dmacheck-release_attrs]"
expect 1 "release_attrs.c:26:11: note: allocated by dma_alloc_attrs() with NO_KERNEL_MAPPING"
expect 1 "RAM mapped as MMIO by dma_map_resource() [dmacheck-mmio_on_ram]"

# Only the rules that are wanted, and nothing below a level.
check 'dmacheck-mmio_on_ram' '' release_attrs.c
expect 0 warning:
check 'dmacheck-*' '' release_attrs_hint.c
expect 1 release_attrs_hint]
check 'dmacheck-*' 'dmacheck-release_attrs_hint.Level: error' release_attrs_hint.c
expect 0 release_attrs_hint]
check 'dmacheck-*' 'Level: high' release_attrs.c
grep -q "Level: 'high' is none of note, warning, error" "$work/said" || expect 1 "'high' is none"

# Nothing is said of a unit that the compiler does not understand, whatever is left of it.
sed '$aint broken(void) { return }' release_attrs.c > "$work/broken.c"
check 'dmacheck-*' '' "$work/broken.c" || true
expect 0 dmacheck-release_attrs]

# Each rule in the engine's reach has a check.
"$tidy" --load "$module" --checks='-*,dmacheck-*' --list-checks > "$work/said"
expect 1 dmacheck-never_released
expect 1 dmacheck-private_attr
