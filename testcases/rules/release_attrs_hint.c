// SPDX-License-Identifier: GPL-2.0-only
/*
 * Repeat hints at the release, too.
 *
 * WEAK_ORDERING and WRITE_COMBINE are not compared by dma-debug and today's core has nothing to
 * undo for them. The DMA API asks for the same attributes at both ends all the same: an
 * architecture is free to honour a hint, and 32-bit arm does.
 *
 * dma_alloc_wc() passes WRITE_COMBINE by itself, so dma_free_wc() is its other end.
 *
 * See: Documentation/core-api/dma-attributes.rst
 */
#include <linux/dma-mapping.h>

int bad_hint_dropped(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, 0); // WARN: release_attrs_hint
	return 0;
}

int ok_hint_repeated(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_WRITE_COMBINE);
	return 0;
}
