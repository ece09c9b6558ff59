// SPDX-License-Identifier: GPL-2.0-only
/* What ioremap() returns, and a page made up for a BAR, are not memory either. */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/pci.h>

int bad_iomem_pointer(struct device *dev, phys_addr_t phys)
{
	void __iomem *regs = ioremap(phys, PAGE_SIZE);
	dma_addr_t handle;

	if (!regs)
		return -ENOMEM;
	handle = dma_map_single(dev, (void __force *)regs, PAGE_SIZE, // WARN: mmio_missing
				DMA_TO_DEVICE);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	iounmap(regs);
	return 0;
}

int ok_its_address(struct device *dev, phys_addr_t phys)
{
	void __iomem *regs = ioremap(phys, PAGE_SIZE);
	dma_addr_t handle;

	if (!regs)
		return -ENOMEM;
	handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	iounmap(regs);
	return 0;
}

int bad_made_up_page(struct device *dev, struct pci_dev *pdev)
{
	struct page *page = pfn_to_page(PHYS_PFN(pci_resource_start(pdev, 0)));
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE); // WARN: mmio_missing
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}
