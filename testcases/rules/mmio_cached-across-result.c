// SPDX-License-Identifier: GPL-2.0-only
/* The attributes of the mapping come from elsewhere in the file: a function, a table. */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/ioport.h>

static const unsigned long mmio_table[] = { DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED };

static unsigned long mmio_attrs(void)
{
	return DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
}

void bad_result(struct device *dev, struct resource *res)
{
	phys_addr_t phys = res->start;
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, mmio_attrs());

	if (dma_mapping_error(dev, handle))
		return;
	memunmap(memremap(phys, PAGE_SIZE, MEMREMAP_WB)); // WARN: mmio_cached
	// MISS cocci: attributes of another function
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, mmio_attrs());
}

void bad_element(struct device *dev, struct resource *res)
{
	phys_addr_t phys = res->start;
	void *view = memremap(phys, PAGE_SIZE, MEMREMAP_WB); // WARN: mmio_cached
	// MISS cocci: attributes of a table
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, mmio_table[0]);

	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, mmio_table[0]);
	memunmap(view);
}

void ok_uncached(struct device *dev, struct resource *res)
{
	phys_addr_t phys = res->start;
	dma_addr_t handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, mmio_attrs());

	if (dma_mapping_error(dev, handle))
		return;
	memunmap(memremap(phys, PAGE_SIZE, MEMREMAP_WC));
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, mmio_attrs());
}
