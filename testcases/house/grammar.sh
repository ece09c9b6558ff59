#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# grammar.sh SOURCE: nothing is unpacked from an archive that is not the one we know, wherever it
# lies, and the one we know is fetched once.
set -eu
fetch=$1/checkers/source/fetch-grammar
kept=${XDG_CACHE_HOME:-$HOME/.cache}/dmacheck
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain()
{
	echo "$*"
	failed=1
}

# An npm that packs whatever is in $work/offer, or does not answer.
mkdir "$work/bin" "$work/cache"
cat >"$work/bin/npm" <<'NPM'
#!/bin/sh
while [ "$1" != --pack-destination ]; do
	shift
done
cp "$WORK/offer" "$2/tree-sitter-c-0.23.4.tgz"
NPM
chmod +x "$work/bin/npm"
export WORK="$work" XDG_CACHE_HOME="$work/cache" PATH="$work/bin:$PATH"
archive=$work/cache/dmacheck/tree-sitter-c-0.23.4.tgz

! "$fetch" "$work/out" 2>"$work/err" || complain "no archive, and no failure"

mkdir -p "$work/package/src/tree_sitter"
touch "$work/package/LICENSE" "$work/package/src/parser.c" "$work/package/src/tree_sitter/parser.h"
tar -C "$work" -czf "$work/offer" package
! "$fetch" "$work/out" 2>"$work/err" || complain "a false archive was taken"
grep -q "another checksum" "$work/err" || complain "no word of the checksum: $(cat "$work/err")"
[ ! -e "$work/out" ] && [ ! -e "$archive" ] || complain "a false archive was unpacked or kept"

cp "$work/offer" "$archive"
! "$fetch" "$work/out" 2>"$work/err" || complain "a false archive was taken from the cache"
[ ! -e "$work/out" ] || complain "a false archive was unpacked from the cache"

# The build has fetched the real one, if it was not told of another place.
if [ -e "$kept/tree-sitter-c-0.23.4.tgz" ]; then
	cp "$kept/tree-sitter-c-0.23.4.tgz" "$work/offer"
	"$fetch" "$work/out" || complain "the real archive was not taken"
	[ -s "$work/out/src/parser.c" ] || complain "the real archive was not unpacked"
	rm "$work/offer"
	"$fetch" "$work/again" || complain "the kept archive was not used"
	cmp "$work/out/src/parser.c" "$work/again/src/parser.c" || failed=1
fi
exit $failed
