// SPDX-License-Identifier: GPL-2.0-only
/* A driver's function that maps, keeps the handle in the driver's struct, and returns nothing. */
#include <linux/dma-mapping.h>

struct tx_slot {
	struct device *dev;
	dma_addr_t dma;
};

static void tx_slot_map(struct tx_slot *slot, void *data, unsigned long attrs)
{
	slot->dma = dma_map_single_attrs(slot->dev, data, PAGE_SIZE, DMA_TO_DEVICE, attrs);
}

void tx_slot_fill(struct tx_slot *slot, void *data)
{
	tx_slot_map(slot, data, DMA_ATTR_PRIVILEGED);
}

void tx_slot_empty(struct tx_slot *slot)
{
	dma_unmap_single(slot->dev, slot->dma, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs
	// MISS cocci: attributes by a parameter
}

struct rx_slot {
	struct device *dev;
	dma_addr_t dma;
};

static void rx_slot_map(struct rx_slot *slot, void *data, unsigned long attrs)
{
	slot->dma = dma_map_single_attrs(slot->dev, data, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
}

void rx_slot_fill(struct rx_slot *slot, void *data)
{
	rx_slot_map(slot, data, DMA_ATTR_PRIVILEGED | DMA_ATTR_SKIP_CPU_SYNC);
}

void rx_slot_empty(struct rx_slot *slot)
{
	dma_unmap_single_attrs(slot->dev, slot->dma, PAGE_SIZE, DMA_FROM_DEVICE,
			       DMA_ATTR_PRIVILEGED);
}
