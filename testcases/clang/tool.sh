#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# tool.sh TOOL SOURCE: dmacheck-clang and what compile_commands.json may hold.
set -eu
tool=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cp "$source/testcases/rules/release_attrs.c" good.c
cp good.c gcc.c
echo 'int broken(void) { return }' > broken.c
cp good.c unlisted.c
cp good.c moved.c
cp good.c half.c
echo 'int half(void) { return nothing; }' >> half.c
cp good.c lost.c
cp good.c bare.c
cat > compile_commands.json <<EOT
[
 {"directory": "$work", "file": "good.c", "output": "good.o",
  "command": "clang-19 -std=gnu11 -I$source/checkers/model/include -c -o good.o good.c"},
 {"directory": "$work", "file": "gcc.c",
  "command": "x86_64-linux-gnu-gcc-99 -std=gnu11 -I$source/checkers/model/include -fconserve-stack -fno-allow-store-data-races -mpreferred-stack-boundary=3 -mindirect-branch=thunk-extern -fno-such-thing=7 -msuch-thing -Werror -c gcc.c"},
 {"directory": "$work", "file": "broken.c", "command": "clang-19 -c broken.c"},
 {"directory": "$work", "file": "half.c",
  "command": "clang-19 -std=gnu11 -I$source/checkers/model/include -c half.c"},
 {"directory": "$work", "file": "lost.c", "command": "clang-19 -include gone.h -c lost.c"},
 {"directory": "$work", "file": "bare.c", "command": ""},
 {"directory": "$work/gone", "file": "$work/moved.c", "command": "clang-19 -c moved.c"},
 {"directory": "$work", "file": "gone.c", "command": "clang-19 -c gone.c"}
]
EOT

status=0
"$tool" broken.c gone.c unlisted.c half.c lost.c bare.c moved.c gcc.c good.c > found 2> said || status=$?
if [ $status -ne 1 ]; then
	echo "exit status $status with findings"
	exit 1
fi
sed 's/ (.*//' found | grep ' error: ' > errors
cat > expected <<'EOT'
gcc.c:29:2: error: freed with other attributes than it was allocated with: NO_KERNEL_MAPPING missing [release_attrs]
gcc.c:53:2: error: unmapped with other attributes than it was mapped with: MMIO missing [release_attrs]
good.c:29:2: error: freed with other attributes than it was allocated with: NO_KERNEL_MAPPING missing [release_attrs]
good.c:53:2: error: unmapped with other attributes than it was mapped with: MMIO missing [release_attrs]
EOT
diff -u expected errors
cat > expected <<EOT
broken.c: not analysed: not understood by the compiler: expected expression
gone.c: not analysed: no such file
unlisted.c: not analysed: not in compile_commands.json: not compiled in this configuration
half.c: not analysed: not understood by the compiler: use of undeclared identifier 'nothing'
lost.c: not analysed: not understood by the compiler: 'gone.h' file not found
bare.c: not analysed: not understood by the compiler: no input files
moved.c: not analysed: $work/gone, where it is compiled, is gone
EOT
diff -u expected said

# Nothing found, but not everything looked at.
status=0
"$tool" broken.c > found 2> said || status=$?
if [ $status -ne 3 ] || [ -s found ]; then
	echo "exit status $status with a gap alone"
	exit 1
fi

# Commands that are none.
mkdir none
cp good.c none
echo '[{"directory": ' > none/compile_commands.json
"$tool" none/good.c 2> said || status=$?
grep -qF "none/good.c: not analysed: $work/none/compile_commands.json makes no sense: " said
"$tool" -p "$work/nowhere" good.c 2> said || status=$?
grep -qF "good.c: not analysed: no compile_commands.json in $work/nowhere" said
[ $status -eq 3 ]

# The flags may come along, and so may the release.
"$tool" --kernel 7.3 unlisted.c -- -std=gnu11 -I"$source/checkers/model/include" > found || true
if ! grep -q '^unlisted.c:29:2: error: ' found; then
	echo "not found with its own flags"
	exit 1
fi

# What it is told must make sense.
for word in --kernel=7.3 --often "--kernel new" "--known good.c"; do
	status=0
	# Two words may stand in one.
	"$tool" $word good.c > found 2> said || status=$?
	if [ $status -ne 2 ] || [ -s found ]; then
		echo "exit status $status with $word"
		exit 1
	fi
done
