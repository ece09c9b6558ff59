// SPDX-License-Identifier: GPL-2.0-only
/* One value for the buffer and for the list that is mapped beside it. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int bad_shared_value(struct device *dev, struct sg_table *sgt)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs); // WARN: stream_alloc_attr
	if (!ret)
		dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, attrs);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return ret;
}

int ok_value_for_each(struct device *dev, struct sg_table *sgt)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	dma_addr_t handle;
	void *buf;
	int ret;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs & ~DMA_ATTR_WRITE_COMBINE);
	if (!ret)
		dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, attrs & ~DMA_ATTR_WRITE_COMBINE);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return ret;
}
