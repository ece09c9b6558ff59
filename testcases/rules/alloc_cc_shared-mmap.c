// SPDX-License-Identifier: GPL-2.0-only
/*
 * The attribute given to what follows an allocation: nothing refuses it there, so a device that
 * got private memory gets a shared CPU mapping of it.
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

int bad_mmap(struct device *dev, struct vm_area_struct *vma, void *ring, dma_addr_t handle)
{
	return dma_mmap_attrs(dev, vma, ring, handle, PAGE_SIZE, // WARN: alloc_cc_shared
			      DMA_ATTR_CC_SHARED);
}

int ok_mmap(struct device *dev, struct vm_area_struct *vma, void *ring, dma_addr_t handle)
{
	return dma_mmap_attrs(dev, vma, ring, handle, PAGE_SIZE, 0);
}

int bad_get_sgtable(struct device *dev, struct sg_table *sgt, void *ring, dma_addr_t handle)
{
	return dma_get_sgtable_attrs(dev, sgt, ring, handle, PAGE_SIZE, // WARN: alloc_cc_shared
				     DMA_ATTR_CC_SHARED | DMA_ATTR_WRITE_COMBINE);
}

int ok_get_sgtable(struct device *dev, struct sg_table *sgt, void *ring, dma_addr_t handle)
{
	return dma_get_sgtable_attrs(dev, sgt, ring, handle, PAGE_SIZE, DMA_ATTR_WRITE_COMBINE);
}
