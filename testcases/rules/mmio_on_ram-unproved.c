// SPDX-License-Identifier: GPL-2.0-only
/*
 * A struct page does not make an address RAM: peer-to-peer pages have one, and their address is
 * mapped as MMIO with good reason.  Memory of this function's own is another matter.
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/slab.h>

int bad_own_page(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, // WARN: mmio_on_ram
			      DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	__free_page(page);
	return 0;
}

int ok_page_of_the_caller(struct device *dev, struct page *page)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	dma_addr_t handle;

	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_own_page_or_the_callers(struct device *dev, struct page *peer)
{
	struct page *page = peer ? peer : alloc_page(GFP_KERNEL);
	unsigned long attrs = 0;
	dma_addr_t handle;

	if (!page)
		return -ENOMEM;
	if (peer)
		attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	handle = dma_map_phys(dev, page_to_phys(page), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!peer)
		__free_page(page);
	return 0;
}

int ok_buffer_tells(struct device *dev, phys_addr_t phys, bool peer)
{
	dma_addr_t handle;
	unsigned long attrs;
	void *buf = NULL;

	if (!peer) {
		buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
		if (!buf)
			return -ENOMEM;
		phys = virt_to_phys(buf);
	}
	attrs = buf ? 0 : DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	handle = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	kfree(buf);
	return 0;
}
