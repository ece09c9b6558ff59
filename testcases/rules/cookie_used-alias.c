// SPDX-License-Identifier: GPL-2.0-only
/* Under another name: a cast copy, a field, an offset. */
#include <linux/dma-mapping.h>
#include <linux/string.h>

struct buffer {
	void *cpu;
	dma_addr_t handle;
};

int bad_alias(struct device *dev, const void *image)
{
	struct buffer buffer;
	u8 *bytes;

	buffer.cpu = dma_alloc_attrs(dev, PAGE_SIZE, &buffer.handle, GFP_KERNEL,
				     DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buffer.cpu)
		return -ENOMEM;
	bytes = (u8 *)buffer.cpu;
	memcpy(bytes + 64, image, 64); // WARN: cookie_used
	// MISS cocci: an alias of the cookie
	dma_free_attrs(dev, PAGE_SIZE, buffer.cpu, buffer.handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int ok_other_buffer(struct device *dev, const void *image, u8 *bytes)
{
	struct buffer buffer;

	buffer.cpu = dma_alloc_attrs(dev, PAGE_SIZE, &buffer.handle, GFP_KERNEL,
				     DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buffer.cpu)
		return -ENOMEM;
	memcpy(bytes + 64, image, 64);
	dma_free_attrs(dev, PAGE_SIZE, buffer.cpu, buffer.handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}
