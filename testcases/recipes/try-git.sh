#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# try-git.sh DMACHECK SPECIMENS: the hook refuses a push that brings findings and lets others pass,
# and NIPA's test says which of its three answers a patch gets.
. "$(dirname "$0")/tree.sh"
need git
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a

git init -q --bare -b main remote
git init -q -b main linux
cd linux
cp "$here/pre-push" .git/hooks
git remote add origin ../remote

# commit NAME: what lies in the folder
commit()
{
	git add -A
	git commit -q -m "$1"
}

# driver ARGUMENT
driver()
{
	cat >driver.c <<C
#include <linux/dma-mapping.h>

int driver(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, $1);
}
C
}

# expect STATUS COMMAND...
expect()
{
	wanted=$1 status=0
	shift
	"$@" >"$work/out" 2>&1 || status=$?
	[ $status -eq "$wanted" ] || {
		echo "$*: exit status $status, not $wanted"
		cat "$work/out"
		exit 1
	}
}

# What was there before is nobody's fault.
cp "$specimens/alloc_cc_shared.c" old.c
driver 0
commit base
git push -q --no-verify origin main
echo >>old.c
commit harmless
expect 0 git push -q origin main
driver DMA_ATTR_MMIO
commit harm
expect 1 git push -q origin main
grep -q 'sg_mmio' "$work/out"
expect 1 git push -q origin main:topic
expect 0 git push -q --no-verify origin main:topic
driver 0
commit mended
expect 0 git push -q origin main
expect 0 git push -q origin :topic

# nipa STATUS WORDS
nipa()
{
	export DESC_FD=3
	expect "$1" "$here/nipa/dmacheck.sh" 3>"$work/description"
	grep -qx "dmacheck: $2" "$work/description" || {
		echo "nipa: $(cat "$work/description")"
		exit 1
	}
}

nipa 0 "nothing new"
driver DMA_ATTR_MMIO
commit error
nipa 1 "1 new"
driver 0
cat >>driver.c <<'C'

void *warned(struct device *dev, dma_addr_t *handle)
{
	return dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL, DMA_ATTR_SKIP_CPU_SYNC);
}
C
commit warning
nipa 250 "1 new"
grep -q alloc_map_attr "$work/out"
