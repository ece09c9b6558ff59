// SPDX-License-Identifier: GPL-2.0-only
/* The handle waits in a struct from one function to the other. */
#include <linux/dma-mapping.h>

struct forgetful_buffer {
	dma_addr_t dma;
	size_t size;
};

int forgetful_map(struct device *dev, struct forgetful_buffer *buf, struct page *page)
{
	buf->size = PAGE_SIZE;
	buf->dma = dma_map_page_attrs(dev, page, 0, buf->size, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, buf->dma);
}

void forgetful_unmap(struct device *dev, struct forgetful_buffer *buf)
{
	dma_unmap_page(dev, buf->dma, buf->size, DMA_TO_DEVICE); // WARN: release_attrs
}

struct careful_buffer {
	dma_addr_t dma;
	size_t size;
};

int careful_map(struct device *dev, struct careful_buffer *buf, struct page *page)
{
	buf->size = PAGE_SIZE;
	buf->dma = dma_map_page_attrs(dev, page, 0, buf->size, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, buf->dma);
}

void careful_unmap(struct device *dev, struct careful_buffer *buf)
{
	dma_unmap_page_attrs(dev, buf->dma, buf->size, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

struct nested_buffer {
	struct {
		dma_addr_t handle;
	} dma;
	struct page *page;
};

int nested_map(struct device *dev, struct nested_buffer *buf)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, buf->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				    DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	buf->dma.handle = handle;
	return 0;
}

void nested_unmap(struct device *dev, struct nested_buffer *buf)
{
	dma_addr_t handle = buf->dma.handle;

	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
	// MISS cocci: a handle that is copied
	buf->dma.handle = 0;
}

struct two_handles {
	dma_addr_t code, data;
};

int two_map(struct device *dev, struct two_handles *two, struct page *code, struct page *data)
{
	two->code = dma_map_page_attrs(dev, code, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(dev, two->code))
		return -EIO;
	two->data = dma_map_page(dev, data, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, two->data)) {
		dma_unmap_page_attrs(dev, two->code, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
		return -EIO;
	}
	return 0;
}

void two_unmap(struct device *dev, struct two_handles *two)
{
	dma_unmap_page(dev, two->data, PAGE_SIZE, DMA_TO_DEVICE);
	dma_unmap_page_attrs(dev, two->code, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}
