// SPDX-License-Identifier: GPL-2.0-only
/*
 * A wrong release beside a right one.
 *
 * Whatever the member holds was mapped in one way, so that a release with other attributes is wrong
 * even where the driver releases it properly elsewhere: here the path that only a failing device
 * takes.  Where the member may hold a handle from somewhere else, that one may be the reason.
 */
#include <linux/dma-mapping.h>

struct tape {
	dma_addr_t dma;
};

int tape_open(struct device *dev, struct tape *tape, struct page *page)
{
	tape->dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, tape->dma);
}

void tape_close(struct device *dev, struct tape *tape)
{
	dma_unmap_page_attrs(dev, tape->dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

void tape_reset(struct device *dev, struct tape *tape)
{
	dma_unmap_page(dev, tape->dma, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
}

struct drum {
	dma_addr_t dma;
};

int drum_open(struct device *dev, struct drum *drum, struct page *page)
{
	drum->dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, drum->dma);
}

void drum_close(struct device *dev, struct drum *drum)
{
	dma_unmap_page_attrs(dev, drum->dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
}

/* The handle comes from a caller who knows how it was mapped. */
void drum_replace(struct device *dev, struct drum *drum, dma_addr_t handle)
{
	dma_unmap_page_attrs(dev, drum->dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	drum->dma = handle;
}

void drum_drop(struct device *dev, struct drum *drum)
{
	dma_unmap_page(dev, drum->dma, PAGE_SIZE, DMA_TO_DEVICE);
}

struct disk {
	dma_addr_t dma;
	bool privileged;
};

int disk_open(struct device *dev, struct disk *disk, struct page *page)
{
	disk->privileged = true;
	disk->dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return dma_mapping_error(dev, disk->dma);
}

/* The member tells, and nothing says that it is ever false. */
void disk_close(struct device *dev, struct disk *disk)
{
	unsigned long attrs = disk->privileged ? DMA_ATTR_PRIVILEGED : 0;

	dma_unmap_page_attrs(dev, disk->dma, PAGE_SIZE, DMA_TO_DEVICE, attrs);
}

struct card {
	dma_addr_t dma;
	dma_addr_t bounce;
};

/* Mapped for one transfer and unmapped before the function returns: none of the others' business. */
int card_probe(struct device *dev, struct card *card, struct page *page)
{
	card->dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	if (dma_mapping_error(dev, card->dma))
		return -EIO;
	dma_unmap_page_attrs(dev, card->dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return 0;
}

int card_send(struct device *dev, struct card *card, struct page *page)
{
	card->dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	return dma_mapping_error(dev, card->dma);
}

void card_sent(struct device *dev, struct card *card)
{
	dma_unmap_page(dev, card->dma, PAGE_SIZE, DMA_TO_DEVICE);
}
