#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# series.sh DMACHECK: a series of twenty patches, made by git and mailed as a thread is: each of its
# verdicts is the one that the patch was made for.
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache" LC_ALL=C
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
mkdir "$work/cache" "$work/tree"
cd "$work/tree"

# file NAME BODY: a C file with what every one of them includes.
file()
{
	mkdir -p "$(dirname "$1")"
	printf '#include <linux/dma-mapping.h>\n#include "my.h"\n\n%s\n' "$2" >"$1"
}

# scatter NAME FUNCTION ATTRS: a file with a call that must not be given MMIO.
scatter()
{
	file "$1" "int $2(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, $3);
}"
}

patch()
{
	git add -A
	git commit -q -m "$1"
}

mkdir -p include/linux drivers
printf 'VERSION = 7\nPATCHLEVEL = 3\n' >Makefile
for bit in WEAK_ORDERING:1 WRITE_COMBINE:2 NO_KERNEL_MAPPING:4 SKIP_CPU_SYNC:5 FORCE_CONTIGUOUS:6 \
	ALLOC_SINGLE_PAGES:7 NO_WARN:8 PRIVILEGED:9 MMIO:10 REQUIRE_COHERENT:12 CC_SHARED:13; do
	echo "#define DMA_ATTR_${bit%:*} (1UL << ${bit#*:})"
done >include/linux/dma-mapping.h
cat >drivers/my.h <<'H'
struct ring { unsigned long attrs; dma_addr_t dma; };
#define MY_ATTRS 0
H
scatter drivers/good.c good 0
scatter drivers/known.c known DMA_ATTR_MMIO
scatter drivers/old.c old DMA_ATTR_MMIO
scatter drivers/gone.c gone DMA_ATTR_MMIO
git init -q -b main .
# b4 goes by these
git config user.name A
git config user.email a@example.org
patch base

scatter drivers/new.c new 0
patch 'a new driver'
scatter drivers/good.c good DMA_ATTR_MMIO
patch 'good: a mistake'
file drivers/wrap.c 'int my_map(struct device *dev, struct sg_table *sgt, unsigned long attrs)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs);
}'
echo 'int my_map(struct device *dev, struct sg_table *sgt, unsigned long attrs);' >>drivers/my.h
patch 'a wrapper'
scatter drivers/old.c old 0
patch 'old: mend'
scatter drivers/good.c good 0
patch 'good: mend'
git mv drivers/known.c drivers/moved.c
patch 'known: rename'
sed -i 's/dma_map_sgtable(dev, /dma_map_sgtable(dev,\n\t\t\t       /' drivers/moved.c
patch 'moved: reformat'
file drivers/user.c 'void *user(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, 4096, dma, GFP_KERNEL, MY_ATTRS);
}'
patch 'a user of a macro'
sed -i 's/MY_ATTRS 0/MY_ATTRS DMA_ATTR_NO_WARN/' drivers/my.h
patch 'my.h: another attribute'
sed -i 's/MY_ATTRS DMA_ATTR_NO_WARN/MY_ATTRS DMA_ATTR_CC_SHARED/' drivers/my.h
patch 'my.h: a wrong attribute'
file drivers/caller.c 'int caller(struct device *dev, struct sg_table *sgt)
{
	return my_map(dev, sgt, DMA_ATTR_MMIO);
}'
patch 'the wrapper misused'
file drivers/setter.c 'void setter(struct ring *ring)
{
	ring->attrs = 0;
}'
patch 'a member is set'
file drivers/field.c 'void *field(struct device *dev, struct ring *ring)
{
	return dma_alloc_attrs(dev, 4096, &ring->dma, GFP_KERNEL, ring->attrs);
}'
patch 'a member is used'
sed -i 's/attrs = 0/attrs = DMA_ATTR_CC_SHARED/' drivers/setter.c
patch 'a member is set otherwise'
file drivers/pair.c 'void pair(struct device *dev, dma_addr_t *dma)
{
	void *p = dma_alloc_attrs(dev, 4096, dma, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);

	if (p)
		dma_free_attrs(dev, 4096, p, *dma, 0);
}'
patch 'a release without attributes'
sed 's/known/copy/' drivers/moved.c >drivers/copy.c
patch 'a copy of a mistake'
git rm -q drivers/gone.c
patch 'gone: remove'
echo '#define DMA_ATTR_BRAND_NEW (1UL << 15)' >>include/linux/dma-mapping.h
patch 'dma-mapping: an attribute'
sed -i 's/DMA_TO_DEVICE, attrs/DMA_TO_DEVICE, attrs | DMA_ATTR_MMIO/' drivers/wrap.c
patch 'wrap: a mistake'
chmod 755 drivers/new.c
patch 'new: a mode'

