// SPDX-License-Identifier: GPL-2.0-only
/* One variable for both: after the map it holds the handle. */
#include <linux/dma-mapping.h>

int ok_variable_reused(struct device *dev, dma_addr_t address)
{
	address = dma_map_phys(dev, address, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(dev, address))
		return -EIO;
	dma_unmap_phys(dev, address, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}

int bad_variable_restored(struct device *dev, dma_addr_t address)
{
	dma_addr_t before = address;

	address = dma_map_phys(dev, address, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: never_released
	if (dma_mapping_error(dev, address))
		return -EIO;
	address = before;
	dma_unmap_phys(dev, address, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_handle
	// MISS cocci: a variable that held the address before
	return 0;
}

int bad_error_path(struct device *dev, phys_addr_t first, phys_addr_t second)
{
	dma_addr_t handle, other;
	int ret = -EIO;

	handle = dma_map_phys(dev, first, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return ret;
	other = dma_map_phys(dev, second, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(dev, other))
		goto unmap_first;
	dma_unmap_phys(dev, other, PAGE_SIZE, DMA_TO_DEVICE, 0);
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
unmap_first:
	dma_unmap_phys(dev, first, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_handle
	return ret;
}
