#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# opens.sh DMACHECK: what a review opens, writes and runs, as the system saw it: it reads git's
# objects and the mail, writes its cache, and runs nothing.
set -eu
command -v strace >/dev/null || {
	echo "skip: there is no strace"
	exit 77
}
program=$(realpath "$1")
work=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache" HOME="$work/home" LC_ALL=C
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
# no leaks can be looked for in who is traced
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
mkdir "$work/cache" "$work/home" "$work/tree" "$work/secret"
echo '#define SECRET DMA_ATTR_MMIO' >"$work/secret/secret.h"
cd "$work/tree"
git init -q -b main .
printf '#include <linux/dma-mapping.h>\n' >a.c
# what git would run
printf '*.c filter=evil diff=evil\n' >.gitattributes
git config filter.evil.smudge "touch $work/ran"
git config filter.evil.clean "touch $work/ran"
git config core.fsmonitor "touch $work/ran"
for hook in post-checkout post-index-change applypatch-msg; do
	printf '#!/bin/sh\ntouch %s/ran\n' "$work" >.git/hooks/$hook
	chmod +x .git/hooks/$hook
done
git -c core.fsmonitor= -c filter.evil.clean= add .
git -c core.fsmonitor= -c user.name=A -c user.email=a@example.org commit -q -m first
rm -f "$work/ran"
cat >"$work/mail" <<'M'
From: A <a@example.org>
Subject: [PATCH] a: b
Message-ID: <1@example.org>

diff --git a/a.c b/a.c
--- a/a.c
+++ b/a.c
@@ -1 +1,8 @@
 #include <linux/dma-mapping.h>
+#include "../secret/secret.h"
+#include "../../../../../../../../etc/hostname"
+
+int bad(struct device *dev, struct sg_table *sgt)
+{
+	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
+}
M

seen()
{
	status=0
	strace -f -qq -o "$work/trace" -e trace=%file,%process,%network,ftruncate,fchmod \
		"$program" review "$@" >"$work/out" 2>"$work/err" || status=$?
	grep -q 'error: .*sg_mmio' "$work/out" && [ $status -eq 1 ] || {
		echo "$*: exit status $status"
		cat "$work/out" "$work/err"
		exit 1
	}
	# what was asked for and is not there was not opened
	grep -v ' = -1 ' "$work/trace" >"$work/done" || true
}

# What the program did with something not meant for that; it is printed.
wrong()
{
	if grep -E "$1" "$work/done" | grep -Ev "$2"; then
		echo "that is not what $3"
		exit 1
	fi
}

changes='O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|(unlink|rename|mkdir|rmdir|link|chmod|chown|truncate|utime|mknod|setxattr)[a-z0-9]*\('
for tree in --tree --hunks; do
	[ $tree = --hunks ] && set -- || set -- --tree .
	seen "$@" --format text "$work/mail"
	wrong "$changes" "\"$work/cache|/dev/null|/dev/tty|/proc/self/" 'a review may write'
	# the first is how it was started
	sed 1d "$work/done" >"$work/rest" && mv "$work/rest" "$work/done"
	wrong 'execve' '^$' 'a review may run'
	wrong '(socket|connect|bind)\(' '^$' 'a review may talk to'
	wrong "open[a-z0-9]*\(.*\"(/etc/hostname|$work/secret|[^\"]*secret\.h|$work/tree/a\.c|\./?a\.c|a\.c)" \
		'^$' 'a review may read'
	# Nothing at all with --no-cache.
	seen "$@" --no-cache --format mail "$work/mail"
	wrong "$changes" '/dev/null|/dev/tty|/proc/self/' 'a review may write with --no-cache'
done
[ ! -e "$work/ran" ] || {
	echo "git's filters or hooks were run"
	exit 1
}
