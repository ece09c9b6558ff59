// SPDX-License-Identifier: GPL-2.0-only
/* An element of a table, which one is not known, is handed to a wrapper. */
#include <linux/dma-mapping.h>

static void *mode_alloc(struct device *dev, dma_addr_t *handle, unsigned long attrs)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, handle, GFP_KERNEL, attrs);
}

static void mode_free(struct device *dev, void *cpu, dma_addr_t handle, unsigned long attrs)
{
	dma_free_attrs(dev, PAGE_SIZE, cpu, handle, attrs);
}

int bad_any_mode(struct device *dev, int mode)
{
	const unsigned long modes[] = { DMA_ATTR_NO_WARN, DMA_ATTR_CC_SHARED };
	dma_addr_t handle;
	void *ring;

	ring = mode_alloc(dev, &handle, modes[mode & 1]); // WARN: alloc_cc_shared
	// MISS cocci: attributes out of a table
	if (!ring)
		return -ENOMEM;
	mode_free(dev, ring, handle, modes[mode & 1]); // WARN: alloc_cc_shared
	// MISS cocci: attributes out of a table
	return 0;
}

int ok_any_mode(struct device *dev, int mode)
{
	const unsigned long modes[] = { DMA_ATTR_NO_WARN, DMA_ATTR_ALLOC_SINGLE_PAGES };
	dma_addr_t handle;
	void *ring;

	ring = mode_alloc(dev, &handle, modes[mode & 1]);
	if (!ring)
		return -ENOMEM;
	mode_free(dev, ring, handle, 0);
	return 0;
}
