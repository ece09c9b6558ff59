#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Would the tests notice a mistake in the model or the judge?  usage: mutants.sh [NUMBER...]
#
# Makes each mistake of mutants.txt (or the ones of those numbers) in a copy, and runs the tests of
# this folder until one fails.  A line that changes nothing is an error; two may survive.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}
sources="coherent debug direct harm inject iommu machine mapping memory pgprot physics pool
swiotlb traffic"

cp -r "$top/checkers/model" "$top/checkers/rules" "$work"
mkdir "$work/objects"

build_object() { # room file
	include="-I$work/rules"
	[ "$1" = rules ] || include="-I$work/model/include -I$work/model -I$work/rules"
	"$cc" -std=gnu11 -D_GNU_SOURCE= -O1 -w $include -c "$work/$1/$2.c" -o "$work/objects/$2.o"
}

build_test() { # name
	"$cc" -std=gnu11 -D_GNU_SOURCE= -O1 -w -I"$work/model/include" -I"$work/model" -I"$work/rules" \
		-c "$here/$1.c" -o "$work/$1.o"
}

for name in $sources; do
	build_object model "$name"
done
for name in judge kernel table; do
	build_object rules "$name"
done
for name in vectors corners uses random agreement pairs; do
	build_test "$name"
done

# The judge has a test of its own, which needs cmocka.
unit=
if "$cc" -std=gnu11 -D_GNU_SOURCE= -O1 -w -I"$work/rules" -c "$top/testcases/unit/judge.c" \
	-o "$work/unit.o" 2>/dev/null; then
	unit=unit
else
	echo "no cmocka: without testcases/unit/judge.c"
fi

# Prints which test noticed, or fails.
notice() {
	for test in $unit "vectors" "corners" "uses" "random 100000" "agreement quick" "pairs"; do
		name=${test%% *}
		"$cc" "$work/$name.o" "$work"/objects/*.o ${unit:+-lcmocka} -o "$work/$name" || return 1
		if ! timeout 300 "$work/"$test >/dev/null 2>&1; then
			echo "$name"
			return 0
		fi
	done
	return 1
}

if notice >/dev/null; then
	echo "a test fails without any mistake"
	exit 1
fi

number=0 killed=0 alive=0
while read -r file command; do
	case $file in '#'*) continue ;; esac
	number=$((number + 1))
	[ $# -eq 0 ] || case " $* " in *" $number "*) ;; *) continue ;; esac
	room=${file%%/*} name=$(basename "$file" .c)
	cp "$work/$file" "$work/original"
	sed -i "$command" "$work/$file"
	if cmp -s "$work/$file" "$work/original"; then
		echo "mutant $number changes nothing: $file $command"
		exit 1
	fi
	if ! build_object "$room" "$name"; then
		echo "mutant $number does not compile: $file $command"
		exit 1
	fi
	if by=$(notice); then
		killed=$((killed + 1))
		echo "mutant $number killed by $by"
	else
		alive=$((alive + 1))
		echo "mutant $number ALIVE: $file $command"
	fi
	cp "$work/original" "$work/$file"
	build_object "$room" "$name"
done <"$here/mutants.txt"
echo "$killed killed, $alive alive"
[ "$alive" -le 2 ]
