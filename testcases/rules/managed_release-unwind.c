// SPDX-License-Identifier: GPL-2.0-only
/* A probe that fails: one of its two buffers is devres' own. */
#include <linux/dma-mapping.h>

int device_start(struct device *dev, dma_addr_t handle);

int bad_both_freed(struct device *dev)
{
	dma_addr_t ring_handle, stats_handle;
	void *ring, *stats;
	int ret = -ENOMEM;

	ring = dmam_alloc_coherent(dev, PAGE_SIZE, &ring_handle, GFP_KERNEL);
	if (!ring)
		return ret;
	stats = dma_alloc_coherent(dev, PAGE_SIZE, &stats_handle, GFP_KERNEL);
	if (!stats)
		goto free_ring;
	ret = device_start(dev, ring_handle);
	dma_free_coherent(dev, PAGE_SIZE, stats, stats_handle);
	if (!ret)
		return 0;
free_ring:
	dma_free_coherent(dev, PAGE_SIZE, ring, ring_handle); // WARN: managed_release
	return ret;
}

int ok_own_freed(struct device *dev)
{
	dma_addr_t ring_handle, stats_handle;
	void *ring, *stats;
	int ret;

	ring = dmam_alloc_coherent(dev, PAGE_SIZE, &ring_handle, GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	stats = dma_alloc_coherent(dev, PAGE_SIZE, &stats_handle, GFP_KERNEL);
	if (!stats)
		return -ENOMEM;
	ret = device_start(dev, ring_handle);
	dma_free_coherent(dev, PAGE_SIZE, stats, stats_handle);
	return ret;
}
