// SPDX-License-Identifier: GPL-2.0-only
/* Chosen by a macro with an argument, by a configuration, by a ternary within a ternary. */
#include <linux/dma-mapping.h>
#include <linux/kconfig.h>

#define RING_ATTRS(shared)	((shared) ? DMA_ATTR_CC_SHARED : DMA_ATTR_WRITE_COMBINE)

int bad_macro_with_argument(struct device *dev, bool shared)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: a macro with arguments
			       RING_ATTRS(shared));
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, RING_ATTRS(shared)); // WARN: alloc_cc_shared
	// MISS cocci: a macro with arguments
	return 0;
}

int ok_macro_with_constant(struct device *dev)
{
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, RING_ATTRS(false));
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, RING_ATTRS(false));
	return 0;
}

int bad_configuration(struct device *dev, bool shared)
{
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *ring;

	if (IS_ENABLED(CONFIG_ARCH_HAS_CC_PLATFORM) && shared)
		attrs = DMA_ATTR_CC_SHARED;
	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int bad_nested(struct device *dev, bool stream, bool shared)
{
	const unsigned long attrs = stream ? DMA_ATTR_WRITE_COMBINE :
				    shared ? DMA_ATTR_CC_SHARED : 0;
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs); // WARN: alloc_cc_shared
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs); // WARN: alloc_cc_shared
	return 0;
}

int ok_nested(struct device *dev, bool stream, bool weak)
{
	const unsigned long attrs = stream ? DMA_ATTR_WRITE_COMBINE :
				    weak ? DMA_ATTR_WEAK_ORDERING : 0;
	dma_addr_t handle;
	void *ring;

	ring = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!ring)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, ring, handle, attrs);
	return 0;
}
