#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# readme.sh SOURCE DMACHECK: what README.md shows of a run is what a run shows.
set -eu
cd "$1"
dmacheck=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

arguments=$(sed -n 's|^    \$ ./run check ||p' README.md)
# The indented block goes on to the next empty line.
sed -n '/^    \$ .\/run check/,/^$/ s/^    \([^$].*\)/\1/p' README.md >"$work/shown"
[ -s "$work/shown" ] || {
	echo "no run in README.md"
	exit 1
}
# Unquoted: several files.
"$dmacheck" check $arguments >"$work/real" || [ $? -eq 1 ]
diff -u "$work/shown" "$work/real"
