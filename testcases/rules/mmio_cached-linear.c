// SPDX-License-Identifier: GPL-2.0-only
/* The linear map, and a page that is mapped for a moment. */
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/mm.h>

int bad_linear_map(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;
	u32 *status;
	u32 value;

	handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	status = phys_to_virt(phys); // WARN: mmio_cached
	value = READ_ONCE(*status);
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	return value;
}

int ok_ioremap(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;
	void __iomem *status;
	u32 value = 0;

	handle = dma_map_resource(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	status = ioremap(phys, PAGE_SIZE);
	if (status) {
		value = readl(status);
		iounmap(status);
	}
	dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	return value;
}

int bad_kmap(struct device *dev, struct page *page)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;
	void *view;

	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	view = kmap_local_page(page); // WARN: mmio_cached
	memset(view, 0, PAGE_SIZE);
	kunmap_local(view);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_kmap_of_memory(struct device *dev, struct page *page)
{
	unsigned long attrs = DMA_ATTR_WEAK_ORDERING;
	dma_addr_t handle;
	void *view;

	view = kmap_local_page(page);
	memset(view, 0, PAGE_SIZE);
	kunmap_local(view);
	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
