// SPDX-License-Identifier: GPL-2.0-only
/* What a file's variables start with: by name, by position, by number, struct in struct. */
#include <linux/dma-mapping.h>

struct positional {
	size_t size, align;
	unsigned long attrs;
};

static const struct positional positional[] = {
	{ PAGE_SIZE, 4, DMA_ATTR_CC_SHARED },
	{ PAGE_SIZE, 8, DMA_ATTR_NO_WARN },
};

void *positional_any(struct device *dev, dma_addr_t *dma, int which)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: attributes out of a table
			       positional[which].attrs);
}

void *positional_second(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, positional[1].attrs);
}

/* The element that somebody chose for the device. */
struct device_data {
	const struct positional *config;
};

void *chosen(struct device *dev, const struct device_data *data, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: attributes out of a table
			       data->config->attrs);
}

struct direction {
	size_t size;
	unsigned long attrs;
};

struct directions {
	struct direction rx, tx;
};

static struct directions directions = {
	.rx = { .size = PAGE_SIZE, .attrs = DMA_ATTR_NO_WARN },
	.tx = { PAGE_SIZE, DMA_ATTR_CC_SHARED },
};

void *own_rx(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, directions.rx.attrs);
}

void *own_tx(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: attributes out of a table
			       directions.tx.attrs);
}

void *given_rx(struct device *dev, const struct directions *given, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, given->rx.attrs);
}

void *given_tx(struct device *dev, const struct directions *given, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: attributes out of a table
			       given->tx.attrs);
}

enum kind {
	KIND_QUIET,
	KIND_SHARED,
};

static const unsigned long attrs_of[] = {
	[KIND_QUIET] = DMA_ATTR_NO_WARN,
	[KIND_SHARED] = DMA_ATTR_CC_SHARED,
};

void *of_any_kind(struct device *dev, dma_addr_t *dma, enum kind kind)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: attributes out of a table
			       attrs_of[kind]);
}

void *of_quiet_kind(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, attrs_of[KIND_QUIET]);
}

static unsigned long default_attrs = DMA_ATTR_CC_SHARED;
static unsigned long other_attrs = DMA_ATTR_NO_WARN;

void *by_default(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, // WARN: alloc_cc_shared
			       // MISS cocci: attributes out of a table
			       default_attrs);
}

void *otherwise(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_attrs(dev, PAGE_SIZE, dma, GFP_KERNEL, other_attrs);
}
