// SPDX-License-Identifier: GPL-2.0-only
/* A FIFO's address mapped when a channel is opened: dma_map_resource() adds MMIO by itself. */
#include <linux/dma-mapping.h>

struct forgetful_channel {
	phys_addr_t fifo;
	dma_addr_t dma;
};

int forgetful_open(struct device *dev, struct forgetful_channel *channel)
{
	channel->dma = dma_map_resource(dev, channel->fifo, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return dma_mapping_error(dev, channel->dma);
}

void forgetful_close(struct device *dev, struct forgetful_channel *channel)
{
	dma_unmap_page_attrs(dev, channel->dma, 4, DMA_TO_DEVICE, // WARN: release_attrs
			     DMA_ATTR_CC_SHARED);
}

struct careful_channel {
	phys_addr_t fifo;
	dma_addr_t dma;
};

int careful_open(struct device *dev, struct careful_channel *channel)
{
	channel->dma = dma_map_resource(dev, channel->fifo, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return dma_mapping_error(dev, channel->dma);
}

void careful_close(struct device *dev, struct careful_channel *channel)
{
	dma_unmap_resource(dev, channel->dma, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
}

struct modern_channel {
	phys_addr_t fifo;
	dma_addr_t dma;
};

int modern_open(struct device *dev, struct modern_channel *channel)
{
	channel->dma = dma_map_resource(dev, channel->fifo, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return dma_mapping_error(dev, channel->dma);
}

void modern_close(struct device *dev, struct modern_channel *channel)
{
	dma_unmap_phys(dev, channel->dma, 4, DMA_TO_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
}
