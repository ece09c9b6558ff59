// SPDX-License-Identifier: GPL-2.0-only
/* The way back after an error: what differs there from the way out, and may. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int device_start(struct device *dev, dma_addr_t handle);

int bad_error_path(struct device *dev, struct page *page)
{
	dma_addr_t handle;
	int ret;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL,
				    DMA_ATTR_REQUIRE_COHERENT);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	ret = device_start(dev, handle);
	if (ret)
		goto unmap;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL, DMA_ATTR_REQUIRE_COHERENT);
	return 0;
unmap:
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL); // WARN: release_attrs
	return ret;
}

int ok_error_path(struct device *dev, struct page *page)
{
	dma_addr_t handle;
	int ret;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL,
				    DMA_ATTR_REQUIRE_COHERENT);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	ret = device_start(dev, handle);
	if (ret)
		goto unmap;
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL, DMA_ATTR_REQUIRE_COHERENT);
	return 0;
unmap:
	dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_BIDIRECTIONAL, DMA_ATTR_REQUIRE_COHERENT);
	return ret;
}

int ok_nothing_to_sync(struct device *dev, struct sg_table *sgt, unsigned long attrs)
{
	int ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs | DMA_ATTR_PRIVILEGED);

	if (ret)
		return ret;
	ret = device_start(dev, sg_dma_address(sgt->sgl));
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE,
			  attrs | DMA_ATTR_PRIVILEGED | DMA_ATTR_SKIP_CPU_SYNC);
	return ret;
}

int bad_bit_added(struct device *dev, struct sg_table *sgt, unsigned long attrs)
{
	int ret;

	attrs &= ~DMA_ATTR_PRIVILEGED;
	ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, attrs);
	if (ret)
		return ret;
	ret = device_start(dev, sg_dma_address(sgt->sgl));
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, // WARN: release_attrs
			  // MISS cocci: a parameter from which a bit was taken out
			  attrs | DMA_ATTR_PRIVILEGED);
	return ret;
}
