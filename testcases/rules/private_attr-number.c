// SPDX-License-Identifier: GPL-2.0-only
/* A number has no name to be caught by: it is the call that is wrong. */
#include <linux/bits.h>
#include <linux/dma-mapping.h>

#define RING_ATTRS	BIT(14)

int bad_shift(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: private_attr
			       // MISS cocci: a number
			       1UL << 14);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 1UL << 14); // WARN: private_attr
	// MISS cocci: a number
	return 0;
}

int ok_shift(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 1UL << 8);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 1UL << 8);
	return 0;
}

int bad_hexadecimal(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0x4100); // WARN: private_attr
	// MISS cocci: a number
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0x4100); // WARN: private_attr
	// MISS cocci: a number
	return 0;
}

int ok_hexadecimal(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, 0x100);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, 0x100);
	return 0;
}

int bad_macro_of_a_number(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: private_attr
			       // MISS cocci: a number
			       RING_ATTRS);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, RING_ATTRS); // WARN: private_attr
	// MISS cocci: a number
	return 0;
}
