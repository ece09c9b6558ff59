// SPDX-License-Identifier: GPL-2.0-only
/* Functions and macros that end in the page call. */
#include <linux/blkdev.h>
#include <linux/bvec.h>
#include <linux/dma-mapping.h>
#include <linux/virtio.h>

int bad_bvec(struct device *dev, struct bio_vec *bv)
{
	dma_addr_t handle;

	handle = dma_map_bvec(dev, bv, DMA_TO_DEVICE, DMA_ATTR_MMIO); // WARN: page_mmio
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, bv->bv_len, DMA_TO_DEVICE, DMA_ATTR_MMIO);
	return 0;
}

int ok_bvec(struct device *dev, struct bio_vec *bv)
{
	dma_addr_t handle;

	handle = dma_map_bvec(dev, bv, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, bv->bv_len, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	return 0;
}

int bad_virtqueue(struct virtqueue *vq, void *buf)
{
	dma_addr_t handle;

	handle = virtqueue_map_single_attrs(vq, buf, PAGE_SIZE, // WARN: page_mmio
					    DMA_TO_DEVICE, DMA_ATTR_MMIO);
	if (virtqueue_map_mapping_error(vq, handle))
		return -EIO;
	virtqueue_unmap_single_attrs(vq, handle, PAGE_SIZE, DMA_TO_DEVICE, // WARN: page_mmio
				     DMA_ATTR_MMIO);
	return 0;
}

int ok_virtqueue(struct virtqueue *vq, void *buf)
{
	dma_addr_t handle;

	handle = virtqueue_map_single_attrs(vq, buf, PAGE_SIZE, DMA_TO_DEVICE, 0);
	if (virtqueue_map_mapping_error(vq, handle))
		return -EIO;
	virtqueue_unmap_single_attrs(vq, handle, PAGE_SIZE, DMA_TO_DEVICE, 0);
	return 0;
}
