#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Judge and values cannot go wrong at run time, whatever they are given: usage: eva.sh
#
# Runs the value analysis of Frama-C over judge.c and attrset.c with every input.  It fails on any
# alarm, and on a property of eva-judge.c or eva-attrset.c that is not proved.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkers=$(cd "$here/../../checkers" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Its C has no assertion about the size of an array of structures with strings.
sed '/_Static_assert/,/;$/d' "$checkers/rules/table.c" >"$work/table.c"
nr_apis=$(grep -c '^API(' "$checkers/rules/apis.def")
cp "$here"/eva-*.c "$work"
cd "$work"

# NAME SOURCE: no alarm in any call that eva-NAME.c makes.
analyse() {
	frama-c -eva -eva-precision 2 -machdep gcc_x86_64 \
		-cpp-extra-args="-I$checkers/rules -I$checkers/facts -DNR_APIS=$nr_apis" \
		"eva-$1.c" "$checkers/$2" table.c >log 2>&1 || { cat log; exit 1; }
	echo "$2"
	grep -E 'functions analyzed|alarms? generated|logical properties' log
	grep -q '^ *0 alarms generated' log && grep -q '100% of the logical properties' log ||
		{ cat log; exit 1; }
}

analyse judge rules/judge.c
analyse attrset facts/attrset.c
