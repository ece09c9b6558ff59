// SPDX-License-Identifier: GPL-2.0-only
/* Configurations that share half of a statement. */
#include <linux/dma-mapping.h>

int bad_half_of_an_if(struct device *dev, bool low)
{
	gfp_t gfp = GFP_KERNEL;
	dma_addr_t handle;
	void *ring;

#ifdef CONFIG_ZONE_DMA32
	if (low) {
		gfp |= GFP_DMA32;
#else
	if (low || !dev->dma_mask) {
		gfp |= __GFP_NORETRY;
#endif
		dev_dbg(dev, "low memory\n");
	}
	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp); // WARN: alloc_gfp
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_half_of_an_if(struct device *dev, bool low)
{
	gfp_t gfp = GFP_KERNEL;
	dma_addr_t handle;
	void *ring;

#ifdef CONFIG_ZONE_DMA32
	if (low) {
		gfp |= __GFP_NOWARN;
#else
	if (low || !dev->dma_mask) {
		gfp |= __GFP_NORETRY;
#endif
		dev_dbg(dev, "low memory\n");
	}
	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, gfp);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}
