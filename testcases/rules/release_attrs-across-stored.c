// SPDX-License-Identifier: GPL-2.0-only
/* The attributes wait in a struct, too: chosen once, used at both ends, or at one only. */
#include <linux/dma-mapping.h>

struct kept_buffer {
	void *cookie;
	dma_addr_t dma;
	unsigned long attrs;
};

void kept_init(struct kept_buffer *buf, bool hidden)
{
	buf->attrs = DMA_ATTR_FORCE_CONTIGUOUS;
	if (hidden)
		buf->attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
}

int kept_alloc(struct device *dev, struct kept_buffer *buf)
{
	buf->cookie = dma_alloc_attrs(dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cookie ? 0 : -ENOMEM;
}

void kept_free(struct device *dev, struct kept_buffer *buf)
{
	dma_free_attrs(dev, PAGE_SIZE, buf->cookie, buf->dma, buf->attrs);
}

struct lost_buffer {
	void *cookie;
	dma_addr_t dma;
	unsigned long attrs;
};

void lost_init(struct lost_buffer *buf, bool hidden)
{
	buf->attrs = DMA_ATTR_FORCE_CONTIGUOUS;
	if (hidden)
		buf->attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
}

int lost_alloc(struct device *dev, struct lost_buffer *buf)
{
	buf->cookie = dma_alloc_attrs(dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cookie ? 0 : -ENOMEM;
}

void lost_free(struct device *dev, struct lost_buffer *buf)
{
	dma_free_coherent(dev, PAGE_SIZE, buf->cookie, buf->dma); // WARN: release_attrs
	// MISS cocci: attributes in a member
}

struct added_buffer {
	void *cookie;
	dma_addr_t dma;
	unsigned long attrs;
};

int added_alloc(struct device *dev, struct added_buffer *buf)
{
	buf->attrs = DMA_ATTR_NO_WARN;
	buf->cookie = dma_alloc_attrs(dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cookie ? 0 : -ENOMEM;
}

void added_free(struct device *dev, struct added_buffer *buf)
{
	dma_free_attrs(dev, PAGE_SIZE, buf->cookie, buf->dma, // WARN: release_attrs
		       // MISS cocci: attributes in a member
		       buf->attrs | DMA_ATTR_NO_KERNEL_MAPPING);
}

struct unknown_buffer {
	void *cookie;
	dma_addr_t dma;
	unsigned long attrs;
};

int unknown_alloc(struct device *dev, struct unknown_buffer *buf, unsigned long attrs)
{
	buf->attrs = attrs;
	buf->cookie = dma_alloc_attrs(dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, attrs);
	return buf->cookie ? 0 : -ENOMEM;
}

void unknown_free(struct device *dev, struct unknown_buffer *buf)
{
	dma_free_attrs(dev, PAGE_SIZE, buf->cookie, buf->dma, buf->attrs);
}
