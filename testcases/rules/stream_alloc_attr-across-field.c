// SPDX-License-Identifier: GPL-2.0-only
/* One field of attributes for what is allocated and for what is mapped. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct shared_wish {
	void *cpu;
	dma_addr_t dma;
	struct sg_table table;
	unsigned long attrs;
};

int shared_wish_alloc(struct device *dev, struct shared_wish *wish)
{
	wish->attrs = DMA_ATTR_FORCE_CONTIGUOUS;
	wish->cpu = dma_alloc_attrs(dev, PAGE_SIZE, &wish->dma, GFP_KERNEL, wish->attrs);
	return wish->cpu ? 0 : -ENOMEM;
}

void wish_free(struct device *dev, struct shared_wish *wish)
{
	dma_free_attrs(dev, PAGE_SIZE, wish->cpu, wish->dma, wish->attrs);
}

int wish_map(struct device *dev, struct shared_wish *wish)
{
	return dma_map_sgtable(dev, &wish->table, DMA_TO_DEVICE, // WARN: stream_alloc_attr
			       // MISS cocci: attributes in a member
			       wish->attrs);
}

void wish_unmap(struct device *dev, struct shared_wish *wish)
{
	dma_unmap_sgtable(dev, &wish->table, DMA_TO_DEVICE, wish->attrs);
}
