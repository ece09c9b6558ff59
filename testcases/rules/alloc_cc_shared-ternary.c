// SPDX-License-Identifier: GPL-2.0-only
/* The choice hangs on a field: one of its two outcomes is a mistake. */
#include <linux/dma-mapping.h>

struct ring {
	void *cpu;
	dma_addr_t handle;
	bool shared;
};

int bad_field_chooses(struct device *dev, bool shared)
{
	struct ring ring = { .shared = shared };
	unsigned long attrs = ring.shared ? DMA_ATTR_CC_SHARED : 0;

	ring.cpu = dma_alloc_attrs(dev, PAGE_SIZE, &ring.handle, // WARN: alloc_cc_shared
				   GFP_KERNEL,
				   attrs);
	if (!ring.cpu)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring.cpu, ring.handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_field_chooses_a_hint(struct device *dev, bool shared)
{
	struct ring ring = { .shared = shared };
	unsigned long attrs = ring.shared ? DMA_ATTR_WRITE_COMBINE : 0;

	ring.cpu = dma_alloc_attrs(dev, PAGE_SIZE, &ring.handle, GFP_KERNEL, attrs);
	if (!ring.cpu)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring.cpu, ring.handle, attrs);
	return 0;
}
