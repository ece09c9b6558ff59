// SPDX-License-Identifier: GPL-2.0-only
/* A table read twice with one index gives the same attributes twice. */
#include <linux/dma-mapping.h>

int bad_none(struct device *dev, void *cpu, unsigned int mode)
{
	static const unsigned long modes[] = { DMA_ATTR_PRIVILEGED, DMA_ATTR_PRIVILEGED };
	unsigned long attrs = modes[mode & 1];
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, cpu, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: attributes out of a table
	return 0;
}

int ok_same_index(struct device *dev, void *cpu, unsigned int mode)
{
	static const unsigned long modes[] = { 0, DMA_ATTR_PRIVILEGED };
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, cpu, PAGE_SIZE, DMA_TO_DEVICE, modes[mode & 1]);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, modes[mode & 1]);
	return 0;
}
