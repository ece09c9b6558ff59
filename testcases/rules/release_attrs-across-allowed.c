// SPDX-License-Identifier: GPL-2.0-only
/* What may differ between two functions: the same as within one. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct rx_slot {
	struct page *page;
	dma_addr_t dma;
};

int rx_fill(struct device *dev, struct rx_slot *slot)
{
	slot->dma = dma_map_page_attrs(dev, slot->page, 0, PAGE_SIZE, DMA_FROM_DEVICE,
				       DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_NO_WARN);
	return dma_mapping_error(dev, slot->dma);
}

void rx_drain(struct device *dev, struct rx_slot *slot)
{
	dma_unmap_page(dev, slot->dma, PAGE_SIZE, DMA_FROM_DEVICE);
}

struct tx_slots {
	void *data[4];
	dma_addr_t dma[4];
	unsigned long attrs;
};

int tx_fill(struct device *dev, struct tx_slots *tx)
{
	int i;

	for (i = 0; i < 4; i++) {
		tx->dma[i] = dma_map_single_attrs(dev, tx->data[i], PAGE_SIZE, DMA_TO_DEVICE,
						  tx->attrs);
		if (dma_mapping_error(dev, tx->dma[i]))
			goto unwind;
	}
	return 0;
unwind:
	while (--i >= 0)
		dma_unmap_single_attrs(dev, tx->dma[i], PAGE_SIZE, DMA_TO_DEVICE,
				       tx->attrs | DMA_ATTR_SKIP_CPU_SYNC);
	return -EIO;
}

void tx_drain(struct device *dev, struct tx_slots *tx)
{
	for (int i = 0; i < 4; i++)
		dma_unmap_page_attrs(dev, tx->dma[i], PAGE_SIZE, DMA_TO_DEVICE, tx->attrs);
}

struct request {
	struct sg_table table;
	phys_addr_t phys;
	dma_addr_t dma;
	void *buf;
	dma_addr_t buf_dma;
	bool mapped;
};

int request_map(struct device *dev, struct request *req)
{
	int ret = dma_map_sgtable(dev, &req->table, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);

	if (ret)
		return ret;
	req->dma = dma_map_phys(dev, req->phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	req->mapped = !dma_mapping_error(dev, req->dma);
	req->buf = dma_alloc_coherent(dev, PAGE_SIZE, &req->buf_dma, GFP_KERNEL | __GFP_NOWARN);
	return 0;
}

void request_unmap(struct device *dev, struct request *req)
{
	if (req->buf)
		dma_free_coherent(dev, PAGE_SIZE, req->buf, req->buf_dma);
	if (req->mapped)
		dma_unmap_single(dev, req->dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma_unmap_sg_attrs(dev, req->table.sgl, req->table.orig_nents, DMA_TO_DEVICE,
			   DMA_ATTR_PRIVILEGED);
}

struct forgetful_request {
	struct sg_table table;
};

int forgetful_request_map(struct device *dev, struct forgetful_request *req)
{
	return dma_map_sgtable(dev, &req->table, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

void forgetful_request_unmap(struct device *dev, struct forgetful_request *req)
{
	dma_unmap_sg(dev, req->table.sgl, req->table.orig_nents, // WARN: release_attrs
		     DMA_TO_DEVICE);
}
