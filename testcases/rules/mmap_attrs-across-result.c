// SPDX-License-Identifier: GPL-2.0-only
/* A function that returns the attributes, or none: what it returns for nothing is a value, too. */
#include <linux/dma-mapping.h>

static unsigned long attrs_of(bool wc)
{
	if (wc)
		return DMA_ATTR_WRITE_COMBINE;
	return 0;
}

int ok_asked_twice(struct device *dev, struct vm_area_struct *vma, bool wc)
{
	dma_addr_t handle;
	void *buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs_of(wc));
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, buf, handle, PAGE_SIZE, wc ? DMA_ATTR_WRITE_COMBINE : 0);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs_of(wc));
	return ret;
}

static unsigned long attrs_of_frames(bool privileged)
{
	return privileged ? DMA_ATTR_WRITE_COMBINE | DMA_ATTR_PRIVILEGED : DMA_ATTR_WRITE_COMBINE;
}

int bad_without(struct device *dev, struct vm_area_struct *vma, bool privileged)
{
	dma_addr_t handle;
	void *buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL,
				    attrs_of_frames(privileged));
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, buf, handle, PAGE_SIZE, 0); // WARN: mmap_attrs
	// MISS cocci: a function's result
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs_of_frames(privileged));
	return ret;
}
