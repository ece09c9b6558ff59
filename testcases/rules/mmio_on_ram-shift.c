// SPDX-License-Identifier: GPL-2.0-only
/* Addresses made by a shift or a mask. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

int bad_shifted(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;
	phys_addr_t phys;

	if (!page)
		return -ENOMEM;
	phys = (phys_addr_t)page_to_pfn(page) << PAGE_SHIFT;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: mmio_on_ram
	// MISS cocci: an address that is computed
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	__free_page(page);
	return 0;
}

int ok_shifted(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;
	phys_addr_t phys;

	if (!page)
		return -ENOMEM;
	phys = (phys_addr_t)page_to_pfn(page) << PAGE_SHIFT;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	__free_page(page);
	return 0;
}

int bad_masked(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	unsigned long addr = get_zeroed_page(GFP_KERNEL);
	dma_addr_t handle;
	phys_addr_t phys;

	if (!addr)
		return -ENOMEM;
	phys = __pa(addr + 64) & PAGE_MASK;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: mmio_on_ram
	// MISS cocci: an address that is computed
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	free_page(addr);
	return 0;
}
