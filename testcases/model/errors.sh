#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What `dmacheck model` says to files that are no specimens: usage: errors.sh DMACHECK
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dmacheck=$1 nr=0

# STATUS WORDS: the file on standard input makes the program exit so and say that.
expect() {
	cat >"$work/specimen.c"
	status=0
	"$dmacheck" model "$work/specimen.c" >"$work/told" 2>&1 || status=$?
	nr=$((nr + 1))
	if [ "$status" -ne "$1" ] || ! grep -q "$2" "$work/told"; then
		echo "case $nr: expected $1 and '$2', got $status and"
		cat "$work/told"
		exit 1
	fi
}

expect 2 'no function bad_ or ok_' <<'END'
int neither(void) { return 0; }
int look_at(void) { return 0; }
int bad_count, ok_count;
void ok_declared(int a);
ok_untyped(void) { return 0; }
END
expect 2 "there is no rule 'nonsense'" <<'END'
void bad_rule(void)
{
	return; // WARN: nonsense
}
END
expect 2 "cannot hand a 'struct device \*\*'" <<'END'
#include <linux/device.h>
void ok_many(struct device **devices) { (void)devices; }
END
expect 2 'too many parameters' <<'END'
void ok_many(int a, int b, int c, int d, int e, int f, int g, int h, int i)
{
}
END
expect 2 "cannot hand a 'struct pair'" <<'END'
struct pair { int a, b; };
void ok_pair(struct pair pair) { }
END
expect 2 "cannot hand a 'struct device \* \*'" <<'END'
struct device;
void ok_many(struct device * *devices) { }
END
expect 2 "cannot hand a 'double'" <<'END'
void ok_real( double   a_real ) { }
END
expect 2 "cannot hand a 'struct a_name_" <<'END'
void ok_long(struct a_name_that_is_longer_than_any_that_a_driver_would_give_to_a_type *a) { }
END
expect 2 'cannot read this definition' <<END
$(for i in $(seq 64); do echo "void ok_$i(void) { }"; done)
END
expect 2 'cannot read this definition' <<'END'
static __attribute__((unused)) void ok_split(
	int a)
{
}
END
expect 2 'definition too long' <<END
void ok_many(int a,
$(for i in $(seq 100); do echo "             int a$i,"; done)
	     int z)
{
}
END
expect 2 'does not compile' <<'END'
void ok_broken(void)
{
	nonsense
}
END
expect 2 'did not come to an end' <<'END'
#include <stdlib.h>
void ok_quits(void)
{
	exit(3);
}
END
expect 2 'did not come to an end' <<'END'
#include <signal.h>
void ok_dies(void)
{
	raise(SIGKILL);
}
END
expect 2 'did not come to an end' <<'END'
#include <stdlib.h>
static void too_late(void) { *(volatile int *)16 = 0; }
void ok_faults_at_exit(void)
{
	atexit(too_late);
}
END
expect 2 'did not run to its end' <<'END'
#include <stdlib.h>
__attribute__((constructor)) static void before(void) { abort(); }
void ok_never(void) { }
END
expect 2 'says what is not asked' <<'END'
#include <stdio.h>
void ok_talks(void)
{
	puts("nobody nowhere 1 1");
}
END
expect 2 'says what is not asked' <<'END'
#include <stdio.h>
void ok_talks(void)
{
	puts("ok_talks nowhere 0 0");
}
END
expect 1 'ok_harmful should be harmless' <<'END'
#include <linux/dma-mapping.h>
void ok_harmful(struct device *dev)
{
	dma_addr_t handle;

	dma_alloc_attrs(dev, 64, &handle, GFP_KERNEL, DMA_ATTR_CC_SHARED);
}
END
expect 1 'bad_harmless comes to none, and page_mmio claims' <<'END'
#include <linux/types.h>
int elsewhere(int a);
bool bad_harmless(int a,
		  int b)
{
	return elsewhere(a) || b; // WARN: page_mmio MISS source: only to be read
}
END
expect 0 'ok_nothing: none: ' <<'END'
void ok_nothing(void)
{
}
END
expect 0 'ok_blank: none: ' <<'END'
void ok_blank( ) { }
END
expect 0 'ok_short: none: ' <<'END'
#include <linux/dma-mapping.h>
int one(int a); int two(int a); int three(int a);
int four(int a);
int five(int a);
int six(int a);
int seven(int a);
int eight(int a);
int nine(int a);
int ten(int a);
int eleven(int a);
int split(int a,
	  int b);
void ok_short(struct device *dev) { if (four(0)) dma_set_mask(dev, 0); }
END
expect 0 'bad_many: refused' <<END
#include <linux/dma-mapping.h>
void bad_many(struct device *dev, struct page *page)
{
$(for i in $(seq 9); do
	echo "	dma_map_page_attrs(dev, page, 0, 8, DMA_TO_DEVICE, DMA_ATTR_MMIO); // WARN: page_mmio"
done)
}
END
expect 0 'bad_reader: .*corrupt' <<'END'
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
void bad_reader(struct page *page)
{
	char *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return;
	view = vmap(&page, 1, VM_MAP, PAGE_KERNEL); // WARN: cc_private_pte
	*(volatile char *)view = 1;
}
END
expect 0 'ok_apart: none (refused as asked): ' <<'END'
#include <linux/dma-mapping.h>
int ok_apart(struct device *dev, phys_addr_t bar)
{
	return dma_mapping_error(dev, dma_map_phys(dev, bar, 64, DMA_TO_DEVICE,
						   DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED));
}
END

status=0
"$dmacheck" model "$work/missing.c" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'No such file' "$work/told"
status=0
CC="$work/no-compiler" "$dmacheck" model "$work/specimen.c" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'does not compile' "$work/told"
status=0
TMPDIR="$work/missing" "$dmacheck" model "$work/specimen.c" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'missing' "$work/told"
status=0
"$dmacheck" model "$work" 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && grep -q 'cannot be read' "$work/told"
status=0
"$dmacheck" model 2>"$work/told" || status=$?
[ "$status" -eq 2 ] && [ -s "$work/told" ]
echo "$((nr + 5)) cases"
