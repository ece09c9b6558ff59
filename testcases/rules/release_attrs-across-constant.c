// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes that the release gets where all there is to them stands in one place: an element of a
 * table, a member of a configuration, the result of a function, what one puts where it is told to.
 */
#include <linux/dma-mapping.h>

struct wrong_config {
	unsigned long attrs, other;
};

static const unsigned long wrong_table[] = { 0, DMA_ATTR_PRIVILEGED };
static const struct wrong_config wrong_config = { .attrs = DMA_ATTR_PRIVILEGED };

static unsigned long wrong_attrs(bool loud)
{
	if (loud)
		return DMA_ATTR_PRIVILEGED;
	return DMA_ATTR_PRIVILEGED | DMA_ATTR_NO_WARN;
}

static void wrong_fill(unsigned long *attrs)
{
	*attrs = DMA_ATTR_PRIVILEGED;
}

struct wrong_nic {
	struct page *page;
	bool loud;
	dma_addr_t element, member, result, target;
};

void wrong_map(struct device *dev, struct wrong_nic *nic)
{
	nic->element = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	nic->member = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	nic->result = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	nic->target = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
}

void wrong_unmap(struct device *dev, struct wrong_nic *nic)
{
	unsigned long attrs;

	wrong_fill(&attrs);
	dma_unmap_page_attrs(dev, nic->element, PAGE_SIZE, DMA_TO_DEVICE, wrong_table[1]); // WARN: release_attrs MISS sparse, clang, cocci: tells no constant closed
	dma_unmap_page_attrs(dev, nic->member, PAGE_SIZE, DMA_TO_DEVICE, wrong_config.attrs); // WARN: release_attrs MISS sparse, clang, cocci: tells no constant closed
	dma_unmap_page_attrs(dev, nic->result, PAGE_SIZE, DMA_TO_DEVICE, wrong_attrs(nic->loud)); // WARN: release_attrs MISS sparse, clang, cocci: tells no function closed
	dma_unmap_page_attrs(dev, nic->target, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: release_attrs MISS sparse, clang, cocci: tells no function closed
}

struct right_config {
	unsigned long attrs, other;
};

static unsigned long right_table[] = { 0, DMA_ATTR_PRIVILEGED };
static const struct right_config right_config = { .other = DMA_ATTR_PRIVILEGED };

static unsigned long right_attrs(unsigned long chosen, bool loud)
{
	if (loud)
		return chosen;
	return DMA_ATTR_PRIVILEGED;
}

static void right_fill(unsigned long *attrs, bool loud)
{
	if (loud)
		*attrs = DMA_ATTR_PRIVILEGED;
}

struct right_nic {
	struct page *page;
	bool loud;
	dma_addr_t element, member, result, target;
};

void right_map(struct device *dev, struct right_nic *nic)
{
	nic->element = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	nic->member = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	nic->result = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	nic->target = dma_map_page(dev, nic->page, 0, PAGE_SIZE, DMA_TO_DEVICE);
}

void right_unmap(struct device *dev, struct right_nic *nic, unsigned long chosen)
{
	unsigned long attrs = 0;

	right_table[1] = chosen;
	right_fill(&attrs, nic->loud);
	dma_unmap_page_attrs(dev, nic->element, PAGE_SIZE, DMA_TO_DEVICE, right_table[1]);
	dma_unmap_page_attrs(dev, nic->member, PAGE_SIZE, DMA_TO_DEVICE, right_config.attrs);
	dma_unmap_page_attrs(dev, nic->result, PAGE_SIZE, DMA_TO_DEVICE, right_attrs(chosen, nic->loud));
	dma_unmap_page_attrs(dev, nic->target, PAGE_SIZE, DMA_TO_DEVICE, attrs);
}

static const unsigned long right_modes[] = { DMA_ATTR_PRIVILEGED, DMA_ATTR_PRIVILEGED };

int right_mode(struct device *dev, struct page *page, bool loud)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, right_modes[loud]);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return 0;
}
