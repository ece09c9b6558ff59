// SPDX-License-Identifier: GPL-2.0-only
/* A struct with the address that goes in and the handle that comes out, one above the other. */
#include <linux/dma-mapping.h>
#include <linux/ioport.h>
#include <linux/scatterlist.h>

struct confused_port {
	phys_addr_t phys;
	dma_addr_t dma;
};

int confused_open(struct device *dev, struct confused_port *port, struct resource *res)
{
	port->phys = res->start;
	port->dma = dma_map_resource(dev, port->phys, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return dma_mapping_error(dev, port->dma);
}

void confused_close(struct device *dev, struct confused_port *port)
{
	dma_unmap_resource(dev, port->phys, 4, DMA_TO_DEVICE, // WARN: release_handle MISS cocci: an address in a member
			   DMA_ATTR_CC_SHARED);
}

struct clear_port {
	phys_addr_t phys;
	dma_addr_t dma;
};

int clear_open(struct device *dev, struct clear_port *port, struct resource *res)
{
	port->phys = res->start;
	port->dma = dma_map_resource(dev, port->phys, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return dma_mapping_error(dev, port->dma);
}

void clear_close(struct device *dev, struct clear_port *port)
{
	dma_unmap_resource(dev, port->dma, 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
}

/* A list is everybody's: who puts the right handle in there may be anybody. */
int list_open(struct device *dev, struct scatterlist *from, dma_addr_t *dma)
{
	*dma = dma_map_resource(dev, sg_dma_address(from), 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return dma_mapping_error(dev, *dma);
}

void list_close(struct device *dev, struct scatterlist *to)
{
	dma_unmap_resource(dev, sg_dma_address(to), 4, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
}
