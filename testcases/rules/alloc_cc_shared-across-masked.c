// SPDX-License-Identifier: GPL-2.0-only
/* A field goes through a mask, or is asked for, before the allocation gets it. */
#include <linux/dma-mapping.h>

struct masked_ring {
	void *desc;
	dma_addr_t dma;
	unsigned long attrs, allowed, more;
};

void masked_init(struct masked_ring *ring)
{
	ring->attrs = DMA_ATTR_NO_WARN | DMA_ATTR_CC_SHARED;
}

int masked_kept(struct device *dev, struct masked_ring *ring)
{
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, // WARN: alloc_cc_shared
				     // MISS cocci: a member from which bits are taken out
				     ring->attrs & (DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN));
	return ring->desc ? 0 : -ENOMEM;
}

int masked_out(struct device *dev, struct masked_ring *ring)
{
	unsigned long attrs = ring->attrs & ~DMA_ATTR_CC_SHARED;

	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, attrs | ring->more);
	return ring->desc ? 0 : -ENOMEM;
}

int masked_by_another(struct device *dev, struct masked_ring *ring)
{
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL,
				     ring->attrs & ring->allowed);
	return ring->desc ? 0 : -ENOMEM;
}

struct asked_ring {
	void *desc;
	dma_addr_t dma;
	unsigned long attrs, allowed;
};

void asked_init(struct asked_ring *ring)
{
	ring->attrs = DMA_ATTR_CC_SHARED;
}

int asked_bit(struct device *dev, struct asked_ring *ring)
{
	if (ring->attrs & DMA_ATTR_NO_WARN || !ring->attrs)
		return -EINVAL;
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, // WARN: alloc_cc_shared
				     // MISS cocci: a member that is compared somewhere
				     ring->attrs);
	return ring->desc ? 0 : -ENOMEM;
}

int asked_equal(struct device *dev, struct asked_ring *ring)
{
	if (ring->attrs != DMA_ATTR_CC_SHARED)
		return -EINVAL;
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, // WARN: alloc_cc_shared
				     // MISS cocci: a member that is compared somewhere
				     ring->attrs);
	return ring->desc ? 0 : -ENOMEM;
}

int asked_unequal(struct device *dev, struct asked_ring *ring)
{
	unsigned long attrs = ring->attrs;

	switch (attrs) {
	case DMA_ATTR_CC_SHARED:
		return -EINVAL;
	case DMA_ATTR_NO_WARN:
		attrs = 0;
		break;
	}
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, attrs);
	return ring->desc ? 0 : -ENOMEM;
}

int asked_allowed(struct device *dev, struct asked_ring *ring)
{
	if (ring->attrs & ~ring->allowed)
		return -EINVAL;
	ring->desc = dma_alloc_attrs(dev, PAGE_SIZE, &ring->dma, GFP_KERNEL, ring->attrs);
	return ring->desc ? 0 : -ENOMEM;
}
