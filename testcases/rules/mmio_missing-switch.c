// SPDX-License-Identifier: GPL-2.0-only
/* A switch chooses between a BAR and a page, with a value for each. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/pci.h>

enum target {
	TARGET_BAR,
	TARGET_PAGE,
};

int bad_value_forgotten(struct device *dev, struct pci_dev *pdev, struct page *page, int target)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;
	phys_addr_t phys;

	switch (target) {
	case TARGET_BAR:
		phys = pci_resource_start(pdev, 1);
		break;
	case TARGET_PAGE:
		phys = page_to_phys(page);
		break;
	default:
		return -EINVAL;
	}
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: mmio_missing
	// MISS cocci: attributes of one way with the address of another
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_value_for_each(struct device *dev, struct pci_dev *pdev, struct page *page, int target)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;
	phys_addr_t phys;

	switch (target) {
	case TARGET_BAR:
		phys = pci_resource_start(pdev, 1);
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
		break;
	case TARGET_PAGE:
		phys = page_to_phys(page);
		break;
	default:
		return -EINVAL;
	}
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
