// SPDX-License-Identifier: GPL-2.0-only
/* Two ways to a buffer, and the test that tells afterwards which one it was. */
#include <linux/dma-mapping.h>

int bad_one_way_back(struct device *dev, bool coherent)
{
	dma_addr_t handle;
	void *buf;

	if (coherent)
		buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	else
		buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &handle, DMA_FROM_DEVICE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle); // WARN: release_family
	return 0;
}

int ok_two_ways_back(struct device *dev, bool coherent)
{
	dma_addr_t handle;
	void *buf;

	if (coherent)
		buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	else
		buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &handle, DMA_FROM_DEVICE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (coherent)
		dma_free_coherent(dev, PAGE_SIZE, buf, handle);
	else
		dma_free_noncoherent(dev, PAGE_SIZE, buf, handle, DMA_FROM_DEVICE);
	return 0;
}
