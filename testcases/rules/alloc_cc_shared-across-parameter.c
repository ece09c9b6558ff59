// SPDX-License-Identifier: GPL-2.0-only
/* A function of its own, that allocates more than it is told: its caller chose the attributes. */
#include <linux/dma-mapping.h>

struct rings {
	void *rx, *tx;
	dma_addr_t rx_dma, tx_dma;
};

static int rings_alloc(struct device *dev, struct rings *rings, unsigned long attrs)
{
	rings->rx = dma_alloc_coherent(dev, PAGE_SIZE, &rings->rx_dma, GFP_KERNEL);
	if (!rings->rx)
		return -ENOMEM;
	rings->tx = dma_alloc_attrs(dev, PAGE_SIZE, &rings->tx_dma, // WARN: alloc_cc_shared
				    // MISS cocci: a function that does more than pass attributes on
				    GFP_KERNEL, attrs);
	if (!rings->tx) {
		dma_free_coherent(dev, PAGE_SIZE, rings->rx, rings->rx_dma);
		return -ENOMEM;
	}
	return 0;
}

int rings_open(struct device *dev, struct rings *rings)
{
	return rings_alloc(dev, rings, DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN);
}

struct pair {
	void *rx, *tx;
	dma_addr_t rx_dma, tx_dma;
};

static int pair_alloc(struct device *dev, struct pair *pair, unsigned long attrs)
{
	pair->rx = dma_alloc_coherent(dev, PAGE_SIZE, &pair->rx_dma, GFP_KERNEL);
	if (!pair->rx)
		return -ENOMEM;
	pair->tx = dma_alloc_attrs(dev, PAGE_SIZE, &pair->tx_dma, GFP_KERNEL, attrs);
	if (!pair->tx) {
		dma_free_coherent(dev, PAGE_SIZE, pair->rx, pair->rx_dma);
		return -ENOMEM;
	}
	return 0;
}

int pair_open(struct device *dev, struct pair *pair)
{
	return pair_alloc(dev, pair, DMA_ATTR_NO_WARN);
}

struct buffer {
	void *cpu;
	dma_addr_t dma;
	size_t size;
};

/* Who passes CC_SHARED may always ask for a mapping, and never come to the allocation. */
static int buffer_fill(struct device *dev, struct buffer *buf, phys_addr_t phys, bool allocate,
		       unsigned long attrs)
{
	buf->size = PAGE_SIZE;
	if (allocate) {
		buf->cpu = dma_alloc_attrs(dev, buf->size, &buf->dma, GFP_KERNEL, attrs);
		return buf->cpu ? 0 : -ENOMEM;
	}
	buf->dma = dma_map_phys(dev, phys, buf->size, DMA_TO_DEVICE, attrs | DMA_ATTR_MMIO);
	return dma_mapping_error(dev, buf->dma);
}

int buffer_map(struct device *dev, struct buffer *buf, phys_addr_t phys)
{
	return buffer_fill(dev, buf, phys, false, DMA_ATTR_CC_SHARED);
}

int buffer_alloc(struct device *dev, struct buffer *buf)
{
	return buffer_fill(dev, buf, 0, true, DMA_ATTR_NO_WARN);
}
