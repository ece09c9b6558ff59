// SPDX-License-Identifier: GPL-2.0-only
/* A member of a table's element, which one is not known; the table is the function's own. */
#include <linux/dma-mapping.h>

struct element_mode {
	int id;
	unsigned long attrs;
};

int bad_any_element(struct device *dev, int mode)
{
	const struct element_mode modes[] = {
		{ .attrs = DMA_ATTR_NO_WARN, .id = 1 },
		{ .attrs = DMA_ATTR_CC_SHARED, .id = 2 },
	};
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, modes[mode & 1].attrs); // WARN: alloc_cc_shared
	// MISS cocci: an element of a table
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, modes[mode & 1].attrs); // WARN: alloc_cc_shared
	// MISS cocci: an element of a table
	return 0;
}

int ok_any_element(struct device *dev, int mode)
{
	const struct element_mode modes[] = {
		{ .attrs = DMA_ATTR_NO_WARN, .id = 1 },
		{ .attrs = DMA_ATTR_ALLOC_SINGLE_PAGES, .id = 2 },
	};
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, modes[mode & 1].attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

/* An element without a designator follows the one before it. */
int bad_next_element(struct device *dev)
{
	const unsigned long attrs[] = { [1] = DMA_ATTR_NO_WARN, DMA_ATTR_CC_SHARED };
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs[2]); // WARN: alloc_cc_shared
	// MISS cocci: an element of a table
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs[2]); // WARN: alloc_cc_shared
	// MISS cocci: an element of a table
	return 0;
}

int ok_next_element(struct device *dev)
{
	const unsigned long attrs[] = { [1] = DMA_ATTR_NO_WARN, DMA_ATTR_CC_SHARED };
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs[1]);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs[1]);
	return 0;
}
