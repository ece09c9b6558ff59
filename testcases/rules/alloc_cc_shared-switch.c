// SPDX-License-Identifier: GPL-2.0-only
/* A switch builds the value; a case falls through into the next one. */
#include <linux/dma-mapping.h>

enum ring_mode {
	RING_PLAIN,
	RING_STREAM,
	RING_SHARED,
};

int bad_falls_through(struct device *dev, int mode)
{
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *ring;

	switch (mode) {
	case RING_SHARED:
		attrs |= DMA_ATTR_CC_SHARED;
		fallthrough;
	case RING_STREAM:
		attrs |= DMA_ATTR_WRITE_COMBINE;
		break;
	default:
		break;
	}
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_returns_instead(struct device *dev, int mode)
{
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *ring;

	switch (mode) {
	case RING_SHARED:
		attrs |= DMA_ATTR_CC_SHARED;
		return -EOPNOTSUPP;
	case RING_STREAM:
		attrs |= DMA_ATTR_WRITE_COMBINE;
		break;
	default:
		break;
	}
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}
