// SPDX-License-Identifier: GPL-2.0-only
/* Part of the mapping, through another variable and in a loop. */
#include <linux/dma-mapping.h>

#define NR_SLOTS	4
#define SLOT_SIZE	64

int bad_slots(struct device *dev, phys_addr_t phys)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle, slots;
	int i;

	handle = dma_map_phys(dev, phys, NR_SLOTS * SLOT_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	slots = handle;
	for (i = 0; i < NR_SLOTS; i++)
		dma_sync_single_range_for_device(dev, slots, i * SLOT_SIZE, // WARN: mmio_sync
						 // MISS cocci: an alias of the handle
						 SLOT_SIZE, DMA_TO_DEVICE);
	dma_unmap_phys(dev, handle, NR_SLOTS * SLOT_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_slots(struct device *dev, phys_addr_t phys)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle, slots;
	int i;

	handle = dma_map_phys(dev, phys, NR_SLOTS * SLOT_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	slots = handle;
	for (i = 0; i < NR_SLOTS; i++)
		dma_sync_single_range_for_device(dev, slots, i * SLOT_SIZE,
						 SLOT_SIZE, DMA_TO_DEVICE);
	dma_unmap_phys(dev, handle, NR_SLOTS * SLOT_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
