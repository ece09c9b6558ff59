// SPDX-License-Identifier: GPL-2.0-only
/* Without a kernel mapping only when a flag says so. */
#include <linux/dma-mapping.h>
#include <linux/string.h>

int bad_flag_forgotten(struct device *dev, bool opaque)
{
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *buf;

	if (opaque)
		attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	memset(buf, 0, PAGE_SIZE); // WARN: cookie_used
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return 0;
}

int ok_flag_asked_again(struct device *dev, bool opaque)
{
	unsigned long attrs = 0;
	dma_addr_t handle;
	void *buf;

	if (opaque)
		attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	if (!opaque)
		memset(buf, 0, PAGE_SIZE);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return 0;
}

int ok_value_asked(struct device *dev, unsigned long attrs)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, attrs);
	if (!buf)
		return -ENOMEM;
	if (!(attrs & DMA_ATTR_NO_KERNEL_MAPPING))
		memset(buf, 0, PAGE_SIZE);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, attrs);
	return 0;
}
