// SPDX-License-Identifier: GPL-2.0-only
/* One attribute is chosen at both ends, and the hint beside it is at one end alone. */
#include <linux/dma-mapping.h>

struct forgetful_frame {
	bool contiguous;
	void *cpu;
	dma_addr_t dma;
};

int forgetful_alloc(struct device *dev, struct forgetful_frame *frame)
{
	frame->cpu = dma_alloc_attrs(dev, PAGE_SIZE, &frame->dma, GFP_KERNEL,
				     DMA_ATTR_WRITE_COMBINE |
				     (frame->contiguous ? DMA_ATTR_FORCE_CONTIGUOUS : 0));
	return frame->cpu ? 0 : -ENOMEM;
}

void forgetful_free(struct device *dev, struct forgetful_frame *frame)
{
	unsigned long attrs = frame->contiguous ? DMA_ATTR_FORCE_CONTIGUOUS : 0;

	dma_free_attrs(dev, PAGE_SIZE, frame->cpu, frame->dma, attrs); // WARN: release_attrs_hint
	// MISS cocci: a choice beside the attribute
}

struct careful_frame {
	bool contiguous;
	void *cpu;
	dma_addr_t dma;
};

int careful_alloc(struct device *dev, struct careful_frame *frame)
{
	frame->cpu = dma_alloc_attrs(dev, PAGE_SIZE, &frame->dma, GFP_KERNEL,
				     DMA_ATTR_WRITE_COMBINE |
				     (frame->contiguous ? DMA_ATTR_FORCE_CONTIGUOUS : 0));
	return frame->cpu ? 0 : -ENOMEM;
}

void careful_free(struct device *dev, struct careful_frame *frame)
{
	unsigned long attrs = frame->contiguous ? DMA_ATTR_FORCE_CONTIGUOUS : 0;

	dma_free_attrs(dev, PAGE_SIZE, frame->cpu, frame->dma, attrs | DMA_ATTR_WRITE_COMBINE);
}
