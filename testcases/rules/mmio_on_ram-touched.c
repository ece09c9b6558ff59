// SPDX-License-Identifier: GPL-2.0-only
/* The mapping is the mistake, and not that the CPU sees its own memory afterwards. */
#include <linux/dma-mapping.h>
#include <linux/string.h>

int bad_resource(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	handle = dma_map_resource(dev, page_to_phys(page), // WARN: mmio_on_ram
				  PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	memset(page_address(page), 0, PAGE_SIZE);
	__free_page(page);
	return 0;
}

int ok_page(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (!dma_mapping_error(dev, handle)) {
		dma_sync_single_for_device(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	}
	memset(page_address(page), 0, PAGE_SIZE);
	__free_page(page);
	return 0;
}
