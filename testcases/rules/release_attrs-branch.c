// SPDX-License-Identifier: GPL-2.0-only
/* A choice at one end and none at the other; the same choice made twice. */
#include <linux/dma-mapping.h>

int bad_choice_forgotten(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE,
			      peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, 0); // WARN: release_attrs
	// MISS cocci: one of two values fits
	return 0;
}

int ok_choice_repeated(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE,
			      peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE,
		       peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0);
	return 0;
}

int ok_rebuilt_from_flags(struct device *dev, phys_addr_t phys, bool peer)
{
	unsigned long attrs = 0;
	dma_addr_t handle;

	if (peer)
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	attrs = DMA_ATTR_SKIP_CPU_SYNC;
	if (peer)
		attrs |= DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	return 0;
}

int bad_other_way_round(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE,
			      peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (!peer)
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, // WARN: release_attrs
			       // MISS cocci: one of two values fits
			       DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, 0); // WARN: release_attrs
		// MISS cocci: one of two values fits
	return 0;
}

int ok_each_its_own(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_FROM_DEVICE,
			      peer ? DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED : 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	if (peer)
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE,
			       DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	else
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, 0);
	return 0;
}
