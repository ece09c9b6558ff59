// SPDX-License-Identifier: GPL-2.0-only
/*
 * A list whose entries were mapped one by one: sg_dma_address() keeps the handles.
 *
 * So do exporters of device memory, which has no pages that dma_map_sgtable() could map.
 */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

#define BLOCK (1 << 16)

struct card {
	phys_addr_t bar;
};

int card_map_blocks(struct device *dev, struct card *card, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_dma_sg(sgt, sg, i) {
		dma_addr_t addr;

		addr = dma_map_resource(dev, card->bar + i * BLOCK, BLOCK, DMA_BIDIRECTIONAL,
					DMA_ATTR_CC_SHARED);
		if (dma_mapping_error(dev, addr))
			return -EIO;
		sg_dma_address(sg) = addr;
		sg_dma_len(sg) = BLOCK;
	}
	return 0;
}

void card_unmap_blocks(struct device *dev, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_dma_sg(sgt, sg, i)
		dma_unmap_resource(dev, sg_dma_address(sg), sg_dma_len(sg), // WARN: release_attrs
				   // MISS cocci: attributes across functions without a member
				   DMA_BIDIRECTIONAL, 0);
}

void card_release_blocks(struct device *dev, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_dma_sg(sgt, sg, i)
		dma_unmap_resource(dev, sg->dma_address, sg->length, DMA_BIDIRECTIONAL,
				   DMA_ATTR_CC_SHARED | DMA_ATTR_SKIP_CPU_SYNC);
}
