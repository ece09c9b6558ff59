// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unmap the handle, not what was mapped.
 *
 * A map call turns memory into a handle: an address on the device's bus. An unmap given the memory
 * instead unmaps some other range or none, the real mapping stays, and on the way the core may look
 * for memory behind a number that names none.
 *
 * It hides where handle and physical address are the same number: without an IOMMU, bounce buffers
 * or encryption.
 *
 * See: kernel/dma/debug.c, check_unmap()
 */
#include <linux/dma-mapping.h>

int bad_address_unmapped(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: never_released
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_handle
	return 0;
}

int ok_handle_unmapped(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}
