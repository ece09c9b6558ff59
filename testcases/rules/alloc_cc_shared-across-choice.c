// SPDX-License-Identifier: GPL-2.0-only
/* A buffer is allocated in one of two ways, and neither takes CC_SHARED. */
#include <linux/dma-mapping.h>

struct either_buffer {
	struct device *dev;
	unsigned long attrs;
	bool small;
	void *cpu;
	dma_addr_t dma;
};

int either_alloc(struct either_buffer *buf)
{
	if (buf->small)
		buf->cpu = dma_alloc_attrs(buf->dev, 64, // WARN: alloc_cc_shared
					   &buf->dma, GFP_KERNEL, buf->attrs);
	else
		buf->cpu = dma_alloc_attrs(buf->dev, PAGE_SIZE, // WARN: alloc_cc_shared
					   &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

void either_init(struct either_buffer *buf)
{
	buf->attrs = DMA_ATTR_CC_SHARED;
}

struct mapped_buffer {
	struct device *dev;
	unsigned long attrs;
	bool is_mapped;
	phys_addr_t phys;
	void *cpu;
	dma_addr_t dma;
};

/* What is shared may be what is mapped. */
int mapped_open(struct mapped_buffer *buf)
{
	if (buf->is_mapped) {
		buf->dma = dma_map_phys(buf->dev, buf->phys, PAGE_SIZE, DMA_BIDIRECTIONAL,
					buf->attrs);
		if (dma_mapping_error(buf->dev, buf->dma))
			return -EIO;
	} else {
		buf->cpu = dma_alloc_attrs(buf->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	}
	return 0;
}

void mapped_init(struct mapped_buffer *buf)
{
	buf->attrs = DMA_ATTR_CC_SHARED;
	buf->is_mapped = true;
}
