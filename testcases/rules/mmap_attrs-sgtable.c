// SPDX-License-Identifier: GPL-2.0-only
/* A table of the buffer's pages, for somebody who maps it on. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_table_of_cookie(struct device *dev, struct sg_table *sgt)
{
	dma_addr_t handle;
	void *cookie;
	int ret;

	cookie = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!cookie)
		return -ENOMEM;
	ret = dma_get_sgtable(dev, sgt, cookie, handle, PAGE_SIZE); // WARN: mmap_attrs
	if (!ret)
		sg_free_table(sgt);
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return ret;
}

int ok_table_of_cookie(struct device *dev, struct sg_table *sgt)
{
	dma_addr_t handle;
	void *cookie;
	int ret;

	cookie = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!cookie)
		return -ENOMEM;
	ret = dma_get_sgtable_attrs(dev, sgt, cookie, handle, PAGE_SIZE,
				    DMA_ATTR_NO_KERNEL_MAPPING);
	if (!ret)
		sg_free_table(sgt);
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return ret;
}
