#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# shapes.sh SOURCE: the specimens that testcases/rules/README.md names are there.
set -eu
cd "$1/testcases/rules"
names=$(sed -n '/^|/s/`/\n/gp' README.md | grep -E '^[a-z][a-z_]*_[a-z]+(-[a-z-]+)?$' | sort -u)
[ -n "$names" ] || {
	echo "no specimen in README.md"
	exit 1
}
failed=0
for name in $names; do
	[ -f "$name.c" ] || {
		echo "README.md: no specimen $name.c"
		failed=1
	}
done
exit $failed
