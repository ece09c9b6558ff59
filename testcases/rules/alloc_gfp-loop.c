// SPDX-License-Identifier: GPL-2.0-only
/* A second try in another zone, in a loop that tests at its end. */
#include <linux/dma-mapping.h>

int bad_second_try(struct device *dev)
{
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN;
	dma_addr_t handle;
	int tries = 2;
	void *ring;

	do {
		ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp); // WARN: alloc_gfp
		// MISS cocci: set for the next round, which need not come
		gfp = GFP_KERNEL | GFP_DMA;
	} while (!ring && --tries);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_second_try(struct device *dev)
{
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN;
	dma_addr_t handle;
	int tries = 2;
	void *ring;

	do {
		ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp);
		gfp = GFP_KERNEL | __GFP_RETRY_MAYFAIL;
	} while (!ring && --tries);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}
