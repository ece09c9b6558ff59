// SPDX-License-Identifier: GPL-2.0-only
/* The bits of both worlds under a condition; a link is a mapping, too. */
#include <linux/dma-mapping.h>

int bad_under_condition(struct device *dev, void *buf, bool hidden)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;

	if (hidden)
		attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, // WARN: stream_alloc_attr
				      attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int ok_under_condition(struct device *dev, void *buf, bool hidden)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	dma_addr_t handle;

	if (hidden)
		attrs |= DMA_ATTR_PRIVILEGED;
	handle = dma_map_single_attrs(dev, buf, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return 0;
}

int bad_link(struct device *dev, phys_addr_t phys)
{
	struct dma_iova_state state = {};
	int ret;

	if (!dma_iova_try_alloc(dev, &state, phys, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &state, phys, 0, PAGE_SIZE, // WARN: stream_alloc_attr
			    DMA_TO_DEVICE, DMA_ATTR_ALLOC_SINGLE_PAGES);
	if (ret)
		dma_iova_free(dev, &state);
	else
		dma_iova_destroy(dev, &state, PAGE_SIZE, DMA_TO_DEVICE,
				 DMA_ATTR_ALLOC_SINGLE_PAGES);
	return ret;
}
