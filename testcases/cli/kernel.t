# SPDX-License-Identifier: GPL-2.0-only
# The tables against a tree: what is the same is silent, each kind of difference is told.

# A small kernel of release $1.$2, its header from standard input; what it lacks is gone from it.
$ cat >tree.sh <<'END'
> 	mkdir -p t/include/linux t/kernel/dma t/Documentation/core-api
> 	printf 'VERSION = %s\nPATCHLEVEL = %s\n' "$1" "$2" >t/Makefile
> 	cat >t/include/linux/dma-mapping.h
> 	touch t/kernel/dma/mapping.c t/kernel/dma/debug.c
> 	touch t/Documentation/core-api/dma-attributes.rst
> END
> cat >rows.sh <<'END'
> 	dmacheck kernel "$@" t 2>/dev/null | grep -v ': gone: '
> END

# Attributes: as the table has them, moved, before their time, past it, unknown, not a number.
$ sh tree.sh 6 12 <<'END'
> #define DMA_ATTR_WEAK_ORDERING (1UL << 1)
> #define DMA_ATTR_WRITE_COMBINE BIT(2)
> #define DMA_ATTR_NO_KERNEL_MAPPING 0x10
> #define DMA_ATTR_SKIP_CPU_SYNC (1UL << 6)
> #define DMA_ATTR_MMIO (1UL << 10)
> #define DMA_ATTR_NON_CONSISTENT (1UL << 3)
> #define DMA_ATTR_NOVELTY (1UL << 15)
> #define DMA_ATTR_NO_WARN (SOME << 8)
> END
> sh rows.sh --all
include/linux/dma-mapping.h:1: same: DMA_ATTR_WEAK_ORDERING, bit 1
include/linux/dma-mapping.h:2: same: DMA_ATTR_WRITE_COMBINE, bit 2
include/linux/dma-mapping.h:3: same: DMA_ATTR_NO_KERNEL_MAPPING, bit 4
include/linux/dma-mapping.h:4: changed: DMA_ATTR_SKIP_CPU_SYNC is bit 6, the table has 5
include/linux/dma-mapping.h:5: early: DMA_ATTR_MMIO, which is of 6.18 according to the table
include/linux/dma-mapping.h:6: changed: DMA_ATTR_NON_CONSISTENT, which is gone according to the table
include/linux/dma-mapping.h:7: new: DMA_ATTR_NOVELTY, bit 15
include/linux/dma-mapping.h:8: changed: DMA_ATTR_NO_WARN is not written as one bit
$ dmacheck kernel t 2>/dev/null | grep 'gone: DMA_ATTR' | grep -v explained
include/linux/dma-mapping.h: gone: DMA_ATTR_FORCE_CONTIGUOUS
include/linux/dma-mapping.h: gone: DMA_ATTR_ALLOC_SINGLE_PAGES
include/linux/dma-mapping.h: gone: DMA_ATTR_PRIVILEGED

# Functions: the arguments of declarations, inlines and macros, and what they add.
$ sh tree.sh 7 3 <<'END'
> void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
> 			enum dma_data_direction dir, unsigned long attrs);
> void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, int node, gfp_t gfp,
> 		      unsigned long attrs);
> void dma_free_attrs(struct device *dev, size_t size, void *cpu, dma_addr_t handle,
> 		    unsigned long attrs, int node);
> static inline void dma_free_coherent(struct device *dev, size_t size, void *cpu, dma_addr_t handle)
> {
> 	dma_free_attrs(dev, size, cpu, handle, 0);
> }
> static inline void dma_free_wc(struct device *dev, size_t size, void *cpu, dma_addr_t handle)
> {
> 	dma_free_attrs(dev, size, cpu, handle, 0);
> }
> static inline void *dma_alloc_wc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
> {
> 	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
>
> 	return dma_alloc_attrs(dev, size, handle, gfp, attrs);
> }
> #define dma_unmap_sg(d, s, n, r) dma_unmap_sg_attrs(d, s, n, r, 0)
> #define dma_unmap_page(d, a, s, r) dma_unmap_page_attrs(d, a, r, s, 0)
> #define dma_unmap_other(d, s, n, r) dma_unmap_sg_attrs(d, s, n, r, DMA_ATTR_MMIO)
> void dma_map_nothing(struct device *dev, unsigned long attrs);
> void dma_look_at(struct device *dev, u64 mask);
> END
> sh rows.sh --all
include/linux/dma-mapping.h:1: same: dma_unmap_sg_attrs
include/linux/dma-mapping.h:3: changed: dma_alloc_attrs: gfp is not where the table has it, argument 3
include/linux/dma-mapping.h:5: changed: dma_free_attrs: the table's end is after argument 5
include/linux/dma-mapping.h:7: same: dma_free_coherent
include/linux/dma-mapping.h:11: changed: dma_free_wc adds none, the table has WRITE_COMBINE
include/linux/dma-mapping.h:15: same: dma_alloc_wc
include/linux/dma-mapping.h:21: same: dma_unmap_sg
include/linux/dma-mapping.h:22: changed: dma_unmap_page: size is not where the table has it, argument 2
include/linux/dma-mapping.h:23: new: dma_unmap_other
include/linux/dma-mapping.h:24: new: dma_map_nothing

