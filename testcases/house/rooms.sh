#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rooms.sh SOURCE: who may include whom.  The build enforces most of it by include paths; system
# headers, `../` and tables taken one by one are within reach of everybody, and are held here.
#
# Prints one line a trespass and fails when there was any.
set -eu
cd "$1"

# room: whose headers it may include besides its own, room/ for all of a room
may='
rules
facts	rules/
source	rules/ facts/
sparse	rules/ facts/
clang-plugin	rules/ facts/
drift	rules/ facts/ source/
review	rules/ facts/
model	rules/attrs.def rules/apis.def
driver	rules/ facts/ source/ drift/ review/ model/'

# <header>, as a prefix: the only room that may include it
only='
tree_sitter/	source
git2.h	driver
git2/	driver
gmime/	review
jansson.h	driver
sqlite3.h	driver
expression.h	sparse
lib.h	sparse
parse.h	sparse
scope.h	sparse
symbol.h	sparse
token.h	sparse
clang/	clang-plugin
llvm/	clang-plugin'

# shellcheck disable=SC2046
grep -HE '^[[:space:]]*#[[:space:]]*include[[:space:]]+["<]' \
	$(find checkers clang-plugin -name '*.[ch]' -o -name '*.cpp') $(find testcases/rules -name '*.c' ! -name specimens.c) |
sed -E 's|^([^:]*):[^"<]*(["<])([^">]*).*|\1 \2 \3|' |
awk -v may="$may" -v only="$only" \
	-v headers="$(find checkers clang-plugin testcases/rules -name '*.h' -o -name '*.def')" '
	BEGIN {
		n = split(may, row, "\n")
		for (i = 2; i <= n; i++) {
			split(row[i], column, "\t")
			allowed[column[1]] = " " column[2] " "
		}
		n = split(only, row, "\n")
		for (i = 2; i <= n; i++) {
			split(row[i], column, "\t")
			owner[column[1]] = column[2]
		}
		n = split(headers, path, "\n")
		for (i = 1; i <= n; i++) {
			sub(/^checkers\//, "", path[i])
			name = path[i]
			sub(/.*\//, "", name)
			homes[name] = homes[name] " " path[i]
		}
	}
	# Two rooms may have a header of the same name: the include paths decide, so one will do.
	function is_allowed(room, name,    path, n, i, of) {
		n = split(homes[name], path, " ")
		for (i = 1; i <= n; i++) {
			of = path[i]
			sub(/\/.*/, "", of)
			if (of == room || index(allowed[room], " " of "/ ") ||
			    index(allowed[room], " " path[i] " "))
				return 1
		}
		return n == 0
	}
	function trespass(why) {
		print $1 ": includes " $3 ": " why
		bad = 1
	}
	{
		room = $1
		sub(/\/.*/, "", room)
		if (room == "checkers") {
			room = $1
			sub(/^checkers\//, "", room)
			sub(/\/.*/, "", room)
		}
	}
	$2 == "\"" && room == "testcases" && !index(homes[$3] " ", " testcases/rules/" $3 " ") {
		trespass("a specimen includes the kernel, and headers beside it")
	}
	$2 == "\"" && room in allowed {
		name = $3
		sub(/.*\//, "", name)
		if (!is_allowed(room, name))
			trespass(room "/ may not know it")
	}
	$2 == "<" {
		for (prefix in owner)
			if (index($3, prefix) == 1 && owner[prefix] != room)
				trespass("for " owner[prefix] "/ alone")
	}
	END {
		if (!NR)
			print "no include found"
		exit bad || !NR
	}'
