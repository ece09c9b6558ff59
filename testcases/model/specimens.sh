#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Every specimen suffers what its rules claim, or does not: usage: specimens.sh DMACHECK FOLDER
#
# FOLDER is that of the specimens.  unshown.txt lists the functions that
# cannot show a harm; an entry that is no longer needed fails like one that is missing.
set -eu

if [ $# -ne 2 ]; then
	echo "usage: $0 DMACHECK FOLDER" >&2
	exit 2
fi

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A specimen has functions of these names; what else lies there is none.
status=0
grep -lE '^[a-z].*[ *](bad|ok)_[a-z0-9_]+\(' "$2"/*.c | tr '\n' '\0' |
	xargs -0 "$1" model >"$work/told" || status=$?

# xargs says 123 for a command that said 1.
if [ "$status" -ne 0 ] && [ "$status" -ne 1 ] && [ "$status" -ne 123 ]; then
	echo "the specimens could not be run"
	exit 1
fi
sed -n -e 's|^.*/\([^/]*\.c\):[0-9]*: \([a-z0-9_]*\) comes to .*, and \([a-z_]*\) claims .*|\1 \2 \3|p' \
	-e 's|^.*/\([^/]*\.c\):[0-9]*: \([a-z0-9_]*\) should be harmless|\1 \2 harmless|p' \
	"$work/told" | sort >"$work/found"
sed -n 's|^\([^#:]*\): .*|\1|p' "$here/unshown.txt" | sort >"$work/listed"
# A rule that no specimen can show stands there once, and must be found at least once.
sed -n 's|^\* \* ||p' "$work/listed" | while read -r rule; do
	sed "s|^.* $rule\$|* * $rule|" "$work/found" | sort -u >"$work/folded"
	mv "$work/folded" "$work/found"
done
cp "$work/listed" "$work/expected"
if ! diff "$work/expected" "$work/found"; then
	echo "< is in unshown.txt and no longer so, > is so and not in unshown.txt"
	grep -E 'comes to|should be' "$work/told"
	exit 1
fi
echo "$(grep -cE ': (none|[a-z,]+)( \(.*\))?: ' "$work/told") outcomes, $(wc -l <"$work/found") not shown"