# What the core compares at a release, and what it refuses.
$ sh tree.sh 7 3 </dev/null
> cat >t/kernel/dma/debug.c <<'END'
> static void check(void)
> {
> #define DMA_ATTR_UNMAP_VALID (DMA_ATTR_MMIO | \
> 			      DMA_ATTR_PRIVILEGED)
> }
> END
> cat >t/kernel/dma/mapping.c <<'END'
> void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
> 			  enum dma_data_direction dir, unsigned long attrs)
> {
> 	if (unlikely(attrs & DMA_ATTR_MMIO))
> 		return;
> }
> void dma_unmap_phys(struct device *dev, dma_addr_t addr, size_t size,
> 		    enum dma_data_direction dir, unsigned long attrs)
> {
> 	bool shared = attrs & DMA_ATTR_CC_SHARED;
>
> 	if (is_direct(dev))
> 		unmap(dev, addr, size, attrs);
> 	else if (shared) {
> 		trace(addr);
> 		return;
> 	}
> 	if (attrs & DMA_ATTR_NO_WARN)
> 		be_quiet();
> }
> struct sg_table *dma_alloc_noncontiguous(struct device *dev, size_t size,
> 		enum dma_data_direction dir, gfp_t gfp, unsigned long attrs)
> {
> 	if (attrs & DMA_ATTR_ALLOC_SINGLE_PAGES)
> 		return NULL;
> 	return gfp & __GFP_COMP ? NULL : get(dev);
> }
> END
> sh rows.sh --all
kernel/dma/debug.c:3: changed: must match at release: PRIVILEGED|MMIO, the table has NO_KERNEL_MAPPING|FORCE_CONTIGUOUS|PRIVILEGED|MMIO|REQUIRE_COHERENT|CC_SHARED
kernel/dma/mapping.c:1: same: dma_unmap_page_attrs
kernel/dma/mapping.c:7: same: dma_unmap_phys
kernel/dma/mapping.c:21: same: dma_alloc_noncontiguous
kernel/dma/mapping.c:1: same: dma_unmap_page_attrs refuses MMIO
kernel/dma/mapping.c:7: same: dma_unmap_phys refuses CC_SHARED
kernel/dma/mapping.c:21: changed: dma_alloc_noncontiguous refuses ALLOC_SINGLE_PAGES, the table has all but ALLOC_SINGLE_PAGES, __GFP_COMP
$ dmacheck kernel t 2>/dev/null | grep ' refuses'
kernel/dma/mapping.c:21: changed: dma_alloc_noncontiguous refuses ALLOC_SINGLE_PAGES, the table has all but ALLOC_SINGLE_PAGES, __GFP_COMP
kernel/dma/mapping.c: gone: dma_alloc_attrs, which refuses attributes
kernel/dma/mapping.c: gone: __dma_alloc_pages, which refuses attributes
kernel/dma/mapping.c: gone: dma_map_page_attrs, which refuses attributes
kernel/dma/mapping.c: gone: dma_map_phys, which refuses attributes
kernel/dma/mapping.c: gone: __dma_map_sg_attrs, which refuses attributes

# The document's titles.
$ printf 'Attributes\n==========\n\nDMA_ATTR_NO_WARN\n----------------\n\nDMA_ATTR_NOVELTY\n----------------\n' \
> 	>t/Documentation/core-api/dma-attributes.rst
> sh rows.sh --all | grep rst
Documentation/core-api/dma-attributes.rst:4: same: DMA_ATTR_NO_WARN is explained
Documentation/core-api/dma-attributes.rst:7: new: DMA_ATTR_NOVELTY is explained
$ dmacheck kernel t 2>/dev/null | grep rst | head -n 1
Documentation/core-api/dma-attributes.rst:7: new: DMA_ATTR_NOVELTY is explained

# Anything may lie in a tree.
$ rm t/kernel/dma/*.c t/Documentation/core-api/dma-attributes.rst
> mkfifo t/kernel/dma/mapping.c
> mkdir t/kernel/dma/debug.c
> ln -s / t/include/loop
> head -c 100000 /dev/urandom >t/include/linux/noise.h
> printf '#define DMA_ATTR_\n#define\n#\n#define dma_map_sg(\nvoid dma_map_phys(struct' \
> 	>>t/include/linux/dma-mapping.h
> sh rows.sh --all
? 1
$ dmacheck kernel t 2>&1 | grep file
Documentation/core-api/dma-attributes.rst: gone: the file, or it cannot be read
kernel/dma/debug.c: gone: the file, or it cannot be read
kernel/dma/mapping.c: gone: the file, or it cannot be read
$ mkdir empty; dmacheck kernel empty
2> dmacheck: empty: not a kernel tree
? 2
$ dmacheck kernel
2> dmacheck: kernel takes one kernel tree
? 2
$ dmacheck kernel t t
2> dmacheck: kernel takes one kernel tree
? 2
