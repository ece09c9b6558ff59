#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Would the lockstep notice a mistake in the model?  usage: lockstep-mutants.sh LOCKSTEP [NUMBER...]
#
# Makes each mistake of lockstep-mutants.txt (or the ones of those numbers) in a copy of the model,
# and holds that to the kernel with the program LOCKSTEP of a build.  None may survive.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
lockstep=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}
steps=3000000

cp -r "$top/checkers/model" "$top/checkers/rules" "$work"
mkdir "$work/objects"

build_object() { # file below model/
	"$cc" -std=gnu11 -D_GNU_SOURCE= -O1 -w -fPIC -fvisibility=hidden -I"$work/model/include" \
		-I"$work/model" -I"$work/model/lockstep" -I"$work/rules" -c "$work/model/$1.c" \
		-o "$work/objects/$(basename "$1").o"
}

# Fails when a difference is noticed.
hold()
{
	"$cc" -shared "$work"/objects/*.o -o "$work/model.so"
	timeout 600 "$lockstep" $steps 1 "$work/model.so" >"$work/out" 2>&1
}

for name in coherent debug direct harm inject iommu machine mapping memory pgprot physics pool \
	swiotlb lockstep/quiet lockstep/side; do
	build_object "$name"
done
hold || {
	echo "a difference without any mistake"
	cat "$work/out"
	exit 1
}

number=0 killed=0 alive=0
while read -r file command; do
	case $file in '#'*) continue ;; esac
	number=$((number + 1))
	[ $# -eq 0 ] || case " $* " in *" $number "*) ;; *) continue ;; esac
	cp "$work/model/$file" "$work/original"
	sed -i "$command" "$work/model/$file"
	if cmp -s "$work/model/$file" "$work/original"; then
		echo "mutant $number changes nothing: $file $command"
		exit 1
	fi
	if ! build_object "${file%.*}"; then
		echo "mutant $number does not compile: $file $command"
		exit 1
	fi
	if hold; then
		alive=$((alive + 1))
		echo "mutant $number ALIVE: $file $command"
	else
		killed=$((killed + 1))
		echo "mutant $number killed: $(grep -m 1 '^differ in' "$work/out" || tail -n 1 "$work/out")"
	fi
	cp "$work/original" "$work/model/$file"
	build_object "${file%.*}"
done <"$here/lockstep-mutants.txt"
echo "$killed killed, $alive alive"
[ "$alive" -eq 0 ]
