// SPDX-License-Identifier: GPL-2.0-only
/* A field that one function sets and another gives to the allocation. */
#include <linux/dma-mapping.h>

struct shared_ring {
	void *desc;
	dma_addr_t dma;
	unsigned long attrs;
};

void shared_init(struct shared_ring *ring)
{
	ring->attrs = DMA_ATTR_NO_WARN | DMA_ATTR_CC_SHARED;
}

int shared_alloc(struct device *dev, struct shared_ring *ring)
{
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, // WARN: alloc_cc_shared
				     GFP_KERNEL,
				     ring->attrs);
	return ring->desc ? 0 : -ENOMEM;
}

void shared_free(struct device *dev, struct shared_ring *ring)
{
	dma_free_attrs(dev, PAGE_SIZE, ring->desc, ring->dma, ring->attrs); // WARN: alloc_cc_shared
}

struct quiet_ring {
	void *desc;
	dma_addr_t dma;
	unsigned long attrs;
};

void quiet_init(struct quiet_ring *ring)
{
	ring->attrs = DMA_ATTR_NO_WARN;
}

int quiet_alloc(struct device *dev, struct quiet_ring *ring)
{
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, ring->attrs);
	return ring->desc ? 0 : -ENOMEM;
}

void quiet_free(struct device *dev, struct quiet_ring *ring)
{
	dma_free_attrs(dev, PAGE_SIZE, ring->desc, ring->dma, ring->attrs);
}
