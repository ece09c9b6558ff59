// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes that reach the release from callers, or from a member, all of whom are known.
 *
 * What none of them gives the release never has.  A parameter of a static function that nobody
 * takes the address of has what its calls give; a member of a file's own struct what is stored.
 */
#include <linux/dma-mapping.h>
#include <linux/printk.h>

struct passing_segment {
	struct page *page;
	dma_addr_t dma;
	int users;
};

int passing_map(struct device *dev, struct passing_segment *seg)
{
	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				      DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, seg->dma);
}

static void passing_unmap(struct device *dev, struct passing_segment *seg, unsigned long attrs)
{
	if (seg->users)
		pr_warn("still in use\n");
	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs); // WARN: release_attrs MISS sparse, cocci: tells no place closed
	seg->dma = 0;
}

void passing_close(struct device *dev, struct passing_segment *seg)
{
	passing_unmap(dev, seg, DMA_ATTR_SKIP_CPU_SYNC);
}

void passing_remove(struct device *dev, struct passing_segment *seg)
{
	passing_unmap(dev, seg, 0);
}

struct right_segment {
	struct page *page;
	dma_addr_t dma;
	int users;
};

int right_map(struct device *dev, struct right_segment *seg)
{
	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				      DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, seg->dma);
}

static void right_unmap(struct device *dev, struct right_segment *seg, unsigned long attrs)
{
	if (seg->users)
		pr_warn("still in use\n");
	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	seg->dma = 0;
}

void right_close(struct device *dev, struct right_segment *seg)
{
	right_unmap(dev, seg, DMA_ATTR_PRIVILEGED | DMA_ATTR_SKIP_CPU_SYNC);
}

void right_remove(struct device *dev, struct right_segment *seg, unsigned long attrs)
{
	right_unmap(dev, seg, attrs);
}

struct called_segment {
	struct page *page;
	dma_addr_t dma;
	int users;
};

int called_map(struct device *dev, struct called_segment *seg)
{
	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				      DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, seg->dma);
}

static void called_unmap(struct device *dev, struct called_segment *seg, unsigned long attrs)
{
	if (seg->users)
		pr_warn("still in use\n");
	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	seg->dma = 0;
}

void called_close(struct device *dev, struct called_segment *seg)
{
	called_unmap(dev, seg, 0);
}

typedef void called_release(struct device *dev, struct called_segment *seg, unsigned long attrs);

called_release *called_how(void)
{
	return called_unmap;
}

struct storing_segment {
	struct page *page;
	dma_addr_t dma;
	unsigned long hints;
};

void storing_init(struct storing_segment *seg, bool ordered)
{
	seg->hints = 0;
	if (!ordered)
		seg->hints |= DMA_ATTR_WEAK_ORDERING;
}

int storing_map(struct device *dev, struct storing_segment *seg)
{
	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				      seg->hints | DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, seg->dma);
}

void storing_unmap(struct device *dev, struct storing_segment *seg)
{
	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, seg->hints); // WARN: release_attrs MISS sparse, cocci: tells no place closed
}

struct setting_segment {
	struct page *page;
	dma_addr_t dma;
	unsigned long allowed;
};

void setting_init(struct setting_segment *seg)
{
	seg->allowed = DMA_ATTR_WEAK_ORDERING;
}

void setting_allow(unsigned long *attrs, bool privileged)
{
	if (privileged)
		*attrs |= DMA_ATTR_PRIVILEGED;
}

void setting_probe(struct setting_segment *seg, bool privileged)
{
	setting_allow(&seg->allowed, privileged);
}

int setting_map(struct device *dev, struct setting_segment *seg)
{
	seg->dma = dma_map_page_attrs(dev, seg->page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				      DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, seg->dma);
}

void setting_unmap(struct device *dev, struct setting_segment *seg)
{
	dma_unmap_page_attrs(dev, seg->dma, PAGE_SIZE, DMA_TO_DEVICE, seg->allowed);
}
