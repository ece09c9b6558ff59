// SPDX-License-Identifier: GPL-2.0-only
/* A handle that looks lost, and that somebody still knows or finds again. */
#include <linux/dma-mapping.h>

enum { NR_NODES = 4 };

struct engine {
	void *table;
	unsigned int nr;
	dma_addr_t node[NR_NODES];
};

/* A loop without a single round is no proof. */
int kept_in_a_loop(struct device *dev, struct engine *engine)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	for (unsigned int i = 0; i < engine->nr; i++)
		engine->node[i] = dma + i * 64;
	return 0;
}

int bad_left_after_a_loop(struct device *dev, struct engine *engine)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL); // WARN: never_released
	// MISS cocci: which way out loses the handle

	if (!cpu)
		return -ENOMEM;
	for (unsigned int i = 0; i < engine->nr; i++)
		engine->nr++;
	return 0;
}

/* Whoever relies on the two being one number asks for the other one again. */
int same_number(struct device *dev, struct engine *engine)
{
	dma_addr_t dma = dma_map_single(dev, engine->table, PAGE_SIZE, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	WARN_ON(dma != virt_to_phys(engine->table));
	return 0;
}

static void engine_translate(struct engine *engine, dma_addr_t *dma)
{
	engine->node[0] = *dma;
}

int given_by_address(struct device *dev, struct engine *engine)
{
	dma_addr_t dma = dma_map_single(dev, engine->table, PAGE_SIZE, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	engine_translate(engine, &dma);
	return 0;
}
