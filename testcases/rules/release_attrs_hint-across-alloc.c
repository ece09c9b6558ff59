// SPDX-License-Identifier: GPL-2.0-only
/* Frame buffers of a driver: allocated write-combined, freed as coherent. */
#include <linux/dma-mapping.h>

struct hasty_frame {
	void *cpu;
	dma_addr_t dma;
};

int hasty_create(struct device *dev, struct hasty_frame *frame)
{
	void *cpu = dma_alloc_wc(dev, PAGE_SIZE, &frame->dma, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	frame->cpu = cpu;
	return 0;
}

void hasty_destroy(struct device *dev, struct hasty_frame *frame)
{
	dma_free_coherent(dev, PAGE_SIZE, frame->cpu, frame->dma); // WARN: release_attrs_hint
	// MISS cocci: a buffer by way of a local variable
}

struct steady_frame {
	void *cpu;
	dma_addr_t dma;
};

int steady_create(struct device *dev, struct steady_frame *frame)
{
	void *cpu = dma_alloc_wc(dev, PAGE_SIZE, &frame->dma, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	frame->cpu = cpu;
	return 0;
}

void steady_destroy(struct device *dev, struct steady_frame *frame)
{
	dma_free_wc(dev, PAGE_SIZE, frame->cpu, frame->dma);
}
