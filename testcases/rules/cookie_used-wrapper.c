// SPDX-License-Identifier: GPL-2.0-only
/* A wrapper that adds the attribute by itself, and the managed allocation, return a cookie as well. */
#include <linux/dma-mapping.h>
#include <linux/string.h>

static void *alloc_opaque(struct device *dev, size_t size, dma_addr_t *handle, unsigned long attrs)
{
	return dma_alloc_attrs(dev, size, handle, GFP_KERNEL, attrs | DMA_ATTR_NO_KERNEL_MAPPING);
}

int bad_added(struct device *dev)
{
	dma_addr_t handle;
	void *cookie = alloc_opaque(dev, PAGE_SIZE, &handle, DMA_ATTR_NO_WARN);

	if (!cookie)
		return -ENOMEM;
	memset(cookie, 0, PAGE_SIZE); // WARN: cookie_used MISS cocci: a wrapper
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int ok_left_alone(struct device *dev)
{
	dma_addr_t handle;
	void *cookie = alloc_opaque(dev, PAGE_SIZE, &handle, DMA_ATTR_NO_WARN);

	if (!cookie)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int bad_managed(struct device *dev)
{
	dma_addr_t handle;
	void *cookie = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL,
					DMA_ATTR_NO_KERNEL_MAPPING);

	if (!cookie)
		return -ENOMEM;
	memset(cookie, 0, PAGE_SIZE); // WARN: cookie_used MISS cocci: a managed allocation
	return 0;
}

int ok_managed(struct device *dev)
{
	dma_addr_t handle;
	void *buf = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_WARN);

	if (!buf)
		return -ENOMEM;
	memset(buf, 0, PAGE_SIZE);
	return 0;
}
