// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arrays of handles in a struct: filled by a loop, emptied by another, unwound when it stops early.
 *
 * Which element it is nobody knows, but all of them are mapped by one call.  An element of what a
 * pointer leads to is not the buffer behind the pointer: a ring of handles is allocated itself.
 */
#include <linux/dma-mapping.h>

#define ENTRIES 16

struct forgetful_ring {
	dma_addr_t dma[ENTRIES];
	struct page *page[ENTRIES];
};

int forgetful_fill(struct device *dev, struct forgetful_ring *ring)
{
	for (int i = 0; i < ENTRIES; i++) {
		ring->dma[i] = dma_map_page_attrs(dev, ring->page[i], 0, PAGE_SIZE, DMA_FROM_DEVICE,
						  DMA_ATTR_PRIVILEGED);
		if (dma_mapping_error(dev, ring->dma[i])) {
			while (--i >= 0)
				dma_unmap_page_attrs(dev, ring->dma[i], PAGE_SIZE, DMA_FROM_DEVICE,
						     DMA_ATTR_PRIVILEGED);
			return -EIO;
		}
	}
	return 0;
}

void forgetful_drain(struct device *dev, struct forgetful_ring *ring)
{
	for (int i = 0; i < ENTRIES; i++)
		dma_unmap_page(dev, ring->dma[i], PAGE_SIZE, DMA_FROM_DEVICE); // WARN: release_attrs
		// MISS cocci: an element of an array in a member
}

struct unwinding_ring {
	dma_addr_t dma[ENTRIES];
	struct page *page[ENTRIES];
};

static void unwind(struct device *dev, struct unwinding_ring *ring, int nr)
{
	while (--nr >= 0)
		dma_unmap_page(dev, ring->dma[nr], PAGE_SIZE, DMA_FROM_DEVICE); // WARN: release_attrs
		// MISS cocci: an element of an array in a member
}

int unwinding_fill(struct device *dev, struct unwinding_ring *ring)
{
	for (int i = 0; i < ENTRIES; i++) {
		dma_addr_t handle = dma_map_page_attrs(dev, ring->page[i], 0, PAGE_SIZE,
						       DMA_FROM_DEVICE, DMA_ATTR_PRIVILEGED);

		if (dma_mapping_error(dev, handle)) {
			unwind(dev, ring, i);
			return -EIO;
		}
		ring->dma[i] = handle;
	}
	return 0;
}

void unwinding_drain(struct device *dev, struct unwinding_ring *ring)
{
	for (int i = 0; i < ENTRIES; i++)
		dma_unmap_page_attrs(dev, ring->dma[i], PAGE_SIZE, DMA_FROM_DEVICE,
				     DMA_ATTR_PRIVILEGED | DMA_ATTR_SKIP_CPU_SYNC);
}

struct careful_ring {
	dma_addr_t *entry;
	dma_addr_t entry_dma;
	struct page *page;
};

int careful_alloc(struct device *dev, struct careful_ring *ring)
{
	ring->entry = dma_alloc_attrs(dev, PAGE_SIZE, &ring->entry_dma, GFP_KERNEL,
				      DMA_ATTR_FORCE_CONTIGUOUS);
	return ring->entry ? 0 : -ENOMEM;
}

int careful_post(struct device *dev, struct careful_ring *ring, int i)
{
	ring->entry[i] = dma_map_page(dev, ring->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	return dma_mapping_error(dev, ring->entry[i]);
}

void careful_take(struct device *dev, struct careful_ring *ring, int i)
{
	dma_unmap_page(dev, ring->entry[i], PAGE_SIZE, DMA_FROM_DEVICE);
}

void careful_free(struct device *dev, struct careful_ring *ring)
{
	dma_free_attrs(dev, PAGE_SIZE, ring->entry, ring->entry_dma, DMA_ATTR_FORCE_CONTIGUOUS);
}
