// SPDX-License-Identifier: GPL-2.0-only
/* Flags under a name of the driver's own, and chosen by a ternary. */
#include <linux/dma-mapping.h>

#define QUEUE_GFP	(GFP_KERNEL | __GFP_COMP | __GFP_NOWARN)
#define BUFFER_GFP	(GFP_KERNEL | __GFP_NOWARN)

int bad_macro(struct device *dev)
{
	dma_addr_t handle;
	void *queue;

	queue = dma_alloc_coherent(dev, PAGE_SIZE, &handle, QUEUE_GFP); // WARN: alloc_gfp
	if (!queue)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, queue, handle);
	return 0;
}

int ok_macro(struct device *dev)
{
	dma_addr_t handle;
	void *queue;

	queue = dma_alloc_coherent(dev, PAGE_SIZE, &handle, BUFFER_GFP);
	if (!queue)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, queue, handle);
	return 0;
}

int bad_ternary(struct device *dev, bool atomic)
{
	dma_addr_t handle;
	void *queue;

	queue = dma_alloc_coherent(dev, PAGE_SIZE, &handle, // WARN: alloc_gfp
				   atomic ? GFP_ATOMIC : QUEUE_GFP);
	if (!queue)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, queue, handle);
	return 0;
}

int ok_ternary(struct device *dev, bool atomic)
{
	dma_addr_t handle;
	void *queue;

	queue = dma_alloc_coherent(dev, PAGE_SIZE, &handle, atomic ? GFP_ATOMIC : BUFFER_GFP);
	if (!queue)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, queue, handle);
	return 0;
}
