# SPDX-License-Identifier: GPL-2.0-only
# What the tests of recipes have in common: the program in PATH, a folder of their own, and in it
# `tree/`, full of specimens, and `whole`, what a check finds there.  $1 is the program, $2 the
# specimens.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
specimens=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'clean' EXIT
export XDG_CACHE_HOME="$work/cache"
mkdir "$work/cache" "$work/tree"
cp "$specimens"/*.[ch] "$work/tree"
find "$work/tree" -exec touch -d 2001-01-01 {} +
cd "$work"
dmacheck check --quiet tree >whole || [ $? -eq 1 ]

clean()
{
	for pid in ${daemons-}; do
		kill "$pid" 2>/dev/null || true
	done
	wait
	rm -rf "$work"
}

skip()
{
	echo "skip: $*"
	exit 77
}

need()
{
	for program in "$@"; do
		command -v "$program" >/dev/null || skip "no $program"
	done
}

# until_true SECONDS COMMAND...
until_true()
{
	for _ in $(seq $(($1 * 5))); do
		if ( shift; "$@" ) >/dev/null 2>&1; then
			return
		fi
		sleep 0.2
	done
	return 1
}
