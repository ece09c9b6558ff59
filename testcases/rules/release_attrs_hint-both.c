// SPDX-License-Identifier: GPL-2.0-only
/* A hint and a promise lost at one call: each is told for itself. */
#include <linux/dma-mapping.h>

int bad_all_dropped(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE | DMA_ATTR_FORCE_CONTIGUOUS;
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle); // WARN: release_attrs, release_attrs_hint
	return 0;
}

int bad_promise_kept(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE | DMA_ATTR_FORCE_CONTIGUOUS;
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	attrs &= ~DMA_ATTR_WRITE_COMBINE;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs); // WARN: release_attrs_hint
	// MISS cocci: a variable from which a bit was taken out
	return 0;
}

int ok_all_kept(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE | DMA_ATTR_FORCE_CONTIGUOUS;
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return 0;
}
