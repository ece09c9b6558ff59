// SPDX-License-Identifier: GPL-2.0-only
/* Two buffers, and an error between them. */
#include <linux/dma-mapping.h>

int bad_first_forgotten(struct device *dev)
{
	dma_addr_t ring_handle, stats_handle;
	void *ring, *stats;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &ring_handle, GFP_KERNEL); // WARN: never_released
	if (!ring)
		return -ENOMEM;
	stats = dma_alloc_coherent(dev, PAGE_SIZE, &stats_handle, GFP_KERNEL);
	if (!stats)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, stats, stats_handle);
	dma_free_coherent(dev, PAGE_SIZE, ring, ring_handle);
	return 0;
}

int ok_first_freed(struct device *dev)
{
	dma_addr_t ring_handle, stats_handle;
	void *ring, *stats;
	int ret = -ENOMEM;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &ring_handle, GFP_KERNEL);
	if (!ring)
		return ret;
	stats = dma_alloc_coherent(dev, PAGE_SIZE, &stats_handle, GFP_KERNEL);
	if (!stats)
		goto free_ring;
	dma_free_coherent(dev, PAGE_SIZE, stats, stats_handle);
	ret = 0;
free_ring:
	dma_free_coherent(dev, PAGE_SIZE, ring, ring_handle);
	return ret;
}
