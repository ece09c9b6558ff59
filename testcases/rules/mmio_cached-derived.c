// SPDX-License-Identifier: GPL-2.0-only
/* The range by way of a field, a frame number and a page; linked into an IOVA range. */
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/pfn.h>

struct window {
	phys_addr_t phys;
	struct dma_iova_state state;
};

int bad_page_of_the_frame(struct device *dev, phys_addr_t phys)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct window window = { .phys = phys };
	void *view;
	int ret;

	if (!dma_iova_try_alloc(dev, &window.state, window.phys, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &window.state, window.phys, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!ret) {
		view = kmap_local_page(pfn_to_page(PHYS_PFN(window.phys))); // WARN: mmio_cached
		// MISS cocci: an address in a member with a second name
		kunmap_local(view);
		ret = dma_iova_sync(dev, &window.state, 0, PAGE_SIZE);
	}
	dma_iova_destroy(dev, &window.state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	return ret;
}

int ok_frame_number_alone(struct device *dev, phys_addr_t phys)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct window window = { .phys = phys };
	unsigned long pfn = 0;
	int ret;

	if (!dma_iova_try_alloc(dev, &window.state, window.phys, PAGE_SIZE))
		return -EOPNOTSUPP;
	ret = dma_iova_link(dev, &window.state, window.phys, 0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!ret) {
		pfn = PHYS_PFN(window.phys);
		ret = dma_iova_sync(dev, &window.state, 0, PAGE_SIZE);
	}
	dma_iova_destroy(dev, &window.state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	dev_dbg(dev, "frame %lu\n", pfn);
	return ret;
}
