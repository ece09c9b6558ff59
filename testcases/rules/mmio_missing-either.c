// SPDX-License-Identifier: GPL-2.0-only
/* An address that may be either: what is known on each path decides, not the pfn. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/pci.h>

int bad_either(struct device *dev, struct pci_dev *pdev, struct page *page)
{
	phys_addr_t phys = page ? page_to_phys(page) : pci_resource_start(pdev, 0);
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: mmio_missing
	// MISS cocci: one of two addresses
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}

int ok_attrs_go_along(struct device *dev, struct pci_dev *pdev, struct page *page)
{
	phys_addr_t phys = pci_resource_start(pdev, 0);
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	if (page) {
		phys = page_to_phys(page);
		attrs = 0;
	}
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_unknown_address(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;

	if (!pfn_valid(PHYS_PFN(phys)))
		return -EINVAL;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}

int ok_unknown_attrs(struct device *dev, struct pci_dev *pdev, unsigned long attrs)
{
	phys_addr_t phys = pci_resource_start(pdev, 0);
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
