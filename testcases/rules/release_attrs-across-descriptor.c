// SPDX-License-Identifier: GPL-2.0-only
/*
 * The handle waits where the device reads it: in a descriptor, its bytes in the device's order, or in
 * an array that a local variable stands for.
 */
#include <linux/byteorder.h>
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct forgetful_desc {
	__le64 addr;
	__le32 len;
};

int forgetful_post(struct device *dev, struct forgetful_desc *desc, struct page *page)
{
	dma_addr_t dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
					    DMA_ATTR_PRIVILEGED);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	desc->addr = cpu_to_le64(dma);
	return 0;
}

void forgetful_done(struct device *dev, struct forgetful_desc *desc)
{
	dma_addr_t dma = le64_to_cpu(desc->addr);

	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
		// MISS cocci: a handle in another order of bytes
}

struct careful_desc {
	__le64 addr;
	__le32 len;
};

int careful_post(struct device *dev, struct careful_desc *desc, struct page *page)
{
	dma_addr_t dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
					    DMA_ATTR_PRIVILEGED);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	desc->addr = cpu_to_le64(dma);
	return 0;
}

void careful_done(struct device *dev, struct careful_desc *desc)
{
	dma_unmap_page_attrs(dev, le64_to_cpu(desc->addr), PAGE_SIZE, DMA_TO_DEVICE,
			     DMA_ATTR_PRIVILEGED);
}

struct forgetful_queue {
	dma_addr_t handles[4];
};

int forgetful_fill(struct device *dev, struct forgetful_queue *q, unsigned int i, struct page *page)
{
	dma_addr_t *handles = q->handles;

	handles[i] = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
					DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, handles[i]);
}

void forgetful_drain(struct device *dev, struct forgetful_queue *q, unsigned int i)
{
	dma_addr_t *handles = q->handles;

	dma_unmap_page(dev, handles[i], PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
		// MISS cocci: an array that a local stands for
}

struct careful_queue {
	dma_addr_t handles[4];
};

int careful_fill(struct device *dev, struct careful_queue *q, unsigned int i, struct page *page)
{
	dma_addr_t *handles = q->handles;

	handles[i] = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
					DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, handles[i]);
}

void careful_drain(struct device *dev, struct careful_queue *q, unsigned int i)
{
	dma_unmap_page_attrs(dev, q->handles[i], PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

struct nested_slot {
	void *cpu;
	dma_addr_t dma;
};

struct nested_capture {
	struct {
		struct nested_slot spare;
	} buf;
};

int nested_create(struct device *dev, struct nested_capture *capture)
{
	struct nested_slot *spare = &capture->buf.spare;

	spare->cpu = dma_alloc_attrs(dev, PAGE_SIZE, &spare->dma, GFP_KERNEL,
				     DMA_ATTR_NO_KERNEL_MAPPING);
	return spare->cpu ? 0 : -ENOMEM;
}

void nested_destroy(struct device *dev, struct nested_capture *capture)
{
	dma_free_attrs(dev, PAGE_SIZE, capture->buf.spare.cpu, // WARN: release_attrs
		// MISS cocci, clang: a struct without a name
		       capture->buf.spare.dma, 0);
}

struct shifted_area {
	void *cpu;
	dma_addr_t dma;
	size_t headroom;
};

int shifted_create(struct device *dev, struct shifted_area *area)
{
	area->cpu = dma_alloc_attrs(dev, PAGE_SIZE, &area->dma, GFP_KERNEL,
				    DMA_ATTR_FORCE_CONTIGUOUS);
	if (!area->cpu)
		return -ENOMEM;
	area->cpu += area->headroom;
	area->dma += area->headroom;
	return 0;
}

void shifted_destroy(struct device *dev, struct shifted_area *area)
{
	dma_free_attrs(dev, PAGE_SIZE, area->cpu - area->headroom, // WARN: release_attrs
		// MISS cocci: a handle that is shifted
		       area->dma - area->headroom, 0);
}

struct own_table {
	struct sg_table table;
};

static struct sg_table *forgetful_map(struct dma_buf_attachment *attach,
				      enum dma_data_direction dir)
{
	struct own_table *own = attach->priv;

	if (dma_map_sgtable(attach->dev, &own->table, dir, DMA_ATTR_CC_SHARED))
		return ERR_PTR(-EIO);
	return &own->table;
}

static void forgetful_unmap(struct dma_buf_attachment *attach, struct sg_table *table,
			    enum dma_data_direction dir)
{
	dma_unmap_sgtable(attach->dev, table, dir, 0); // WARN: release_attrs
		// MISS cocci: a table that callbacks hand on
}

const struct dma_buf_ops forgetful_ops = {
	.map_dma_buf = forgetful_map,
	.unmap_dma_buf = forgetful_unmap,
};
