// SPDX-License-Identifier: GPL-2.0-only
/* Memory that the end of its scope frees. */
#include <linux/cleanup.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

int bad_freed_by_scope(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	void *buf __free(kfree) = kzalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_phys(dev, virt_to_phys(buf), PAGE_SIZE, // WARN: mmio_on_ram
			      // MISS cocci: a variable that is freed by its scope
			      DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_freed_by_scope(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_WARN | DMA_ATTR_WEAK_ORDERING;
	void *buf __free(kfree) = kzalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_phys(dev, virt_to_phys(buf), PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}
