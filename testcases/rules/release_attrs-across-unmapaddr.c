// SPDX-License-Identifier: GPL-2.0-only
/* Handles in the kernel's own macros for them. */
#include <linux/dma-mapping.h>

struct forgetful_slot {
	struct page *page;
	DEFINE_DMA_UNMAP_ADDR(mapping);
	DEFINE_DMA_UNMAP_LEN(length);
};

int forgetful_fill(struct device *dev, struct forgetful_slot *slot)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, slot->page, 0, PAGE_SIZE, DMA_FROM_DEVICE,
				    DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_addr_set(slot, mapping, handle);
	dma_unmap_len_set(slot, length, PAGE_SIZE);
	return 0;
}

void forgetful_drain(struct device *dev, struct forgetful_slot *slot)
{
	dma_unmap_page(dev, dma_unmap_addr(slot, mapping), // WARN: release_attrs
		       // MISS cocci: a handle behind dma_unmap_addr()
		       dma_unmap_len(slot, length), DMA_FROM_DEVICE);
}

struct careful_slot {
	struct page *page;
	DEFINE_DMA_UNMAP_ADDR(mapping);
};

int careful_fill(struct device *dev, struct careful_slot *slot)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, slot->page, 0, PAGE_SIZE, DMA_FROM_DEVICE,
				    DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_addr_set(slot, mapping, handle);
	return 0;
}

void careful_drain(struct device *dev, struct careful_slot *slot)
{
	dma_unmap_page_attrs(dev, dma_unmap_addr(slot, mapping), PAGE_SIZE, DMA_FROM_DEVICE,
			     DMA_ATTR_PRIVILEGED);
}
