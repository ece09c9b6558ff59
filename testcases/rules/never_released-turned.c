// SPDX-License-Identifier: GPL-2.0-only
/* A constant in front of what it is compared with asks the same question. */
#include <linux/dma-mapping.h>

struct turned {
	void *cpu;
	dma_addr_t dma;
};

int bad_question_turned(struct device *dev, struct turned *turned, int ready)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL); // WARN: never_released

	if (NULL == cpu)
		return -ENOMEM;
	if (0 == ready)
		return -EBUSY;
	turned->cpu = cpu;
	turned->dma = dma;
	return 0;
}

int ok_question_turned(struct device *dev, struct turned *turned, int ready)
{
	dma_addr_t dma;
	void *cpu;

	if (0 == ready)
		return -EBUSY;
	cpu = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);
	if (NULL == cpu)
		return -ENOMEM;
	turned->cpu = cpu;
	turned->dma = dma;
	return 0;
}

void ok_question_turned_end(struct device *dev, struct turned *turned)
{
	dma_free_coherent(dev, PAGE_SIZE, turned->cpu, turned->dma);
}
