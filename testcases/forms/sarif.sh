#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# sarif.sh DMACHECK SPECIMENS: SARIF of all specimens, of nothing, of what cannot be analysed and of
# hostile names is valid by the official schema, and says what the JSON of the same run says.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dmacheck=$(realpath "$1")
specimens=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip()
{
	echo "skip: $*"
	exit 77
}

schema=$("$here/fetch-sarif-schema" 2>"$work/why") || skip "no schema: $(cat "$work/why")"
for python in python3 /usr/bin/python3; do
	"$python" -c 'import jsonschema' 2>/dev/null && break
	[ "$python" = python3 ] || skip "no jsonschema for Python"
done

# hold NAME ARGS...: the two forms of one run
hold()
{
	name=$1
	shift
	for form in sarif json; do
		"$dmacheck" check --format $form "$@" >"$work/$name.$form" 2>"$work/err" ||
			[ $? -le 2 ]
	done
	"$python" "$here/sarif.py" "$schema" "$work/$name.sarif" "$work/$name.json"
}

hold specimens --level note "$specimens"
cd "$work"
mkdir empty
hold nothing empty
cat >'a%b c#?.c' <<'C'
#include <linux/dma-mapping.h>
/* € */ int bad(struct device *d, struct sg_table *t) { /* € */ return dma_map_sgtable(d, t,
	DMA_TO_DEVICE, DMA_ATTR_MMIO); }
C
cp 'a%b c#?.c' "$(printf '\377\001<script>.c')"
printf 'void f(void)\n{\n\tdma_map_phys((((((;\n#if\n}}}\n' >broken.c
mkfifo pipe.c
hold hostile .
! grep -aq '<script>' hostile.sarif || { echo "a name is not escaped"; exit 1; }
grep -q '"uri": "a%25b%20c%23%3F.c"' hostile.sarif

# What a change brought, and what a baseline has not.
mkdir -p change/deep
sed 's/bad/old/' 'a%b c#?.c' >change/old.c
cd change
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
git init -q .
git add .
git -c user.name=A -c user.email=a@example.org commit -q -m old
sed 's/old/new/' old.c >new.c
sed -i 's/old/moved/' old.c
git add new.c
hold change --diff HEAD --show introduced,touched,pre-existing
grep -q '"baselineState": "new"' "$work/change.sarif"
grep -q '"baselineState": "updated"' "$work/change.sarif"
! grep -q '"fixes"' "$work/change.sarif" || { echo "a change has fixes"; exit 1; }
"$dmacheck" check --quiet --update-baseline --baseline known old.c
hold baseline --baseline known .
[ "$(grep -c '"baselineState": "new"' "$work/baseline.sarif")" = 1 ] || { echo "baseline"; exit 1; }
cd "$work"

# Its fixes are those of --fix, whatever stands before them in a line.
cat >fixed.c <<'C'
#include <linux/dma-mapping.h>

int bad(struct device *dev, struct sg_table *sgt, struct page *page)
{
	dma_addr_t handle = dma_map_page_attrs(dev, page, 0, 4096, DMA_TO_DEVICE,
					       DMA_ATTR_PRIVILEGED);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	/* €€ */ dma_unmap_page(dev, handle, 4096, DMA_TO_DEVICE);
	/* € */ return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_NO_WARN |
				       DMA_ATTR_MMIO);
}
C
"$dmacheck" check --format sarif fixed.c >fixed.sarif || [ $? -eq 1 ]
"$python" "$here/sarif-fixes.py" fixed.sarif fixed.c >applied.c
"$dmacheck" check --quiet --fix fixed.c
cmp fixed.c applied.c
! grep -q 'MMIO\|dma_unmap_page(' fixed.c || {
	echo "not mended"
	exit 1
}
