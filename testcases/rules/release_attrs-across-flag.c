// SPDX-License-Identifier: GPL-2.0-only
/*
 * A flag of a buffer stands for attributes: whoever maps and whoever unmaps translates it.
 *
 * Both translations give both values, so each fits one at the other end; but not for the same flag.
 */
#include <linux/dma-mapping.h>

enum {
	SEGMENT_SECRET = 1,
};

struct inverted_segment {
	struct page *page;
	dma_addr_t dma;
	unsigned int flags;
};

int inverted_map(struct device *dev, struct inverted_segment *seg)
{
	unsigned long attrs = seg->flags & SEGMENT_SECRET ? DMA_ATTR_PRIVILEGED : 0;

	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return dma_mapping_error(dev, seg->dma);
}

void inverted_unmap(struct device *dev, struct inverted_segment *seg)
{
	unsigned long attrs = seg->flags & SEGMENT_SECRET ? 0 : DMA_ATTR_PRIVILEGED;

	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: release_attrs
									      // MISS cocci: what a flag stands for at both ends
}

struct translated_segment {
	struct page *page;
	dma_addr_t dma;
	unsigned int flags;
};

int translated_map(struct device *dev, struct translated_segment *seg)
{
	unsigned long attrs = seg->flags & SEGMENT_SECRET ? DMA_ATTR_PRIVILEGED : 0;

	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return dma_mapping_error(dev, seg->dma);
}

void translated_unmap(struct device *dev, struct translated_segment *seg)
{
	unsigned long attrs = 0;

	if (!(seg->flags & SEGMENT_SECRET))
		attrs = 0;
	else
		attrs |= DMA_ATTR_PRIVILEGED;
	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
}

struct counting_segment {
	struct page *page;
	dma_addr_t dma;
	bool secret;
};

int counting_map(struct device *dev, struct counting_segment *seg)
{
	unsigned long attrs = seg->secret ? DMA_ATTR_PRIVILEGED : 0;

	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	seg->secret = !seg->secret;
	return dma_mapping_error(dev, seg->dma);
}

void counting_unmap(struct device *dev, struct counting_segment *seg)
{
	unsigned long attrs = seg->secret ? 0 : DMA_ATTR_PRIVILEGED;

	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
}
