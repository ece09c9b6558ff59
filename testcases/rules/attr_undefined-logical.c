// SPDX-License-Identifier: GPL-2.0-only
/* Truth values as attributes. */
#include <linux/dma-mapping.h>

int bad_or(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, // WARN: attr_undefined
				    DMA_ATTR_NO_WARN || DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_or(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				    DMA_ATTR_NO_WARN | DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int bad_flag_itself(struct device *dev, struct page *page, bool coherent)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, // WARN: attr_undefined
				    !coherent);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}

int ok_flag_chooses(struct device *dev, struct page *page, bool coherent)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				    !coherent ? 0 : DMA_ATTR_NO_WARN);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}
