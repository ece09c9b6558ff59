// SPDX-License-Identifier: GPL-2.0-only
/*
 * A helper that decides something else by what it is given passes its attributes on all the same.
 *
 * A refusal before the call, or a bit that is added on one of two ways, changes nothing for the
 * caller who chose the attribute.  What may take the bit away again does.
 */
#include <linux/dma-mapping.h>

struct adding_ring {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	size_t size;
};

static int adding_get(struct adding_ring *ring, unsigned long attrs)
{
	if (!ring)
		return -EINVAL;
	if (ring->size > 4096)
		attrs |= DMA_ATTR_ALLOC_SINGLE_PAGES;
	ring->cpu = dma_alloc_attrs(ring->dev, ring->size, &ring->dma, // WARN: alloc_cc_shared
								       // MISS cocci: a parameter that is added to
				    GFP_KERNEL, attrs);
	return ring->cpu ? 0 : -ENOMEM;
}

int adding_probe(struct adding_ring *ring)
{
	return adding_get(ring, DMA_ATTR_CC_SHARED);
}

struct masking_ring {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	size_t size;
};

static int masking_get(struct masking_ring *ring, bool shared, unsigned long attrs)
{
	if (!shared)
		attrs &= ~DMA_ATTR_CC_SHARED;
	ring->cpu = dma_alloc_attrs(ring->dev, ring->size, &ring->dma, GFP_KERNEL, attrs);
	return ring->cpu ? 0 : -ENOMEM;
}

int masking_probe(struct masking_ring *ring)
{
	return masking_get(ring, false, DMA_ATTR_CC_SHARED);
}

struct choosing_ring {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	size_t size;
};

static int choosing_get(struct choosing_ring *ring, bool shared, unsigned long attrs)
{
	unsigned long used = shared ? 0 : attrs;

	ring->cpu = dma_alloc_attrs(ring->dev, ring->size, &ring->dma, GFP_KERNEL, used);
	return ring->cpu ? 0 : -ENOMEM;
}

int choosing_probe(struct choosing_ring *ring)
{
	return choosing_get(ring, true, DMA_ATTR_CC_SHARED);
}
