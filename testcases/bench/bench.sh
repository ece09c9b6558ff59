#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bench.sh TREE [DMACHECK]: how long a whole tree takes, and how much memory.
#
# The measure is `rg -l` of the same names over the same tree: it reads every file too, and does
# nothing else with it.  All run in one hyperfine run, the tree in the system's cache, dmacheck
# without a cache of its own (cold: it fills one) and with one (warm).  The ratio is what counts,
# since it hardly depends on the machine, and that of processor time hardly on what else it does.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
tree=${1:?usage: bench.sh TREE [DMACHECK]}
dmacheck=${2:-$root/build/release/dmacheck}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for program in hyperfine rg pgrep "$dmacheck"; do
	command -v "$program" >/dev/null || {
		echo "bench.sh: $program is missing" >&2
		exit 2
	}
done

# The names of the tables, one a line.
{
	sed -nE 's/^API\(([a-z_]+),.*/\1/p' "$root/checkers/rules/apis.def"
	sed -nE 's/^ATTR\([A-Z0-9_]+, "([A-Z_]+)",.*/\1/p' "$root/checkers/rules/attrs.def"
	printf '%s\n' set_memory_encrypted set_memory_decrypted
} >"$work/names"

# Findings and no match are no failures here.
mkdir "$work/cold" "$work/warm"
check="'$dmacheck' check --quiet '$tree'"
cold="env XDG_CACHE_HOME='$work/cold' $check"
warm="env XDG_CACHE_HOME='$work/warm' $check"
search="rg -l --no-ignore -F -f '$work/names' -g '*.c' -g '*.h' '$tree'"
hyperfine --warmup 1 --runs 5 --ignore-failure --style basic --export-csv "$work/times" \
	--prepare "rm -rf '$work/cold/dmacheck'" -n cold "$cold" -n warm "$warm" -n "rg -l" "$search"

# peak COMMAND: most memory at a time, of it and its children, in MB.  Proportional set sizes, since
# processes share pages; looked at again and again, so a run of its own.
peak()
{
	sh -c "exec $1" >/dev/null 2>&1 &
	while kill -0 $! 2>/dev/null; do
		cat /proc/$!/smaps_rollup $(pgrep -P $! | sed 's|.*|/proc/&/smaps_rollup|') |
			awk '/^Pss:/ { sum += $2 } END { print sum + 0 }'
		sleep 0.01
	done 2>/dev/null | sort -n | awk 'END { printf "%.0f", $1 / 1024 }'
}

printf '%s names, %s\n' "$(wc -l <"$work/names")" "$tree"
awk -F, '
	NR > 1 {
		printf "%-8s  mean %.2f s, user %.2f s, system %.2f s\n", $1, $2, $5, $6
		wall[NR] = $2
		cpu[NR] = $5 + $6
	}
	END {
		for (i = 2; i < 4; i++)
			printf "%s %s %.2f, of processor time %.2f\n", i == 2 ? "cold" : "warm",
				"ratio", wall[i] / wall[4], cpu[i] / cpu[4]
	}' \
	"$work/times"
rm -rf "$work/cold/dmacheck"
printf 'peak      cold %s MB, warm %s MB, rg %s MB\n' "$(peak "$cold")" "$(peak "$warm")" \
	"$(peak "$search")"
