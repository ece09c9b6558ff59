// SPDX-License-Identifier: GPL-2.0-only
/* Attributes in a type that is not theirs: u32, int, unsigned int. */
#include <linux/dma-mapping.h>

int bad_u32(struct device *dev, struct page *page)
{
	u32 attrs = DMA_ATTR_PRIVILEGED;
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	attrs &= ~(u32)DMA_ATTR_PRIVILEGED;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: release_attrs
	// MISS cocci: a bit that is taken out again
	return 0;
}

int ok_u32(struct device *dev, struct page *page)
{
	u32 attrs = DMA_ATTR_PRIVILEGED;
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	attrs |= (u32)DMA_ATTR_SKIP_CPU_SYNC;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int bad_int(struct device *dev, phys_addr_t bar)
{
	int attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0); // WARN: release_attrs
	return 0;
}

int ok_int(struct device *dev, phys_addr_t bar)
{
	int attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	handle = dma_map_phys(dev, bar, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}

int bad_unsigned(struct device *dev, bool contiguous)
{
	unsigned int attrs = contiguous ? DMA_ATTR_FORCE_CONTIGUOUS : DMA_ATTR_NO_KERNEL_MAPPING;
	dma_addr_t handle;
	void *cookie = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);

	if (!cookie)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, cookie, handle); // WARN: release_attrs
	return 0;
}

int ok_unsigned(struct device *dev, bool contiguous)
{
	unsigned int attrs = contiguous ? DMA_ATTR_FORCE_CONTIGUOUS : DMA_ATTR_NO_KERNEL_MAPPING;
	dma_addr_t handle;
	void *cookie = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);

	if (!cookie)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, attrs);
	return 0;
}
