// SPDX-License-Identifier: GPL-2.0-only
/* CC_SHARED alone speaks of memory: it does not stand in for MMIO. */
#include <linux/dma-mapping.h>
#include <linux/pci.h>

int bad_instead(struct device *dev, struct pci_dev *pdev, resource_size_t offset)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	phys_addr_t phys;

	phys = pci_resource_start(pdev, 2) + offset;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: mmio_missing
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_in_addition(struct device *dev, struct pci_dev *pdev, resource_size_t offset)
{
	unsigned long attrs = DMA_ATTR_CC_SHARED | DMA_ATTR_MMIO;
	dma_addr_t handle;
	phys_addr_t phys;

	phys = pci_resource_start(pdev, 2) + offset;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
