// SPDX-License-Identifier: GPL-2.0-only
/* Mapped under a condition, unmapped in any case: if there is something to undo, it is this. */
#include <linux/dma-mapping.h>

struct forgetful_payload {
	struct page *page;
	dma_addr_t dma;
};

int forgetful_map(struct device *dev, struct forgetful_payload *payload)
{
	if (!payload->page)
		return 0;
	payload->dma = dma_map_page_attrs(dev, payload->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
					  DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, payload->dma);
}

void forgetful_unmap(struct device *dev, struct forgetful_payload *payload)
{
	dma_unmap_page(dev, payload->dma, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
}

struct careful_payload {
	struct page *page;
	dma_addr_t dma;
};

int careful_map(struct device *dev, struct careful_payload *payload)
{
	if (!payload->page)
		return 0;
	payload->dma = dma_map_page_attrs(dev, payload->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
					  DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, payload->dma);
}

void careful_unmap(struct device *dev, struct careful_payload *payload)
{
	dma_unmap_page_attrs(dev, payload->dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}
