#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# html.sh DMACHECK SPECIMENS: the HTML page of all specimens, and of hostile sources, in a browser.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dmacheck=$(realpath "$1")
specimens=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v chromedriver >/dev/null || {
	echo "skip: no chromedriver (Debian's chromium-driver)"
	exit 77
}

# page NAME STATUS PATH...
page()
{
	name=$1 wanted=$2 status=0
	shift 2
	for form in html json; do
		"$dmacheck" check --level note --format $form "$@" >"$work/$name.$form" ||
			status=$?
	done
	[ $status -eq "$wanted" ] || {
		echo "$name: exit status $status"
		exit 1
	}
}

page specimens 1 "$specimens"
cd "$work"
cat >'<img src=x onerror=alert(1)>"&.c' <<'C'
#include <linux/dma-mapping.h>
/* </code></div><script>alert(2)</script><!-- */
int bad(struct device *d, struct sg_table *t) /* --><b onclick="alert(3)">'"&amp; */
{
	return dma_map_sgtable(d, t, DMA_TO_DEVICE, DMA_ATTR_MMIO); /* <img src=x onerror=alert(4)> */
}
C
printf '\tint \377\000 </script><script>alert(5)</script>\n' >>'<img src=x onerror=alert(1)>"&.c'
page hostile 1 '<img src=x onerror=alert(1)>"&.c'
mkdir nothing
page nothing 2 nothing 2>/dev/null
python3 "$here/html.py" "$work"
