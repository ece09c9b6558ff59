#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# install.sh SOURCE BUILD: everything arrives, and the installed program needs nothing else.
set -eu
source=$1
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

cmake --install "$build" --prefix "$work/usr" >"$work/log" || {
	cat "$work/log"
	exit 1
}

while read -r file; do
	[ -s "$work/usr/$file" ] || {
		echo "not installed: $file"
		failed=1
	}
done <<'FILES'
bin/dmacheck
share/bash-completion/completions/dmacheck
share/dmacheck/specimens/alloc_cc_shared.c
share/doc/dmacheck/COPYING
share/doc/dmacheck/LICENSE.tree-sitter-c
share/doc/dmacheck/README.md
share/doc/dmacheck/RULES.md
share/man/man1/dmacheck.1
FILES

# Each rule has its place in the man page, and its specimen is the one in the source.
cd /
"$work/usr/bin/dmacheck" rules --json >"$work/rules.json"
sed -nE 's/.*"id": *"([a-z_]+)".*/\1/p' "$work/rules.json" >"$work/ids"
[ -s "$work/ids" ] || {
	echo "no rules"
	failed=1
}
while read -r rule; do
	grep -q "^\\.B $rule\$" "$work/usr/share/man/man1/dmacheck.1" || {
		echo "not in the man page: $rule"
		failed=1
	}
	cmp "$source/testcases/rules/$rule.c" "$work/usr/share/dmacheck/specimens/$rule.c" ||
		failed=1
	"$work/usr/bin/dmacheck" explain "$rule" >"$work/page"
	# A line of the specimen that no summary would have.
	grep -q '^void bad_\|^int bad_\|bad_.*(' "$work/page" || {
		echo "explain $rule: no specimen"
		failed=1
	}
done <"$work/ids"
exit $failed
