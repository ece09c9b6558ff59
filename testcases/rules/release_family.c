// SPDX-License-Identifier: GPL-2.0-only
/*
 * Release with the family you acquired with.
 *
 * Each family keeps its own book: a scatterlist is walked entry by entry, coherent memory may come
 * from a pool, pages of dma_alloc_pages() go back to the page allocator. Another family's release
 * undoes something else: entries stay mapped, memory goes to the wrong allocator, dma-debug tells
 * of a wrong function.
 *
 * It hides where the machine makes no difference: without an IOMMU and with coherent memory many
 * of the calls do nothing.
 *
 * dma_map_single(), dma_map_page() and dma_map_phys() are one family and release one another; so do
 * dma_alloc_attrs(), dma_alloc_coherent() and dma_alloc_wc(), given their attributes.
 *
 * See: kernel/dma/debug.c, check_unmap()
 */
#include <linux/dma-mapping.h>

int bad_pages_freed_as_coherent(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle); // WARN: release_family
	return 0;
}

int ok_pages_freed_as_such(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &handle, DMA_TO_DEVICE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_noncoherent(dev, PAGE_SIZE, buf, handle, DMA_TO_DEVICE);
	return 0;
}

int bad_buffer_unmapped(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_unmap_single(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL); // WARN: release_family
	return 0;
}

int ok_buffer_freed(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle);
	return 0;
}
