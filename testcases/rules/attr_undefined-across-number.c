// SPDX-License-Identifier: GPL-2.0-only
/* Bits that no kernel defines, from where nothing says that they are attributes. */
#include <linux/dma-mapping.h>

struct number_config {
	unsigned long other, attrs;
};

static const unsigned long numbers[] = { 0, 1UL << 20 };
static const struct number_config number_config = { 1, 1UL << 20 };

static unsigned long number(void)
{
	return 1UL << 20;
}

static void number_fill(unsigned long *attrs)
{
	*attrs = 1UL << 20;
}

void bad_element(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, 64, DMA_TO_DEVICE, numbers[1]); // WARN: attr_undefined
	// MISS cocci: attributes of a table
	// MISS clang: no initializer is read for a number alone
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}

void bad_member(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, 64, DMA_TO_DEVICE, number_config.attrs); // WARN: attr_undefined
	// MISS cocci: attributes of a member
	// MISS clang: no initializer is read for a number alone
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}

void bad_result(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, 64, DMA_TO_DEVICE, number()); // WARN: attr_undefined
	// MISS cocci: attributes of another function
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}

void bad_target(struct device *dev, void *buf)
{
	unsigned long attrs;
	dma_addr_t handle;

	number_fill(&attrs);
	handle = dma_map_single_attrs(dev, buf, 64, DMA_TO_DEVICE, attrs); // WARN: attr_undefined
	// MISS cocci: attributes of another function
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}

void ok_other_element(struct device *dev, void *buf)
{
	dma_addr_t handle;

	handle = dma_map_single_attrs(dev, buf, 64, DMA_TO_DEVICE, numbers[0]);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}
