// SPDX-License-Identifier: GPL-2.0-only
/* What is mapped for user space between the two ends is no release, and excuses none. */
#include <linux/dma-mapping.h>

struct forgetful_frame {
	void *cpu;
	dma_addr_t dma;
};

int forgetful_alloc(struct device *dev, struct forgetful_frame *frame)
{
	frame->cpu = dma_alloc_coherent(dev, PAGE_SIZE, &frame->dma, GFP_KERNEL);
	return frame->cpu ? 0 : -ENOMEM;
}

int forgetful_mmap(struct device *dev, struct forgetful_frame *frame, struct vm_area_struct *vma)
{
	return dma_mmap_coherent(dev, vma, frame->cpu, frame->dma, PAGE_SIZE);
}

void forgetful_free(struct device *dev, struct forgetful_frame *frame)
{
	dma_unmap_single(dev, frame->dma, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_family
	// MISS cocci: a buffer in a member
}

struct careful_frame {
	void *cpu;
	dma_addr_t dma;
};

int careful_alloc(struct device *dev, struct careful_frame *frame)
{
	frame->cpu = dma_alloc_coherent(dev, PAGE_SIZE, &frame->dma, GFP_KERNEL);
	return frame->cpu ? 0 : -ENOMEM;
}

int careful_mmap(struct device *dev, struct careful_frame *frame, struct vm_area_struct *vma)
{
	return dma_mmap_coherent(dev, vma, frame->cpu, frame->dma, PAGE_SIZE);
}

void careful_free(struct device *dev, struct careful_frame *frame)
{
	dma_free_coherent(dev, PAGE_SIZE, frame->cpu, frame->dma);
}
