// SPDX-License-Identifier: GPL-2.0-only
/* Ring entries filled in a loop; a second buffer beside it that has an address. */
#include <linux/dma-mapping.h>

#define NR_SLOTS	8

int bad_wrong_buffer(struct device *dev)
{
	dma_addr_t ring_handle, data_handle;
	__le32 *ring, *data;
	int i, ret = -ENOMEM;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &ring_handle, GFP_KERNEL);
	if (!ring)
		return ret;
	data = dma_alloc_attrs(dev, PAGE_SIZE, &data_handle, GFP_KERNEL,
			       DMA_ATTR_NO_KERNEL_MAPPING);
	if (!data)
		goto free_ring;
	for (i = 0; i < NR_SLOTS; i++)
		data[i] = cpu_to_le32(i); // WARN: cookie_used
		// MISS cocci: a loop that need not come round once
	dma_free_attrs(dev, PAGE_SIZE, data, data_handle, DMA_ATTR_NO_KERNEL_MAPPING);
	ret = 0;
free_ring:
	dma_free_coherent(dev, PAGE_SIZE, ring, ring_handle);
	return ret;
}

int ok_right_buffer(struct device *dev)
{
	dma_addr_t ring_handle, data_handle;
	__le32 *ring, *data;
	int i, ret = -ENOMEM;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &ring_handle, GFP_KERNEL);
	if (!ring)
		return ret;
	data = dma_alloc_attrs(dev, PAGE_SIZE, &data_handle, GFP_KERNEL,
			       DMA_ATTR_NO_KERNEL_MAPPING);
	if (!data)
		goto free_ring;
	for (i = 0; i < NR_SLOTS; i++)
		ring[i] = cpu_to_le32(i);
	dma_free_attrs(dev, PAGE_SIZE, data, data_handle, DMA_ATTR_NO_KERNEL_MAPPING);
	ret = 0;
free_ring:
	dma_free_coherent(dev, PAGE_SIZE, ring, ring_handle);
	return ret;
}
