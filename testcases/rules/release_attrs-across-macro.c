// SPDX-License-Identifier: GPL-2.0-only
/* Macros that take attributes, and macros that give them. */
#include <linux/dma-mapping.h>

#define CODE_ATTRS			(DMA_ATTR_PRIVILEGED | DMA_ATTR_NO_WARN)
#define with_attrs(attrs)		((attrs) | DMA_ATTR_WEAK_ORDERING)
#define map_code(dev, page, attrs)	\
	dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, with_attrs(attrs))
#define unmap_code(dev, handle, attrs)	\
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, with_attrs(attrs))

struct forgetful_code {
	dma_addr_t dma;
};

int forgetful_map(struct device *dev, struct forgetful_code *code, struct page *page)
{
	code->dma = map_code(dev, page, CODE_ATTRS);
	return dma_mapping_error(dev, code->dma);
}

void forgetful_unmap(struct device *dev, struct forgetful_code *code)
{
	unmap_code(dev, code->dma, 0); // WARN: release_attrs
	// MISS cocci: a macro with arguments
}

struct careful_code {
	dma_addr_t dma;
};

int careful_map(struct device *dev, struct careful_code *code, struct page *page)
{
	code->dma = map_code(dev, page, CODE_ATTRS);
	return dma_mapping_error(dev, code->dma);
}

void careful_unmap(struct device *dev, struct careful_code *code)
{
	unmap_code(dev, code->dma, CODE_ATTRS);
}
