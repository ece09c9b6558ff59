// SPDX-License-Identifier: GPL-2.0-only
/*
 * A buffer is allocated in one of two ways, and what chooses between them is nobody's business
 * here: who asked for an attribute that only one of them takes may never come to the other.
 */
#include <linux/dma-mapping.h>

struct choosing_buffer {
	struct device *dev;
	unsigned long attrs;
	bool cached;
	struct sg_table *table;
	void *cpu;
	dma_addr_t dma;
};

static int choosing_cached(struct choosing_buffer *buf)
{
	buf->table = dma_alloc_noncontiguous(buf->dev, PAGE_SIZE, DMA_BIDIRECTIONAL, GFP_KERNEL,
					     buf->attrs);
	return buf->table ? 0 : -ENOMEM;
}

static int choosing_coherent(struct choosing_buffer *buf)
{
	buf->cpu = dma_alloc_attrs(buf->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

int choosing_alloc(struct choosing_buffer *buf)
{
	int ret;

	if (buf->cached)
		ret = choosing_cached(buf);
	else
		ret = choosing_coherent(buf);
	return ret;
}

void choosing_init(struct choosing_buffer *buf)
{
	buf->attrs = DMA_ATTR_NO_KERNEL_MAPPING;
	buf->cached = false;
}

struct single_buffer {
	struct device *dev;
	unsigned long attrs;
	struct sg_table *table;
};

/* An error path is no second way. */
int single_alloc(struct single_buffer *buf)
{
	if (!buf->dev)
		return -EINVAL;
	buf->table = dma_alloc_noncontiguous(buf->dev, PAGE_SIZE, // WARN: noncontiguous_attr
					     // MISS cocci: attributes in a member
					     DMA_BIDIRECTIONAL, GFP_KERNEL, buf->attrs);
	return buf->table ? 0 : -ENOMEM;
}

void single_init(struct single_buffer *buf)
{
	buf->attrs = DMA_ATTR_NO_KERNEL_MAPPING;
}
