// SPDX-License-Identifier: GPL-2.0-only
/*
 * Say why a finding is not to be told, or mend the code.
 *
 * A comment keeps a rule's findings from being told: behind the line, alone above it, or in the
 * first column above a function for all of it.  It gives the reason, which is all that its next
 * reader has to go by.  Once the code is mended the comment hides the next mistake there, so it has
 * to go: one that keeps nothing from being told is told itself, as is one whose rule does not exist.
 *
 * Nothing is mended by it.  See: dmacheck check --help
 */
#include <linux/dma-mapping.h>

#define SIZE 4096

void bad_no_reason(struct device *dev, dma_addr_t dma)
{
	void *cpu = dma_alloc_attrs(dev, SIZE, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!cpu)
		return;
	dma_free_attrs(dev, SIZE, cpu, dma, 0); /* dmacheck: ignore release_attrs_hint */ // WARN: bad_ignore
}

void bad_no_such_rule(struct device *dev, dma_addr_t dma)
{
	void *cpu = dma_alloc_attrs(dev, SIZE, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!cpu)
		return;
	/* dmacheck: ignore release_hints -- the hint is for the CPU alone */ // WARN: bad_ignore
	dma_free_attrs(dev, SIZE, cpu, dma, DMA_ATTR_WRITE_COMBINE);
}

void bad_no_effect(struct device *dev, dma_addr_t dma)
{
	void *cpu = dma_alloc_attrs(dev, SIZE, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!cpu)
		return;
	/* dmacheck: ignore release_attrs_hint -- long mended */ // WARN: bad_ignore
	dma_free_attrs(dev, SIZE, cpu, dma, DMA_ATTR_WRITE_COMBINE);
}

void ok_behind_the_line(struct device *dev, dma_addr_t dma)
{
	void *cpu = dma_alloc_attrs(dev, SIZE, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!cpu)
		return;
	dma_free_attrs(dev, SIZE, cpu, dma, 0); /* dmacheck: ignore release_attrs_hint -- so does all of foo */
}

void ok_above_the_line(struct device *dev, dma_addr_t dma)
{
	void *cpu = dma_alloc_attrs(dev, SIZE, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!cpu)
		return;
	/* dmacheck: ignore release_attrs_hint -- the hint is for the CPU alone */
	dma_free_attrs(dev, SIZE, cpu, dma, 0);
}

/* dmacheck: ignore release_attrs_hint -- the hint is for the CPU alone */
void ok_above_the_function(struct device *dev, dma_addr_t dma)
{
	void *cpu = dma_alloc_attrs(dev, SIZE, &dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!cpu)
		return;
	dma_free_attrs(dev, SIZE, cpu, dma, 0);
}
