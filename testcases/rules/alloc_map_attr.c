// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keep the attributes of a mapping out of an allocation.
 *
 * DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_MMIO and DMA_ATTR_REQUIRE_COHERENT tell dma_map_*() what to do
 * with memory that exists.  An allocation does not look at them: the wish is lost.
 *
 * It hides because everything works.  Whoever reads the driver believes in a promise that nobody
 * made, and dma-debug compares MMIO and REQUIRE_COHERENT with those of the release.
 *
 * Drop the attribute.  Coherent memory needs no sync and is coherent already.
 *
 * See: Documentation/core-api/dma-attributes.rst
 */
#include <linux/dma-mapping.h>

int bad_skips_a_sync_that_never_was(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_map_attr
			       DMA_ATTR_SKIP_CPU_SYNC);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int ok_attribute_of_an_allocation(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, DMA_ATTR_FORCE_CONTIGUOUS);
	return 0;
}
