// SPDX-License-Identifier: GPL-2.0-only
/* A buffer of the kernel's where user space gave none: each wants a value of its own. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>

int bad_one_value(struct device *dev, unsigned long user_addr)
{
	struct page *page;
	dma_addr_t handle;

	if (!user_addr)
		page = alloc_page(GFP_KERNEL);
	else if (pin_user_pages_fast(user_addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (!page)
		return -ENOMEM;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, // WARN: coherent_kernel_memory
				    DMA_FROM_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE,
				     DMA_ATTR_REQUIRE_COHERENT);
	if (user_addr)
		unpin_user_page(page);
	else
		__free_page(page);
	return 0;
}

int ok_two_values(struct device *dev, unsigned long user_addr)
{
	unsigned long attrs = 0;
	struct page *page;
	dma_addr_t handle;

	if (!user_addr) {
		page = alloc_page(GFP_KERNEL);
	} else {
		if (pin_user_pages_fast(user_addr, 1, FOLL_WRITE, &page) != 1)
			return -EFAULT;
		attrs = DMA_ATTR_REQUIRE_COHERENT;
	}
	if (!page)
		return -ENOMEM;
	handle = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_page_attrs(dev, handle, PAGE_SIZE, DMA_FROM_DEVICE, attrs);
	if (user_addr)
		unpin_user_page(page);
	else
		__free_page(page);
	return 0;
}
