#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Which lines and branches of the model and the judge does no test come by?  usage: coverage.sh
#
# Builds for gcov in a folder of its own, runs what tests the model and the judge, and prints the
# coverage by line and by branch.  uncovered.txt lists what is left, with the reason; the script
# fails on what is not listed, and on what is listed and covered after all.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
command -v gcovr >/dev/null || { echo "gcovr is not installed"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build=$work/build
tests="vectors corners uses random pairs agreement"

# Specimens are linked with the model's library, which counts.
mkdir "$work/bin"
printf '#!/bin/sh\nexec gcc "$@" -lgcov\n' >"$work/bin/cc"
chmod +x "$work/bin/cc"
unset CC TMPDIR
PATH=$work/bin:$PATH

run() {
	"$@" >"$work/log" 2>&1 || { echo "$*:"; tail -20 "$work/log"; exit 1; }
}

run cmake -S "$top" -B "$build" -DCMAKE_BUILD_TYPE=Coverage -DCMAKE_C_COMPILER=gcc \
	-DCMAKE_C_FLAGS="--coverage -O0"
# shellcheck disable=SC2046 # a word a test
run cmake --build "$build" --parallel 2 --target dmacheck unit_judge \
	$(printf 'model-%s ' $tests)

run "$build/testcases/unit/unit_judge"
for test in vectors corners uses "random 200000" pairs "agreement quick"; do
	# shellcheck disable=SC2086 # a name and its argument
	run "$build/testcases/model/model-"$test
done
run "$here/specimens.sh" "$build/dmacheck" "$top/testcases/rules"
run "$here/errors.sh" "$build/dmacheck"

# As installed, the kit lies beside the program.
mkdir -p "$work/there/bin" "$work/there/share/dmacheck/model"
cp "$build/dmacheck" "$work/there/bin"
cp -r "$top"/checkers/model/*.h "$top/checkers/model/include" "$work/there/share/dmacheck/model"
cp "$build/checkers/model/libdmacheck-model.a" "$work/there/share/dmacheck/model"
run "$work/there/bin/dmacheck" model "$top/testcases/rules/page_mmio.c"
# Without it, nothing is run.
mv "$build/checkers/model/libdmacheck-model.a" "$work"
! "$build/dmacheck" model "$top/testcases/rules/page_mmio.c" 2>"$work/log"
grep -q 'not where they belong' "$work/log"

gcovr --root "$top" --object-directory "$build" --exclude-unreachable-branches \
	--filter "$top/checkers/model/[^/]*\.c" --filter "$top/checkers/rules/judge\.c" \
	--json "$work/coverage.json" "$build" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
python3 "$here/uncovered.py" "$work/coverage.json" "$top" "$here/uncovered.txt"
