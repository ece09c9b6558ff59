// SPDX-License-Identifier: GPL-2.0-only
/*
 * Leave zones and compound pages to the DMA core.
 *
 * What an allocation returns need not be pages of the page allocator, let alone one compound page:
 * __GFP_COMP is refused with a warning.  The zone follows from the device's mask: dma_alloc_attrs()
 * and what is built on it drop zone flags without a word, dma_alloc_pages() and
 * dma_alloc_noncoherent() refuse them.
 *
 * It hides because dropped flags do no harm until somebody relies on them.
 *
 * Set the mask with dma_set_mask_and_coherent() and pass plain flags.
 *
 * See: kernel/dma/mapping.c, dma_alloc_attrs(), __dma_alloc_pages()
 */
#include <linux/dma-mapping.h>

int bad_compound(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, // WARN: alloc_gfp
				  GFP_KERNEL | __GFP_COMP);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_plain(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL | __GFP_NORETRY);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}
