// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bare DMA_ATTR_MMIO means private MMIO.
 *
 * Since 7.3 the DMA core takes an MMIO mapping without DMA_ATTR_CC_SHARED as one of the guest's
 * private MMIO.  In a confidential guest a device outside its trust cannot reach that: the mapping
 * fails.
 *
 * It hides outside of confidential guests, where the attribute makes no difference.
 *
 * Nothing needs mending where the range really is private.  What is shared with the host, such as
 * a BAR that it emulates, is mapped with DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED.
 *
 * See: kernel/dma/direct.c, dma_direct_map_phys(); Documentation/core-api/dma-attributes.rst
 */
#include <linux/dma-mapping.h>

int bad_private(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, size, DMA_TO_DEVICE, DMA_ATTR_MMIO); // WARN: mmio_private
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, size, DMA_TO_DEVICE, DMA_ATTR_MMIO);
	return 0;
}

int ok_shared(struct device *dev, phys_addr_t phys, size_t size)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, size, DMA_TO_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, size, DMA_TO_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}
