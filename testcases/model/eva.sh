#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The judge cannot go wrong at run time, whatever it is given: usage: eva.sh
#
# Runs the value analysis of Frama-C over judge.c with every input.  It fails on any alarm, and on a
# property of eva.c that is not proved.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
rules=$(cd "$here/../../checkers/rules" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Its C has no assertion about the size of an array of structures with strings.
sed '/_Static_assert/,/;$/d' "$rules/table.c" >"$work/table.c"
nr_apis=$(grep -c '^API(' "$rules/apis.def")
cp "$here/eva.c" "$work"
cd "$work"
frama-c -eva -eva-precision 2 -machdep gcc_x86_64 -cpp-extra-args="-I$rules -DNR_APIS=$nr_apis" \
	eva.c "$rules/judge.c" table.c >log 2>&1 || { cat log; exit 1; }
grep -E 'alarms? generated|logical properties' log
grep -q '^ *0 alarms generated' log && grep -q '100% of the logical properties' log
