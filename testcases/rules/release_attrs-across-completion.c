// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mapped when a request is queued, unmapped by the callback that the device's completion calls.
 *
 * The callback is given what it was registered with, as a pointer to anything.
 */
#include <linux/dma-mapping.h>

struct request {
	void (*complete)(void *context, int status);
	void *context;
};

struct forgetful_transfer {
	struct device *dev;
	struct page *page;
	dma_addr_t dma;
	int status;
	struct request request;
};

static void forgetful_done(void *context, int status)
{
	struct forgetful_transfer *transfer = context;

	dma_unmap_page(transfer->dev, transfer->dma, PAGE_SIZE, // WARN: release_attrs
		       DMA_FROM_DEVICE);
	transfer->status = status;
}

int forgetful_submit(struct forgetful_transfer *transfer)
{
	transfer->dma = dma_map_page_attrs(transfer->dev, transfer->page, 0, PAGE_SIZE,
					   DMA_FROM_DEVICE, DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(transfer->dev, transfer->dma))
		return -EIO;
	transfer->request.complete = forgetful_done;
	transfer->request.context = transfer;
	return 0;
}

struct careful_transfer {
	struct device *dev;
	struct page *page;
	dma_addr_t dma;
	int status;
	struct request request;
};

static void careful_done(void *context, int status)
{
	struct careful_transfer *transfer = context;

	dma_unmap_page_attrs(transfer->dev, transfer->dma, PAGE_SIZE, DMA_FROM_DEVICE,
			     DMA_ATTR_PRIVILEGED);
	transfer->status = status;
}

int careful_submit(struct careful_transfer *transfer)
{
	transfer->dma = dma_map_page_attrs(transfer->dev, transfer->page, 0, PAGE_SIZE,
					   DMA_FROM_DEVICE, DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(transfer->dev, transfer->dma))
		return -EIO;
	transfer->request.complete = careful_done;
	transfer->request.context = transfer;
	return 0;
}
