// SPDX-License-Identifier: GPL-2.0-only
/*
 * Release with the attributes you acquired with.
 *
 * NO_KERNEL_MAPPING, FORCE_CONTIGUOUS, PRIVILEGED, MMIO, REQUIRE_COHERENT and CC_SHARED change what
 * there is to undo. With MMIO at the unmap alone a bounce slot is never given back; with it at the
 * map alone the unmap looks for memory behind a device's address; a buffer without kernel mapping
 * freed as one with it makes an address out of a struct page.
 *
 * It hides because dma-debug compares the two ends since 7.2 only, and because both calls look
 * right, each by itself. dma_unmap_single(), dma_free_coherent() and their kind pass no attributes,
 * which is a choice too.
 *
 * Keep the attributes in a variable and give it to both. SKIP_CPU_SYNC, NO_WARN and
 * ALLOC_SINGLE_PAGES may differ.
 *
 * See: kernel/dma/debug.c, check_unmap()
 */
#include <linux/dma-mapping.h>

int bad_attrs_dropped(struct device *dev)
{
	dma_addr_t handle;
	void *cookie;

	cookie = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!cookie)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, 0); // WARN: release_attrs
	return 0;
}

int ok_same_attrs(struct device *dev)
{
	dma_addr_t handle;
	void *cookie;

	cookie = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!cookie)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int bad_mmio_forgotten(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE,
			      DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: release_attrs
		       DMA_ATTR_CC_SHARED);
	return 0;
}

int ok_mmio_repeated(struct device *dev, phys_addr_t phys)
{
	dma_addr_t handle;

	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE,
			      DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE,
		       DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED);
	return 0;
}
