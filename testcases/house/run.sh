#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh SOURCE CHECKOUT: `./run check` in a checkout of its own: it builds, passes arguments and
# exit status on, takes paths as the user means them, and has nothing to say the second time.
#
# CHECKOUT is made anew from SOURCE but for its build, which tests of the release build go on with.
set -eu
source=$1
checkout=$2
# The compiler of the tests is not that of the user.
unset CC
mkdir -p "$checkout"
find "$checkout" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
tar -C "$source" --exclude=./build --exclude=./.git -cf - . | tar -C "$checkout" -xf -
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect WHAT STATUS STDOUT COMMAND...: stdout is a pattern of grep, or empty for nothing at all.
expect()
{
	what=$1 status=$2 pattern=$3
	shift 3
	got=0
	"$@" >"$work/out" 2>"$work/err" || got=$?
	[ "$got" -eq "$status" ] || complain "exit status $got, not $status"
	if [ -n "$pattern" ]; then
		grep -q "$pattern" "$work/out" || complain "no line like: $pattern"
	else
		[ ! -s "$work/out" ] || complain "unexpected output"
	fi
}

complain()
{
	echo "$what: $*"
	cat "$work/out" "$work/err"
	failed=1
}

cat >"$work/clean.c" <<'C'
int main(void)
{
	return 0;
}
C
cp "$checkout/testcases/rules/alloc_cc_shared.c" "$work/guilty.c"
cd "$work"

expect "first run" 0 "" "$checkout/run" check clean.c
expect "a path relative to the caller" 1 "^guilty.c:.*\[alloc_cc_shared\]$" "$checkout/run" check guilty.c
[ ! -s "$work/err" ] || complain "set-up is not quiet when there is nothing to do"
expect "a missing path" 2 "" "$checkout/run" check nowhere.c
expect "the specimens" 1 "^$checkout/testcases/rules/alloc_cc_shared.c:" "$checkout/run" check
expect "usage" 2 "" "$checkout/run" frobnicate
exit $failed
