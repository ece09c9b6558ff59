// SPDX-License-Identifier: GPL-2.0-only
/* A BAR, and the other functions that remap it. */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>

int bad_cached_bar(struct device *dev, struct pci_dev *pdev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	phys_addr_t bar = pci_resource_start(pdev, 2);
	dma_addr_t handle;
	void __iomem *view;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = ioremap_cache(bar, PAGE_SIZE); // WARN: mmio_cached
	if (view)
		iounmap(view);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_uncached_bar(struct device *dev, struct pci_dev *pdev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	phys_addr_t bar = pci_resource_start(pdev, 2);
	dma_addr_t handle;
	void __iomem *view;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = ioremap_wc(bar, PAGE_SIZE);
	if (view)
		iounmap(view);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int bad_managed(struct device *dev, struct pci_dev *pdev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	phys_addr_t bar = pci_resource_start(pdev, 2);
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = devm_memremap(dev, bar, PAGE_SIZE, MEMREMAP_WB); // WARN: mmio_cached
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return IS_ERR(view) ? PTR_ERR(view) : 0;
}

int ok_managed(struct device *dev, struct pci_dev *pdev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	phys_addr_t bar = pci_resource_start(pdev, 2);
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = devm_memremap(dev, bar, PAGE_SIZE, MEMREMAP_WC);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return IS_ERR(view) ? PTR_ERR(view) : 0;
}
