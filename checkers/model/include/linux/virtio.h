/* SPDX-License-Identifier: GPL-2.0-only */
/* A virtqueue maps for its device. */
#ifndef DC_LINUX_VIRTIO_H
#define DC_LINUX_VIRTIO_H

#include <linux/dma-mapping.h>

struct virtqueue {
	struct device *dma_dev;
};

#define virtqueue_map_page_attrs(vq, page, offset, size, dir, attrs) \
	dma_map_page_attrs((vq)->dma_dev, page, offset, size, dir, attrs)
#define virtqueue_unmap_page_attrs(vq, addr, size, dir, attrs) \
	dma_unmap_page_attrs((vq)->dma_dev, addr, size, dir, attrs)
#define virtqueue_map_single_attrs(vq, ptr, size, dir, attrs) \
	dma_map_single_attrs((vq)->dma_dev, ptr, size, dir, attrs)
#define virtqueue_unmap_single_attrs(vq, addr, size, dir, attrs) \
	dma_unmap_single_attrs((vq)->dma_dev, addr, size, dir, attrs)
#define virtqueue_map_mapping_error(vq, addr)	dma_mapping_error((vq)->dma_dev, addr)
/* The names of 6.7 to 6.17. */
#define virtqueue_dma_map_single_attrs(vq, ptr, size, dir, attrs) \
	virtqueue_map_single_attrs(vq, ptr, size, dir, attrs)
#define virtqueue_dma_unmap_single_attrs(vq, addr, size, dir, attrs) \
	virtqueue_unmap_single_attrs(vq, addr, size, dir, attrs)

#endif
