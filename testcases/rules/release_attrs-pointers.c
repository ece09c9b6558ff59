// SPDX-License-Identifier: GPL-2.0-only
/* The DMA API's own functions, called through pointers to them. */
#include <linux/dma-mapping.h>

int bad_pointer_called(struct device *dev)
{
	void *(*alloc)(struct device *, size_t, dma_addr_t *, gfp_t, unsigned long) =
		dma_alloc_attrs;
	void (*free)(struct device *, size_t, void *, dma_addr_t, unsigned long) = dma_free_attrs;
	dma_addr_t handle;
	void *buf = alloc(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);

	if (!buf)
		return -ENOMEM;
	free(dev, PAGE_SIZE, buf, handle, 0); // WARN: release_attrs
	// MISS source: a function of the API behind a pointer
	// MISS sparse: a function of the API behind a pointer
	// MISS clang: a function of the API behind a pointer
	// MISS cocci: a function of the API behind a pointer
	return 0;
}

int ok_pointer_called(struct device *dev)
{
	void *(*alloc)(struct device *, size_t, dma_addr_t *, gfp_t, unsigned long) =
		dma_alloc_attrs;
	void (*free)(struct device *, size_t, void *, dma_addr_t, unsigned long) = dma_free_attrs;
	dma_addr_t handle;
	void *buf = alloc(dev, PAGE_SIZE, &handle, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);

	if (!buf)
		return -ENOMEM;
	free(dev, PAGE_SIZE, buf, handle, DMA_ATTR_FORCE_CONTIGUOUS);
	return 0;
}
