// SPDX-License-Identifier: GPL-2.0-only
/* A page of vmalloc space, with the value in a variable. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

int bad_vmalloc(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_REQUIRE_COHERENT;
	void *buf = vzalloc(PAGE_SIZE);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	attrs |= DMA_ATTR_WEAK_ORDERING;
	handle = dma_map_page_attrs(dev, vmalloc_to_page(buf), 0, // WARN: coherent_kernel_memory
				    PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	vfree(buf);
	return 0;
}

int ok_vmalloc(struct device *dev)
{
	unsigned long attrs = 0;
	void *buf = vzalloc(PAGE_SIZE);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	attrs |= DMA_ATTR_WEAK_ORDERING;
	handle = dma_map_page_attrs(dev, vmalloc_to_page(buf), 0,
				    PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	vfree(buf);
	return 0;
}
