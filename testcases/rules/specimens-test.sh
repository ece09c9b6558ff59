#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests the test: a checker that answers what we like must make specimens.c say what is wrong.
# usage: specimens-test.sh SPECIMENS
set -eu

specimens=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/rules"
cd "$folder/rules"

# Asked about FILE it answers what FILE.json holds.
cat > ../dmacheck <<'EOF'
#!/bin/sh
if [ "$1" = rules ]; then
	echo '[{"id": "one_rule", "engines": ["source"]}, {"id": "other_rule", "engines": ["source"]}, {"id": "third_rule", "engines": ["source"]}]'
	exit 0
fi
[ "$*" = "check --format json --level note --kernel 7.3 --engine source ${10}" ] || exit 2
sed "s|FILE|${10}|g" "${10}.json" || exit 2
grep -q '"rule"' "${10}.json" && exit 1
exit 0
EOF
chmod +x ../dmacheck

# answer FILE [LINE RULE]...
answer()
{
	file=$1.json comma=
	shift
	printf '{"version": 1, "findings": [' > "$file"
	while [ $# -gt 0 ]; do
		printf '%s{"rule": "%s", "line": %s, "file": "FILE", "message": "why", "engines": ["source"]}' \
			"$comma" "$2" "$1" >> "$file"
		comma=,
		shift 2
	done
	printf '], "coverage": {"not_analysed": []}}\n' >> "$file"
}

# What is as it should be: every form of annotation.
cat > one_rule.c <<'EOF'
// SPDX-License-Identifier: GPL-2.0-only
#define MACRO // WARN: one_rule
int bad_two(int a,
	    int b)
{
	return 1; // WARN: one_rule, other_rule
}

int bad_missed(void)
{
	return 1; // WARN: one_rule // WARN: other_rule MISS sparse, source: too hard
	return 2; // WARN: one_rule MISS cocci: not our engine
}

int bad_sometimes_missed(void)
{
	return 1; // WARN: one_rule MISS source?: too hard once
	return 2; // WARN: one_rule MISS cocci, source?: too hard once
}

int ok_false(void)
{
	return 1; // FALSE source: one_rule: not clever enough
	return 2; // FALSE cocci: one_rule: not our engine
}
EOF
answer one_rule.c 2 one_rule 6 one_rule 6 other_rule 11 one_rule 12 one_rule 18 one_rule 23 one_rule

# What the engine may do wrong.
cat > one_rule-engine.c <<'EOF'
int bad_silent(void)
{
	return 1; // WARN: one_rule
}

int bad_stale(void)
{
	return 1; // WARN: one_rule MISS source: too hard
}

int ok_loud(void)
{
	return 1;
	return 2; // FALSE source: one_rule: not clever enough
}
EOF
answer one_rule-engine.c 8 one_rule 13 other_rule

# What the author may do wrong.
cat > other_rule.c <<'EOF'
// WARNS: one_rule
int bad_empty(void)
{
}

int ok_guilty(void)
{
	return 1; // WARN: one_rule
	return 2; // WARN: no_rule
	return 3; // WARN: one_rule MISS source:
	return 4; // FALSE source: one_rule
	return 5; // WARN: one_rule when hot
}
EOF
answer other_rule.c 8 one_rule 12 one_rule

cat > unnamed.c <<'EOF'
int helper(void);
EOF
answer unnamed.c

# What may go wrong on the way.
cat > one_rule-gap.c <<'EOF'
int ok_gap(void)
{
}
EOF
cat > one_rule-gap.c.json <<'EOF'
{"version": 1, "findings": [{"rule": "one_rule", "line": 1, "file": "x.h", "message": "why"}],
 "coverage": {"not_analysed": [{"function": "ok_gap", "line": 1, "reason": "odd"}]}}
EOF
cp one_rule-gap.c one_rule-mute.c
cp one_rule-gap.c one_rule-empty.c
echo '{"version": 1}' > one_rule-empty.c.json
echo 'not a specimen' > one_rule.h

cat > ../expected <<'EOF'
./one_rule-empty.c:0: answer without findings or coverage
./one_rule-engine.c:13: unexpected rule other_rule: why
./one_rule-engine.c:3: expected rule one_rule, not reported
./one_rule-engine.c:8: stale MISS: rule one_rule is reported
./one_rule-engine.c:14: stale FALSE: rule one_rule is not reported
./one_rule-gap.c:1: rule one_rule reported by another engine
./one_rule-gap.c:1: unexpected rule one_rule: why
./one_rule-gap.c:1: ok_gap not analysed: odd
./one_rule-mute.c:0: ../dmacheck did not check it
./other_rule.c:1: neither an annotation nor a licence: // WARNS: one_rule
./other_rule.c:2: bad_ function without WARN
./other_rule.c:8: WARN in an ok_ function
./other_rule.c:9: no rule no_rule
./other_rule.c:9: WARN in an ok_ function
./other_rule.c:10: MISS without a reason
./other_rule.c:10: WARN in an ok_ function
./other_rule.c:11: FALSE without a reason
./other_rule.c:12: annotation not understood from here: when hot
./other_rule.c:12: WARN in an ok_ function
./other_rule.c:0: does not show its rule
./unnamed.c:1: neither bad_ nor ok_ function nor annotation
./unnamed.c:0: not named after a rule
./third_rule.c: rule without a specimen
1 passed, 7 failed
EOF

if "$specimens" ../dmacheck . > ../output 2> /dev/null; then
	echo "failures, and yet exit status 0"
	exit 1
fi
diff -u ../expected ../output

"$specimens" ../dmacheck one_rule.c > ../output
echo "1 passed, 0 failed" | diff -u - ../output
