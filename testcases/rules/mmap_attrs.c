// SPDX-License-Identifier: GPL-2.0-only
/*
 * Map for user space with the attributes of the allocation.
 *
 * dma_mmap_attrs() derives the protection of the user's pages from the attributes, and what the CPU
 * address means: uncached here and write-combined there makes aliases with different caching, and
 * a cookie taken for an address maps some other memory.
 *
 * It hides on coherent devices, where every protection is the same.
 *
 * dma_get_sgtable_attrs() wants the same. dma_mmap_coherent() passes none, dma_mmap_wc() passes
 * WRITE_COMBINE.
 *
 * See: kernel/dma/mapping.c, dma_mmap_attrs()
 */
#include <linux/dma-mapping.h>

int bad_hint_dropped(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, buf, handle, PAGE_SIZE, 0); // WARN: mmap_attrs
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_WRITE_COMBINE);
	return ret;
}

int ok_hint_repeated(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, buf, handle, PAGE_SIZE, DMA_ATTR_WRITE_COMBINE);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_WRITE_COMBINE);
	return ret;
}
