// SPDX-License-Identifier: GPL-2.0-only
/*
 * Leave a managed buffer to devres.
 *
 * dmam_alloc_attrs() and dmam_alloc_coherent() have the buffer freed when the driver is unbound.
 * Freed by hand it is freed twice, and the second time it belongs to somebody else.
 *
 * It hides until the driver is unbound, and in probe's error paths: a failed probe has devres free
 * everything as well.
 *
 * Where it has to go earlier, dmam_free_coherent() takes it off devres' list; but that one frees
 * without attributes.
 *
 * See: kernel/dma/mapping.c, dmam_free_coherent()
 */
#include <linux/dma-mapping.h>

int bad_freed_twice(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dmam_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, ring, handle); // WARN: managed_release
	return 0;
}

int ok_taken_off_the_list(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dmam_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	dmam_free_coherent(dev, PAGE_SIZE, ring, handle);
	return 0;
}

int ok_left_to_devres(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dmam_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	return ring ? 0 : -ENOMEM;
}
