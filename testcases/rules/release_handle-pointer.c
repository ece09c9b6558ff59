// SPDX-License-Identifier: GPL-2.0-only
/* The buffer's address, as a number; an alias of the handle, and of the address. */
#include <linux/dma-mapping.h>

int bad_pointer_cast(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single(dev, buf, PAGE_SIZE, DMA_TO_DEVICE); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single(dev, (dma_addr_t)buf, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_handle
	return 0;
}

int ok_handle(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single(dev, buf, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single(dev, (dma_addr_t)handle, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int bad_alias_of_address(struct device *dev, phys_addr_t phys)
{
	phys_addr_t where = phys;
	dma_addr_t handle;

	handle = dma_map_phys(dev, where, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_handle
	// MISS cocci: an alias of the address
	return 0;
}

int ok_alias_of_handle(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle, where;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	where = handle;
	dma_unmap_phys(dev, where, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}
