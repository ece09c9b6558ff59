#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# hostile.sh DMACHECK: runs hostile.py in a tree of its own, and looks whether anything is left.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache" LC_ALL=C
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
mkdir "$work/cache" "$work/tree"
cd "$work/tree"
git init -q -b main .
printf 'a\n' >a.c
ln -s /etc link
git add .
git -c user.name=A -c user.email=a@example.org commit -qm first
state=$(find . -type f | sort | xargs cksum; ls -l .)
asan=
! nm "$program" 2>/dev/null | grep -q __asan_init || asan=asan
python3 "$here/hostile.py" "$program" $asan
[ "$state" = "$(find . -type f | sort | xargs cksum; ls -l .)" ] || {
	echo "the tree is not what it was"
	exit 1
}
