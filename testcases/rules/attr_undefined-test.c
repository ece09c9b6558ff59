// SPDX-License-Identifier: GPL-2.0-only
/* A test with the wrong operator is true for every attribute, or for none. */
#include <linux/dma-mapping.h>

void bad_logical_and(struct device *dev, dma_addr_t handle, unsigned long attrs)
{
	if (attrs && DMA_ATTR_SKIP_CPU_SYNC) // WARN: attr_undefined
		dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
}

void ok_bitwise_and(struct device *dev, dma_addr_t handle, unsigned long attrs)
{
	if (attrs & DMA_ATTR_SKIP_CPU_SYNC)
		dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
}

void bad_not_of_one_side(struct device *dev, dma_addr_t handle, unsigned long attrs)
{
	if (!attrs & DMA_ATTR_SKIP_CPU_SYNC) // WARN: attr_undefined
		return;
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
}

void ok_not_of_the_test(struct device *dev, dma_addr_t handle, unsigned long attrs)
{
	if (!(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		return;
	dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
}

unsigned long bad_not_of_a_mask(struct device *dev, unsigned long attrs)
{
	return attrs & !DMA_ATTR_NO_WARN; // WARN: attr_undefined
}

unsigned long ok_complement_of_a_mask(struct device *dev, unsigned long attrs)
{
	return attrs & ~DMA_ATTR_NO_WARN;
}

void ok_two_tests(struct device *dev, dma_addr_t handle, unsigned long attrs, bool done)
{
	if (done && (attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dma_sync_single_for_cpu(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
}

bool ok_no_attribute_at_all(struct device *dev, unsigned long attrs)
{
	return !attrs;
}
