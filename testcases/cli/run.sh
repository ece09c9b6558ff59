#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh DMACHECK CASE.t: plays a transcript again and fails where it comes out otherwise.
# run.sh --update DMACHECK CASE.t…: writes down how it comes out.
#
#	# a comment
#	$ a command, run by sh in an empty directory of this case,
#	> and its further lines
#	what it writes to standard output, an empty line as ~
#	2> what it writes to standard error
#	? 1, its exit status, where that is not 0
#
# A case that cannot run here begins with a command that prints "skip: REASON".
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" && rm -rf "$work"' EXIT

update=
if [ "$1" = --update ]; then
	update=yes
	shift
fi
program=$(realpath "$1")
shift
mkdir "$work/bin"
ln -s "$program" "$work/bin/dmacheck"
# The programs of engines stand beside it, when they were built.
for engine in "${program%/*}"/dmacheck-*; do
	[ ! -x "$engine" ] || ln -s "$engine" "$work/bin/"
done

# No trace of who runs it.
unset NO_COLOR MAKEFLAGS
export PATH="$work/bin:$PATH" LC_ALL=C TERM=dumb
# Nothing of what the user's runs remember, nor of other cases.
export XDG_CACHE_HOME="$work/cache"
mkdir "$work/cache"

# Runs what has been read of a command and tells what came of it, below the command itself.
play()
{
	[ -n "$typed" ] || return 0
	printf '%s\n' "$typed"
	status=0
	(cd "$work/here" && sh -c ". '$here/tools.sh'
$command") >"$work/out" 2>"$work/err" </dev/null || status=$?
	sed 's/^$/~/' "$work/out"
	sed 's/^/2> /; s/^2> $/2>/' "$work/err"
	[ $status -eq 0 ] || echo "? $status"
	typed=
}

transcribe()
{
	rm -rf "$work/here"
	mkdir "$work/here"
	typed=
	while IFS= read -r line; do
		case $line in
		'$ '*)
			play
			typed=$line
			command=${line#'$ '}
			;;
		'> '* | '>')
			line=${line#'>'}
			typed="$typed
>$line"
			command="$command
${line#' '}"
			;;
		'' | '# '* | '#')
			play
			printf '%s\n' "$line"
			;;
		esac
	done
	play
}

for case in "$@"; do
	transcribe <"$case" >"$work/transcript"
	if grep '^skip: ' "$work/transcript"; then
		exit 77
	elif [ -n "$update" ]; then
		cp "$work/transcript" "$case"
	else
		diff -u --label expected --label actual "$case" "$work/transcript"
	fi
done
