// SPDX-License-Identifier: GPL-2.0-only
/* Read and written by `*`, `->` and `[]`.  Neither sizeof nor & touches anything. */
#include <linux/dma-mapping.h>

struct descriptor {
	__le32 addr;
	__le32 length;
};

int bad_member(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_KERNEL_MAPPING | DMA_ATTR_WRITE_COMBINE;
	struct descriptor *desc;
	dma_addr_t handle;

	desc = dma_alloc_attrs(dev, sizeof(*desc), &handle, GFP_KERNEL, attrs);
	if (!desc)
		return -ENOMEM;
	desc->length = cpu_to_le32(64); // WARN: cookie_used
	dma_free_attrs(dev, sizeof(*desc), desc, handle, attrs);
	return 0;
}

int ok_member(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_WRITE_COMBINE;
	struct descriptor *desc;
	dma_addr_t handle;

	desc = dma_alloc_attrs(dev, sizeof(*desc), &handle, GFP_KERNEL, attrs);
	if (!desc)
		return -ENOMEM;
	desc->length = cpu_to_le32(64);
	dma_free_attrs(dev, sizeof(*desc), desc, handle, attrs);
	return 0;
}

int bad_element_and_star(struct device *dev)
{
	u32 *table, first, second;
	dma_addr_t handle;

	table = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);
	if (!table)
		return -ENOMEM;
	first = *table; // WARN: cookie_used
	second = table[1]; // WARN: cookie_used
	dma_free_attrs(dev, PAGE_SIZE, table, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return first + second;
}

int ok_only_measured(struct device *dev)
{
	struct descriptor *desc;
	dma_addr_t handle;

	desc = dma_alloc_attrs(dev, sizeof(*desc), &handle, GFP_KERNEL,
			       DMA_ATTR_NO_KERNEL_MAPPING);
	if (!desc)
		return -ENOMEM;
	dev_dbg(dev, "%zu bytes, cookie %p\n", sizeof(desc->length), desc);
	dma_free_attrs(dev, sizeof(*desc), desc, handle, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}
