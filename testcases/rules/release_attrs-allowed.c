// SPDX-License-Identifier: GPL-2.0-only
/* What may differ: attributes that undo nothing, and names for one and the same mapping. */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

int ok_skip_at_one_end(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE,
				    DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}

int bad_shared_at_one_end(struct device *dev, struct page *page)
{
	dma_addr_t handle;

	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE, DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_page(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE); // WARN: release_attrs
	return 0;
}

int ok_no_warn_at_one_end(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL | __GFP_NOWARN);
	if (!buf)
		buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL,
				      DMA_ATTR_NO_WARN | DMA_ATTR_ALLOC_SINGLE_PAGES);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle);
	return 0;
}

int ok_single_page_phys(struct device *dev, void *buf, struct page *page, phys_addr_t phys)
{
	dma_addr_t single, paged, ranged;

	single = dma_map_single(dev, buf, PAGE_SIZE, DMA_TO_DEVICE);
	if (!dma_mapping_error(dev, single))
		dma_unmap_page(dev, single, PAGE_SIZE, DMA_TO_DEVICE);
	paged = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (!dma_mapping_error(dev, paged))
		dma_unmap_phys(dev, paged, PAGE_SIZE, DMA_TO_DEVICE, 0);
	ranged = dma_map_phys(dev, phys, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (!dma_mapping_error(dev, ranged))
		dma_unmap_single(dev, ranged, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int ok_list_of_the_table(struct device *dev, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);

	if (ret)
		return ret;
	dma_unmap_sg_attrs(dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
	return 0;
}

int bad_list_of_the_table(struct device *dev, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);

	if (ret)
		return ret;
	dma_unmap_sg(dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE); // WARN: release_attrs
	return 0;
}
