#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# kills.sh DMACHECK FOLDER [NR [FIRST]]: a run that is killed at any moment, or shares its cache with another
# one, or finds no room on the disk, costs the next one nothing but time.
#
# FOLDER has C files; what is found in them without a cache is what each later run has to find.  NR
# runs are killed, 200 unless told, each at a moment that its number decides: the first has FIRST.
set -eu
program=$(realpath "$1")
folder=$(realpath "$2")
nr=${3-200}
first=${4-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache" LC_ALL=C GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
mkdir "$XDG_CACHE_HOME"

# A repository, so that both ways of reading files are met.
cp -r "$folder" "$work/tree"
cd "$work/tree"
git init -q .
git -c user.name=A -c user.email=a@example.org commit -q --allow-empty -m none
git add -A
git -c user.name=A -c user.email=a@example.org commit -q -m all

check()
{
	case $1 in
	*[02468])
		"$program" check --level note . ;;
	*)
		"$program" check --level note --diff HEAD~..HEAD . ;;
	esac
}

XDG_CACHE_HOME=/nonexistent check 0 >"$work/files" 2>/dev/null || [ $? -eq 1 ]
XDG_CACHE_HOME=/nonexistent check 1 >"$work/change" 2>/dev/null || [ $? -eq 1 ]
[ -s "$work/files" ] && [ -s "$work/change" ] || {
	echo "nothing found in $folder"
	exit 1
}

# is_right I: what a whole run tells now.
is_right()
{
	check "$1" >"$work/now" 2>"$work/said" || [ $? -eq 1 ] || {
		echo "run $1: exit status $?"
		return 1
	}
	case $1 in
	*[02468])
		cmp "$work/files" "$work/now" ;;
	*)
		cmp "$work/change" "$work/now" ;;
	esac || return 1
	[ ! -s "$work/said" ] || {
		cat "$work/said"
		return 1
	}
}

# How long a run takes, in milliseconds.
milliseconds()
{
	start=$(date +%s%N)
	check "$1" >/dev/null || true
	echo $((($(date +%s%N) - start) / 1000000))
}
cold=$(milliseconds 0)
milliseconds 1 >/dev/null
warm=$(milliseconds 0)

killed=0
for i in $(seq "$first" $((first + nr - 1))); do
	# Now and then from the start, so that writing the whole is cut short as well.
	most=$warm
	[ $((i % 10)) -ne 0 ] || {
		rm -rf "${XDG_CACHE_HOME:?}"/*
		most=$cold
	}
	"$program" check --level note $([ $((i % 2)) -eq 0 ] || echo --diff HEAD~..HEAD) . \
		>/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v seed="$i" -v most="$most" \
		'BEGIN { srand(seed); printf "%.3f", rand() * most / 1000 }')"
	kill -KILL $pid 2>/dev/null || true
	wait $pid 2>/dev/null || [ $? -ne 137 ] || killed=$((killed + 1))
	is_right "$i" || {
		echo "wrong after kill $i"
		exit 1
	}
done
[ $killed -ge $((nr / 4)) ] || {
	echo "only $killed of $nr runs were still there to be killed"
	exit 1
}

# Two at once, from nothing.
rm -rf "${XDG_CACHE_HOME:?}"/*
for i in 1 2 3 4 5 6; do
	check 0 >"$work/a" 2>"$work/ae" & a=$!
	check 1 >"$work/b" 2>"$work/be" & b=$!
	wait $a || true
	wait $b || true
	cmp "$work/files" "$work/a"
	cmp "$work/change" "$work/b"
	cat "$work/ae" "$work/be"
done

# A disk that is full.
mkdir "$work/small"
if mount -t tmpfs -o size=200k none "$work/small" 2>/dev/null; then
	trap 'umount "$work/small"; rm -rf "$work"' EXIT
	XDG_CACHE_HOME=$work/small
	for i in 0 1 2 3; do
		check "$i" >"$work/now" 2>/dev/null || [ $? -eq 1 ]
		[ $((i % 2)) -eq 0 ] && want=files || want=change
		cmp "$work/$want" "$work/now"
	done
	head -c 300k /dev/zero >"$work/small/full" 2>/dev/null || true
	"$program" check --baseline "$work/small/known" --update-baseline . 2>"$work/said" &&
		echo "a baseline was written to a full disk"
	grep -q 'not written: No space left' "$work/said" || cat "$work/said"
	[ ! -e "$work/small/known" ] || echo "half a baseline was left"
else
	echo "skip: no small disk could be mounted, the rest was right"
	exit 77
fi
