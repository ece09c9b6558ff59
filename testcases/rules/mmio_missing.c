// SPDX-License-Identifier: GPL-2.0-only
/*
 * Say DMA_ATTR_MMIO when the address is not memory.
 *
 * A BAR or a register block has no struct page and no place in the linear map.  Without the
 * attribute the DMA core takes both for granted: it maintains caches over the range, may copy it
 * to a bounce buffer, and looks its page up.  Somewhere there it touches what isn't there.
 *
 * It hides on a coherent machine with a device that reaches every address: nothing is touched.
 *
 * Map it with dma_map_phys() or dma_iova_link() and DMA_ATTR_MMIO, or with dma_map_resource().  A
 * confidential guest's shared MMIO wants DMA_ATTR_CC_SHARED in addition, never instead.
 *
 * See: kernel/dma/mapping.c, dma_map_phys(); Documentation/core-api/dma-attributes.rst
 */
#include <linux/dma-mapping.h>
#include <linux/pci.h>

int bad_bar_as_memory(struct device *dev, struct pci_dev *pdev)
{
	phys_addr_t bar = pci_resource_start(pdev, 0);
	dma_addr_t handle;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_FROM_DEVICE, 0); // WARN: mmio_missing
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	return 0;
}

int ok_bar_as_mmio(struct device *dev, struct pci_dev *pdev)
{
	phys_addr_t bar = pci_resource_start(pdev, 0);
	dma_addr_t handle;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_FROM_DEVICE,
			      DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE,
		       DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_bar_as_resource(struct device *dev, struct pci_dev *pdev)
{
	phys_addr_t bar = pci_resource_start(pdev, 0);
	dma_addr_t handle;

	handle = dma_map_resource(dev, bar, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}
