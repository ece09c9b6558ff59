// SPDX-License-Identifier: GPL-2.0-only
/*
 * Release what you acquired before you forget its handle.
 *
 * When a function returns and neither returns nor stores the handle, nobody can release it any
 * more: the IOMMU's addresses, bounce slots and pages are gone until reboot. It adds up, since most
 * of such places are error paths that a device in trouble takes again and again.
 *
 * dma-debug tells of it when the driver is unbound.
 *
 * See: kernel/dma/debug.c, dma_debug_driver_unmap()
 */
#include <linux/dma-mapping.h>

int bad_error_path(struct device *dev, struct page *page, bool ready)
{
	dma_addr_t handle;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!ready)
		return -EBUSY;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int ok_error_path(struct device *dev, struct page *page, bool ready)
{
	dma_addr_t handle;
	int ret = 0;

	handle = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!ready)
		ret = -EBUSY;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	return ret;
}