cat >"$work/expected" <<'E'
2/20 introduced drivers/good.c sg_mmio, fixed by 5/20
4/20 fixed drivers/old.c sg_mmio
5/20 fixed drivers/good.c sg_mmio, introduced by 2/20
10/20 introduced drivers/user.c alloc_cc_shared
11/20 introduced drivers/caller.c sg_mmio
14/20 introduced drivers/field.c alloc_cc_shared
15/20 introduced drivers/pair.c release_attrs
16/20 introduced drivers/copy.c sg_mmio
17/20 fixed drivers/gone.c sg_mmio
18/20 remark: DMA_ATTR_BRAND_NEW is an attribute that the tables do not know: the tables may need an update
19/20 introduced drivers/wrap.c sg_mmio
E

# As a list sends it: out of order, with a cover letter, an older version and an answer.
send()
{
	git format-patch -q --thread --cover-letter --to linux@vger.kernel.org "$@" main~20
}
send -v5 -o "$work/v5"
send -v6 -M -C -o "$work/v6"
git checkout -q --detach main~20
{
	sed 's/^Subject: /&Re: /; s/^\(Message-I[Dd]: <\)/\1re-/' "$work"/v6/v6-0002-*
	ls -r "$work"/v6/* | while read -r mail; do cat "$mail"; done
	cat "$work"/v5/*
	cat "$work"/v6/v6-0003-*
} >"$work/thread.mbox"

cat >"$work/list.py" <<'PY'
import json, sys
for patch in json.load(sys.stdin)["patches"]:
    for kind, other, by in (("introduced", "fixed_by", "fixed"),
                            ("fixed", "introduced_by", "introduced")):
        for f in patch[kind]:
            print(patch["patch"], kind, f["file"], f["rule"] +
                  (", %s by %s" % (by, f[other]) if other in f else ""))
    for remark in patch["remarks"]:
        print(patch["patch"], "remark:", remark)
    if patch["problem"]:
        print(patch["patch"], "problem:", patch["problem"])
PY

before=$(git status --porcelain --ignored; git rev-parse HEAD; find .git -type f | sort | xargs cksum)
check()
{
	status=0
	"$program" review --quiet --tree . --format json "$@" >"$work/json" || status=$?
	python3 "$work/list.py" <"$work/json" >"$work/actual"
	diff -u "$work/expected" "$work/actual"
	[ $status -eq 1 ] || {
		echo "$*: exit status $status"
		exit 1
	}
}
check "$work/thread.mbox"
# The same from memory, from files one by one, and with nothing remembered.
check "$work/thread.mbox"
check "$work"/v6/*
check --no-cache --base HEAD "$work/v6"
# As b4 hands the thread on, where it is installed.
if command -v b4 >/dev/null; then
	id=$(sed -n 's/^Message-I[Dd]: <\(.*\)>/\1/p' "$work"/v6/v6-0000*)
	export HOME="$work/home"
	mkdir "$work/home" "$work/b4"
	for form in '' --save-as-maildir; do
		b4 --no-interactive --offline-mode am $form -o "$work/b4" -m "$work/thread.mbox" \
			"$id" >"$work/b4.log" 2>&1 || {
			cat "$work/b4.log"
			exit 1
		}
		rm -f "$work"/b4/*.cover
		check "$work"/b4/*
		rm -rf "$work"/b4/*
	done
fi
after=$(git status --porcelain --ignored; git rev-parse HEAD; find .git -type f | sort | xargs cksum)
[ "$before" = "$after" ] || {
	echo "the repository is not what it was"
	exit 1
}

# Each reply is a mail that can be read, to the author and the list, about its own patch.
"$program" review --quiet --tree . "$work/thread.mbox" >"$work/replies" || [ $? -eq 1 ]
python3 - "$work/replies" <<'PY'
import mailbox, sys
replies = list(mailbox.mbox(sys.argv[1]))
subjects = [reply["Subject"].split("]")[0] for reply in replies]
assert subjects == ["Re: [PATCH v6 %02d/20" % i for i in (2, 10, 11, 14, 15, 16, 18, 19)], subjects
for reply in replies:
    assert reply["To"] == "A <a@example.org>", reply["To"]
    assert reply["Cc"] == "linux@vger.kernel.org", reply["Cc"]
    assert reply["In-Reply-To"] in reply["References"].split(), reply["References"]
    text = reply.get_payload()
    assert text.startswith("A wrote:\n> ") or "Not in a line" in text or "minded" in text, text
PY
