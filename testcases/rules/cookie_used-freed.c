// SPDX-License-Identifier: GPL-2.0-only
/* Given back to an allocator that it does not come from, or entered in a page table by hand. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>

int bad_freed_as_pages(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: never_released
			      DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	free_pages((unsigned long)buf, 0); // WARN: cookie_used
	return 0;
}

int ok_freed(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int bad_inserted(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	ret = vm_insert_page(vma, vma->vm_start, buf); // WARN: cookie_used
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return ret;
}

int ok_mmap(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, buf, handle, PAGE_SIZE, DMA_ATTR_NO_KERNEL_MAPPING);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return ret;
}
