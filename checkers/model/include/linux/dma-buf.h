/* SPDX-License-Identifier: GPL-2.0-only */
/* A buffer that drivers share: who exports it maps it for those that attach. */
#ifndef DC_LINUX_DMA_BUF_H
#define DC_LINUX_DMA_BUF_H

#include <linux/dma-direction.h>
#include <linux/scatterlist.h>

struct dma_buf {
	void *priv;
};

struct dma_buf_attachment {
	struct dma_buf *dmabuf;
	struct device *dev;
	void *priv;
};

struct dma_buf_ops {
	struct sg_table *(*map_dma_buf)(struct dma_buf_attachment *attach,
					enum dma_data_direction dir);
	void (*unmap_dma_buf)(struct dma_buf_attachment *attach, struct sg_table *sgt,
			      enum dma_data_direction dir);
};

#endif
