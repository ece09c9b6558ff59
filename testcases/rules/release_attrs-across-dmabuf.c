// SPDX-License-Identifier: GPL-2.0-only
/* An exporter's table of callbacks: what one maps the other unmaps, with a list between them. */
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

static struct sg_table *forgetful_map(struct dma_buf_attachment *attach,
				      enum dma_data_direction dir)
{
	struct sg_table *sgt = attach->dmabuf->priv;
	int ret = dma_map_sgtable(attach->dev, sgt, dir, DMA_ATTR_CC_SHARED);

	return ret ? ERR_PTR(ret) : sgt;
}

static void forgetful_unmap(struct dma_buf_attachment *attach, struct sg_table *sgt,
			    enum dma_data_direction dir)
{
	dma_unmap_sgtable(attach->dev, sgt, dir, 0); // WARN: release_attrs
	// MISS cocci: a table that callbacks hand on
}

const struct dma_buf_ops forgetful_ops = {
	.map_dma_buf = forgetful_map,
	.unmap_dma_buf = forgetful_unmap,
};

static struct sg_table *careful_map(struct dma_buf_attachment *attach, enum dma_data_direction dir)
{
	struct sg_table *sgt = attach->dmabuf->priv;
	int ret = dma_map_sgtable(attach->dev, sgt, dir, DMA_ATTR_CC_SHARED);

	return ret ? ERR_PTR(ret) : sgt;
}

static void careful_unmap(struct dma_buf_attachment *attach, struct sg_table *sgt,
			  enum dma_data_direction dir)
{
	dma_unmap_sgtable(attach->dev, sgt, dir, DMA_ATTR_CC_SHARED | DMA_ATTR_SKIP_CPU_SYNC);
}

const struct dma_buf_ops careful_ops = {
	.map_dma_buf = careful_map,
	.unmap_dma_buf = careful_unmap,
};

struct attachment {
	struct sg_table *table;
	bool shared;
};

static struct sg_table *asking_map(struct dma_buf_attachment *attach, enum dma_data_direction dir)
{
	struct attachment *a = attach->priv;
	unsigned long attrs = a->shared ? DMA_ATTR_CC_SHARED : 0;
	int ret = dma_map_sgtable(attach->dev, a->table, dir, attrs);

	return ret ? ERR_PTR(ret) : a->table;
}

static void asking_unmap(struct dma_buf_attachment *attach, struct sg_table *table,
			 enum dma_data_direction dir)
{
	struct attachment *a = attach->priv;

	dma_unmap_sgtable(attach->dev, table, dir, a->shared ? DMA_ATTR_CC_SHARED : 0);
}

const struct dma_buf_ops asking_ops = {
	.map_dma_buf = asking_map,
	.unmap_dma_buf = asking_unmap,
};

static struct sg_table *choosing_map(struct dma_buf_attachment *attach, enum dma_data_direction dir)
{
	struct attachment *a = attach->priv;
	unsigned long attrs = a->shared ? DMA_ATTR_CC_SHARED : 0;
	int ret = dma_map_sgtable(attach->dev, a->table, dir, attrs);

	return ret ? ERR_PTR(ret) : a->table;
}

static void choosing_unmap(struct dma_buf_attachment *attach, struct sg_table *table,
			   enum dma_data_direction dir)
{
	dma_unmap_sgtable(attach->dev, table, dir, 0); // WARN: release_attrs
	// MISS cocci: a table that callbacks hand on
}

const struct dma_buf_ops choosing_ops = {
	.map_dma_buf = choosing_map,
	.unmap_dma_buf = choosing_unmap,
};
