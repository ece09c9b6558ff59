// SPDX-License-Identifier: GPL-2.0-only
/* The attributes follow from what the user asked for: at the allocation, and then for good. */
#include <linux/dma-mapping.h>

int bad_asked_once(struct device *dev, struct vm_area_struct *vma, bool wc)
{
	unsigned long attrs = wc ? DMA_ATTR_WRITE_COMBINE : 0;
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_wc(dev, vma, buf, handle, PAGE_SIZE); // WARN: mmap_attrs
	// MISS cocci: one of two values fits
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return ret;
}

int ok_asked_twice(struct device *dev, struct vm_area_struct *vma, bool wc)
{
	unsigned long attrs = wc ? DMA_ATTR_WRITE_COMBINE : 0;
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	if (wc)
		ret = dma_mmap_wc(dev, vma, buf, handle, PAGE_SIZE);
	else
		ret = dma_mmap_coherent(dev, vma, buf, handle, PAGE_SIZE);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return ret;
}

int ok_managed(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;

	buf = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	return dma_mmap_wc(dev, vma, buf, handle, PAGE_SIZE);
}

int bad_managed(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;

	buf = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	return dma_mmap_coherent(dev, vma, buf, handle, PAGE_SIZE); // WARN: mmap_attrs
}
