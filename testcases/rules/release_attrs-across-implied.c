// SPDX-License-Identifier: GPL-2.0-only
/* Wrappers that choose for their callers, and one around another. */
#include <linux/dma-mapping.h>

static inline dma_addr_t engine_map_attrs(struct device *dev, struct page *page,
					  unsigned long attrs)
{
	return dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				  attrs | DMA_ATTR_WEAK_ORDERING);
}

static inline dma_addr_t engine_map_code(struct device *dev, struct page *page)
{
	return engine_map_attrs(dev, page, DMA_ATTR_PRIVILEGED);
}

static inline void engine_unmap_attrs(struct device *dev, dma_addr_t handle, unsigned long attrs)
{
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, attrs | DMA_ATTR_WEAK_ORDERING);
}

static inline void engine_unmap_code(struct device *dev, dma_addr_t handle)
{
	engine_unmap_attrs(dev, handle, DMA_ATTR_PRIVILEGED);
}

static inline void engine_unmap_data(struct device *dev, dma_addr_t handle)
{
	engine_unmap_attrs(dev, handle, 0);
}

int bad_other_wrapper(struct device *dev, struct page *page)
{
	dma_addr_t handle = engine_map_code(dev, page);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	engine_unmap_data(dev, handle); // WARN: release_attrs
	// MISS cocci: a wrapper
	return 0;
}

int ok_its_own_wrapper(struct device *dev, struct page *page)
{
	dma_addr_t handle = engine_map_code(dev, page);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	engine_unmap_code(dev, handle);
	return 0;
}

int bad_wrapper_passed_by(struct device *dev, struct page *page)
{
	dma_addr_t handle = engine_map_attrs(dev, page, 0);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_TO_DEVICE); // WARN: release_attrs_hint
	// MISS cocci: a wrapper
	return 0;
}

int ok_inner_wrapper(struct device *dev, struct page *page)
{
	dma_addr_t handle = engine_map_code(dev, page);

	if (dma_mapping_error(dev, handle))
		return -EIO;
	engine_unmap_attrs(dev, handle, DMA_ATTR_PRIVILEGED | DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}
