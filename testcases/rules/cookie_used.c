// SPDX-License-Identifier: GPL-2.0-only
/*
 * A buffer without a kernel mapping has no kernel address.
 *
 * With DMA_ATTR_NO_KERNEL_MAPPING dma_alloc_attrs() returns a cookie.  Today it may be a struct
 * page, a pointer into the linear map or something else, by architecture and device; writing
 * through it overwrites whatever is there.
 *
 * It hides on machines where the attribute is ignored, as it is behind most IOMMUs and in
 * confidential guests: there the cookie happens to be an address.
 *
 * Hand the cookie to dma_mmap_attrs(), dma_get_sgtable_attrs() and dma_free_attrs() only, or
 * allocate without the attribute.
 *
 * See: Documentation/core-api/dma-attributes.rst, DMA_ATTR_NO_KERNEL_MAPPING
 */
#include <linux/dma-mapping.h>
#include <linux/string.h>

int bad_cleared(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!buf)
		return -ENOMEM;
	memset(buf, 0, PAGE_SIZE); // WARN: cookie_used
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

int ok_cleared(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);
	if (!buf)
		return -ENOMEM;
	memset(buf, 0, PAGE_SIZE);
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, DMA_ATTR_WRITE_COMBINE);
	return 0;
}
