// SPDX-License-Identifier: GPL-2.0-only
/* Functions that bring attributes of their own. */
#include <linux/dma-mapping.h>

int bad_wc_mapped_coherent(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_coherent(dev, vma, buf, handle, PAGE_SIZE); // WARN: mmap_attrs
	dma_free_wc(dev, PAGE_SIZE, buf, handle);
	return ret;
}

int ok_wc_mapped_wc(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_wc(dev, vma, buf, handle, PAGE_SIZE);
	dma_free_wc(dev, PAGE_SIZE, buf, handle);
	return ret;
}

int bad_coherent_mapped_wc(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_wc(dev, vma, buf, handle, PAGE_SIZE); // WARN: mmap_attrs
	dma_free_coherent(dev, PAGE_SIZE, buf, handle);
	return ret;
}

int ok_wc_spelled_out(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, buf, handle, PAGE_SIZE,
			     DMA_ATTR_WRITE_COMBINE | DMA_ATTR_NO_WARN);
	dma_free_wc(dev, PAGE_SIZE, buf, handle);
	return ret;
}
