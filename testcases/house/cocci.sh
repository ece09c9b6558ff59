#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# cocci.sh FOLDER DMACHECK: the semantic patches agree with the table of rules, have the form that
# `make coccicheck` wants, and spatch, where it is installed, reads them in every mode.
set -eu
folder=$1
dmacheck=$2
status=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

wrong()
{
	echo "$1: $2"
	status=1
}

"$dmacheck" rules --markdown | sed -n 's/^## `*\([a-z_]*\)`*.*/\1/p; s/^\* Engines: /engines /p' |
	awk '/^engines/ { if (/cocci/) print rule; next } { rule = $1 }' | sort >"$work/rules"
for file in "$folder"/*.cocci; do
	basename "$file" .cocci
done | sort >"$work/files"
[ -s "$work/rules" ] || wrong "$dmacheck" "no rule in the reach of cocci"
diff -u "$work/rules" "$work/files" || wrong "$folder" "not one file for each rule in the reach of cocci"

for file in "$folder"/*.cocci; do
	rule=$(basename "$file" .cocci)
	summary=$("$dmacheck" rules | sed -n "s/^$rule  *[a-z]*  *[0-9.]*  *//p")
	[ -n "$summary" ] || wrong "$file" "no such rule"
	sed -n '1p' "$file" | grep -q '^// SPDX-License-Identifier: GPL-2.0-only$' ||
		wrong "$file" "no licence on the first line"
	[ "$(sed -n '2s|^/// ||p' "$file")" = "$summary" ] || wrong "$file" "not the rule's summary"
	for field in Confidence Copyright URL Options Requires Keywords; do
		[ "$(grep -c "$field:" "$file")" -eq 1 ] || wrong "$file" "not one '$field:'"
	done
	modes="context org report"
	! grep -q '^@.*depends on .*patch' "$file" || modes="patch $modes"
	for mode in patch context org report; do
		case " $modes " in
		*" $mode "*) grep -qx "virtual $mode" "$file" || wrong "$file" "no 'virtual $mode'" ;;
		*) ! grep -q "virtual $mode" "$file" || wrong "$file" "nothing in mode $mode" ;;
		esac
	done
	! sed -n 's/^@\([a-z_][a-z_]*\)[ @].*/\1/p' "$file" | grep -v "^${rule}_" ||
		wrong "$file" "a rule of another name"
	told=$(grep -c '^coccilib.report.print_report' "$file")
	[ "$told" -gt 0 ] || wrong "$file" "nothing is reported"
	[ "$(grep -F "$summary [$rule]\")" "$file" | grep -cE '"(ERROR|WARNING|NOTE): ')" -eq "$told" ] ||
		wrong "$file" "reported with other words than the rule's"
	[ "$(grep -c '^coccilib.org.print_todo' "$file")" -eq "$told" ] ||
		wrong "$file" "org and report do not tell the same"
	if command -v spatch >/dev/null; then
		for mode in $modes; do
			spatch --parse-cocci -D $mode "$file" >"$work/out" 2>&1 ||
				wrong "$file" "spatch cannot read it in mode $mode"
			! grep -E 'parse error|be a metavariable|metavariable .* not used' "$work/out" || wrong "$file" "in mode $mode"
		done
	fi
done

# What they share they cannot include: each file stands alone in a kernel tree.
prelude()
{
	sed -n '/^def \([a-z_]*\)_here(p):/,/^\/\//p' "$folder/$1.cocci" | sed "s/$1/rule/g"
}
prelude release_attrs >"$work/prelude"
[ -s "$work/prelude" ] || wrong "$folder/release_attrs.cocci" "no prelude"
for rule in release_attrs_hint mmap_attrs; do
	prelude $rule | diff -u "$work/prelude" - ||
		wrong "$folder/$rule.cocci" "another prelude than release_attrs.cocci's"
done
exit $status
