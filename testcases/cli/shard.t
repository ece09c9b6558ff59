# SPDX-License-Identifier: GPL-2.0-only
# A check in parts: what is put together is the whole, also what lies in several parts.

# An acquire in one file, the release in another, and who calls both in a third; a wrapper and its
# caller.
$ mkdir -p linux/include/linux linux/drivers
> printf 'VERSION = 7\nPATCHLEVEL = 3\n' >linux/Makefile
> cd linux/drivers
> for bit in CC_SHARED MMIO; do echo "#define DMA_ATTR_$bit 1"; done >../include/linux/dma-mapping.h
> cat >acquire.c <<'END'
> dma_addr_t window_map(struct device *dev, phys_addr_t bar)
> {
> 	return dma_map_phys(dev, bar, 4096, DMA_BIDIRECTIONAL, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
> }
> END
> cat >release.c <<'END'
> void window_unmap(struct device *dev, dma_addr_t handle, unsigned long attrs)
> {
> 	dma_unmap_phys(dev, handle, 4096, DMA_BIDIRECTIONAL, attrs);
> }
> END
> cat >user.c <<'END'
> void user(struct device *dev, phys_addr_t bar)
> {
> 	dma_addr_t handle = window_map(dev, bar);
>
> 	window_unmap(dev, handle, 0);
> }
> END
> cat >wrapper.c <<'END'
> void *ring_alloc(struct device *dev, dma_addr_t *handle, unsigned long attrs)
> {
> 	return dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL, attrs);
> }
> END
> cat >caller.c <<'END'
> void *caller(struct device *dev, dma_addr_t *handle)
> {
> 	return ring_alloc(dev, handle, DMA_ATTR_CC_SHARED);
> }
> END
> for i in 1 2 3 4 5 6 7 8; do bad bad$i.c; done
> printf 'int odd(void) { dma_map_single((; }\n' >odd.c
> touch -d 2001-01-01 *.c
$ dmacheck check linux >whole
2> dmacheck: 1 function not analysed, --stats lists it
? 1
$ brief <whole | grep -v bad
linux/drivers/caller.c:3 error alloc_cc_shared
linux/drivers/user.c:5 error release_attrs
$ for k in 1 2 3 4; do dmacheck check --shard $k/4 linux >$k.shard || echo $?; done
$ dmacheck merge *.shard | diff whole -
2> dmacheck: 1 function not analysed, --stats lists it
# In any order, in any form, and with options of their own.
$ dmacheck merge 3.shard 1.shard 4.shard 2.shard | diff whole -
2> dmacheck: 1 function not analysed, --stats lists it
$ figures() { grep -v '"seconds"\|"peak_memory_kb"'; }
> dmacheck check --format json --level note linux | figures >whole.json
> dmacheck merge --format json --level note *.shard | figures | diff whole.json -
2> dmacheck: 1 function not analysed, --stats lists it
2> dmacheck: 1 function not analysed, --stats lists it
$ dmacheck merge --rule alloc_cc_shared *.shard | brief
linux/drivers/caller.c:3 error alloc_cc_shared
2> dmacheck: 1 function not analysed, --stats lists it
# The work is shared.
$ for i in 1 2 3 4 5 6 7 8; do grep -la "linux/drivers/bad$i.c" *.shard; done | sort | uniq -c
      2 1.shard
      1 2.shard
      3 3.shard
      2 4.shard

# A part that is missing, damaged, of another run.
$ dmacheck merge 1.shard 2.shard 4.shard
2> dmacheck: shard 3/4 is missing
? 2
$ head -c -1 3.shard >short.shard; dmacheck merge 1.shard 2.shard short.shard 4.shard
2> dmacheck: short.shard: damaged, or not written to its end
? 2
$ printf x | dd of=short.shard conv=notrunc bs=1 seek=300 status=none
> dmacheck merge 1.shard 2.shard short.shard 4.shard
2> dmacheck: short.shard: damaged, or not written to its end
? 2
$ dmacheck merge 1.shard whole
2> dmacheck: whole: not a shard that 'dmacheck check --shard' wrote
? 2
$ dmacheck merge 1.shard nowhere
2> dmacheck: nowhere: No such file or directory
? 2
$ dmacheck check --shard 2/4 linux/drivers >other.shard; dmacheck merge 1.shard other.shard 3.shard 4.shard
2> dmacheck: other.shard: of another run than 1.shard
? 2
$ dmacheck check --shard 2/4 --kernel 7.2 linux >other.shard; dmacheck merge 1.shard other.shard 3.shard 4.shard
2> dmacheck: other.shard: of another run than 1.shard
? 2
$ dmacheck merge
2> dmacheck: which shards?
? 2
$ dmacheck merge --engine source,clang *.shard
2> dmacheck: engines, kernel and files are those that the shards were made with
? 2

# What is not as the shards saw it is looked at anew.
$ sed -i 's/DMA_ATTR_CC_SHARED/0/' linux/drivers/caller.c; rm linux/drivers/bad*.c; good linux/drivers/new.c
> dmacheck merge [1234].shard | brief
linux/drivers/user.c:5 error release_attrs
2> dmacheck: files that no shard knows as they are here: 1 of 8, analysed now
2> dmacheck: 1 function not analysed, --stats lists it

$ dmacheck check --shard 5/4 linux
2> dmacheck: --shard: '5/4' is not K/N, K from 1 to N
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --shard 1/4x linux
2> dmacheck: --shard: '1/4x' is not K/N, K from 1 to N
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --shard 1/4 --fix linux
2> dmacheck: --shard finds nothing yet, 'dmacheck merge' takes such options
? 2
$ dmacheck check --shard 1/4 linux >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck check --shard 1/4 nowhere >x.shard
2> dmacheck: nowhere: No such file or directory
? 2
