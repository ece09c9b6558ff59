// SPDX-License-Identifier: GPL-2.0-only
/* Pages of vmalloc space are pages of RAM. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

int bad_vmalloc(struct device *dev)
{
	void *buf = vmalloc(PAGE_SIZE);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_resource(dev, page_to_phys(vmalloc_to_page(buf)), // WARN: mmio_on_ram
				  PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	vfree(buf);
	return 0;
}

int ok_vmalloc(struct device *dev)
{
	void *buf = vmalloc(PAGE_SIZE);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_page(dev, vmalloc_to_page(buf), 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE);
	vfree(buf);
	return 0;
}
