// SPDX-License-Identifier: GPL-2.0-only
/* What a buffer is allocated with is chosen elsewhere, and mapped for the user in one function. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>

struct chosen_config {
	unsigned long attrs;
};

static const struct chosen_config chosen_wc = { .attrs = DMA_ATTR_WRITE_COMBINE };

int chosen_show(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t dma;
	void *cpu;
	int ret;

	cpu = dma_alloc_attrs(dev, PAGE_SIZE, &dma, GFP_KERNEL, chosen_wc.attrs);
	if (!cpu)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, cpu, dma, PAGE_SIZE, 0); // WARN: mmap_attrs
	// MISS cocci: attributes from a table
	dma_free_attrs(dev, PAGE_SIZE, cpu, dma, chosen_wc.attrs);
	return ret;
}

int chosen_show_right(struct device *dev, struct vm_area_struct *vma)
{
	dma_addr_t dma;
	void *cpu;
	int ret;

	cpu = dma_alloc_attrs(dev, PAGE_SIZE, &dma, GFP_KERNEL, chosen_wc.attrs);
	if (!cpu)
		return -ENOMEM;
	ret = dma_mmap_attrs(dev, vma, cpu, dma, PAGE_SIZE, chosen_wc.attrs);
	dma_free_attrs(dev, PAGE_SIZE, cpu, dma, chosen_wc.attrs);
	return ret;
}
