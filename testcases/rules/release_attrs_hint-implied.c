// SPDX-License-Identifier: GPL-2.0-only
/* WRITE_COMBINE inside dma_alloc_wc() and dma_free_wc(). */
#include <linux/dma-mapping.h>

int bad_freed_as_coherent(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle); // WARN: release_attrs_hint
	return 0;
}

int ok_freed_as_wc(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_wc(dev, PAGE_SIZE, buf, handle);
	return 0;
}

int bad_allocated_coherent(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_wc(dev, PAGE_SIZE, buf, handle); // WARN: release_attrs_hint
	return 0;
}

int ok_spelled_out(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_wc(dev, PAGE_SIZE, &handle, GFP_KERNEL | __GFP_NOWARN);
	if (!buf)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_WRITE_COMBINE);
	return 0;
}
