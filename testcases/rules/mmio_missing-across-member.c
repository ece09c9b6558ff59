// SPDX-License-Identifier: GPL-2.0-only
/* None of the values that a member is given has what a BAR needs. */
#include <linux/dma-mapping.h>
#include <linux/pci.h>

struct window {
	struct device *dev;
	dma_addr_t dma;
	unsigned long attrs;
};

void window_init(struct window *win, struct device *dev, bool is_quiet)
{
	win->dev = dev;
	win->attrs = DMA_ATTR_SKIP_CPU_SYNC;
	if (is_quiet)
		win->attrs |= DMA_ATTR_NO_WARN;
}

int window_map(struct window *win, struct pci_dev *pdev)
{
	win->dma = dma_map_phys(win->dev, pci_resource_start(pdev, 0), PAGE_SIZE, // WARN: mmio_missing
				// MISS sparse: tells no place closed
				// MISS cocci: attributes from a member
				DMA_TO_DEVICE, win->attrs);
	return dma_mapping_error(win->dev, win->dma);
}

void window_unmap(struct window *win)
{
	dma_unmap_phys(win->dev, win->dma, PAGE_SIZE, DMA_TO_DEVICE, win->attrs);
}

struct port {
	struct device *dev;
	dma_addr_t dma;
	unsigned long attrs;
};

void port_init(struct port *port, struct device *dev, bool is_bar)
{
	port->dev = dev;
	port->attrs = DMA_ATTR_SKIP_CPU_SYNC;
	if (is_bar)
		port->attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
}

int port_map(struct port *port, struct pci_dev *pdev)
{
	port->dma = dma_map_phys(port->dev, pci_resource_start(pdev, 0), PAGE_SIZE, DMA_TO_DEVICE,
				 port->attrs);
	return dma_mapping_error(port->dev, port->dma);
}

void port_unmap(struct port *port)
{
	dma_unmap_phys(port->dev, port->dma, PAGE_SIZE, DMA_TO_DEVICE, port->attrs);
}
