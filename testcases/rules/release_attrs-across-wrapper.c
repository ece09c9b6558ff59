// SPDX-License-Identifier: GPL-2.0-only
/* A driver's own functions around the two calls: their callers are the ones who choose. */
#include <linux/dma-mapping.h>

static dma_addr_t engine_map(struct device *dev, phys_addr_t phys, size_t size, unsigned long attrs)
{
	return dma_map_phys(dev, phys, size, DMA_TO_DEVICE, attrs);
}

static void engine_unmap(struct device *dev, dma_addr_t handle, size_t size, unsigned long attrs)
{
	dma_unmap_phys(dev, handle, size, DMA_TO_DEVICE, attrs);
}

int bad_caller_forgets(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle = engine_map(dev, phys, PAGE_SIZE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	engine_unmap(dev, handle, PAGE_SIZE, 0); // WARN: release_attrs
	// MISS cocci: a wrapper
	return 0;
}

int ok_caller_repeats(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle = engine_map(dev, phys, PAGE_SIZE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	engine_unmap(dev, handle, PAGE_SIZE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int bad_wrapper_at_one_end(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle = engine_map(dev, phys, PAGE_SIZE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
	// MISS cocci: a wrapper
	return 0;
}

int ok_wrapper_at_one_end(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle = engine_map(dev, phys, PAGE_SIZE, DMA_ATTR_PRIVILEGED);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return 0;
}
