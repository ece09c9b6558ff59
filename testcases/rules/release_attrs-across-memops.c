// SPDX-License-Identifier: GPL-2.0-only
/* A driver's own tables: .alloc and .free with a cookie between them, .get_pages and .put_pages. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct memory_ops {
	void *(*alloc)(struct device *dev, size_t size, dma_addr_t *dma);
	void (*free)(struct device *dev, size_t size, void *cpu, dma_addr_t dma);
	int (*get_pages)(struct device *dev, struct sg_table *sgt);
	void (*put_pages)(struct device *dev, struct sg_table *sgt);
};

static void *forgetful_alloc(struct device *dev, size_t size, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, size, dma, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);
}

static void forgetful_free(struct device *dev, size_t size, void *cpu, dma_addr_t dma)
{
	dma_free_attrs(dev, size, cpu, dma, 0); // WARN: release_attrs
	// MISS cocci: memory that callbacks hand on
}

static int forgetful_get_pages(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_PRIVILEGED);
}

static void forgetful_put_pages(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_BIDIRECTIONAL, 0); // WARN: release_attrs
	// MISS cocci: memory that callbacks hand on
}

const struct memory_ops forgetful_ops = {
	.alloc = forgetful_alloc,
	.free = forgetful_free,
	.get_pages = forgetful_get_pages,
	.put_pages = forgetful_put_pages,
};

static void *careful_alloc(struct device *dev, size_t size, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, size, dma, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);
}

static void careful_free(struct device *dev, size_t size, void *cpu, dma_addr_t dma)
{
	dma_free_attrs(dev, size, cpu, dma, DMA_ATTR_FORCE_CONTIGUOUS);
}

static int careful_get_pages(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_PRIVILEGED);
}

static void careful_put_pages(struct device *dev, struct sg_table *sgt)
{
	dma_unmap_sgtable(dev, sgt, DMA_BIDIRECTIONAL, DMA_ATTR_PRIVILEGED);
}

const struct memory_ops careful_ops = {
	.alloc = careful_alloc,
	.free = careful_free,
	.get_pages = careful_get_pages,
	.put_pages = careful_put_pages,
};
