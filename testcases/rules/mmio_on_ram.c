// SPDX-License-Identifier: GPL-2.0-only
/*
 * Do not map RAM as MMIO.
 *
 * DMA_ATTR_MMIO, which dma_map_resource() implies, turns off cache maintenance and bouncing.  On a
 * machine that needs one of them the device reads what memory held before the CPU wrote, and the
 * CPU reads what its cache held before the device wrote.
 *
 * It hides on coherent machines; dma-debug prints a line when it sees a page that isn't reserved.
 *
 * Drop the attribute, or use dma_map_single() or dma_map_page().
 *
 * See: kernel/dma/debug.c, debug_dma_map_phys()
 */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

int bad_buffer_as_resource(struct device *dev)
{
	void *buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_resource(dev, virt_to_phys(buf), // WARN: mmio_on_ram, mmio_private
				  PAGE_SIZE,
				  DMA_TO_DEVICE, 0);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_resource(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	kfree(buf);
	return 0;
}

int ok_buffer_as_memory(struct device *dev)
{
	void *buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_phys(dev, virt_to_phys(buf), PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	kfree(buf);
	return 0;
}
