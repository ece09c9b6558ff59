// SPDX-License-Identifier: GPL-2.0-only
/* dmam_free_coherent() frees with no attributes, whatever devres remembers. */
#include <linux/dma-mapping.h>

int bad_attrs_lost(struct device *dev)
{
	dma_addr_t handle;
	void *cookie;

	cookie = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!cookie)
		return -ENOMEM;
	dmam_free_coherent(dev, PAGE_SIZE, cookie, handle); // WARN: managed_release
	return 0;
}

int ok_attrs_of_no_weight(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_WARN);
	if (!buf)
		return -ENOMEM;
	dmam_free_coherent(dev, PAGE_SIZE, buf, handle);
	return 0;
}

int bad_freed_with_attrs(struct device *dev)
{
	dma_addr_t handle;
	void *cookie;

	cookie = dmam_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!cookie)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, cookie, handle, // WARN: managed_release
		       DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}
