// SPDX-License-Identifier: GPL-2.0-only
/* Taken for a linear address, or for a page: either may be right on one machine. */
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/mm.h>

int bad_linear_address(struct device *dev)
{
	dma_addr_t handle;
	phys_addr_t phys;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	phys = page_to_phys(virt_to_page(buf)); // WARN: cookie_used
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return phys ? 0 : -EIO;
}

int bad_page(struct device *dev)
{
	dma_addr_t handle;
	void *buf, *view;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	view = kmap_local_page((struct page *)buf); // WARN: cookie_used
	kunmap_local(view);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int ok_handed_to_the_core(struct device *dev, struct sg_table *sgt)
{
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	ret = dma_get_sgtable_attrs(dev, sgt, buf, handle, PAGE_SIZE, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!ret)
		sg_free_table(sgt);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return ret;
}
