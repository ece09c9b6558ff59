/* SPDX-License-Identifier: GPL-2.0-only */
/* The block layer's way to map a range. */
#ifndef DC_LINUX_BLKDEV_H
#define DC_LINUX_BLKDEV_H

#include <linux/bvec.h>
#include <linux/dma-mapping.h>

#define dma_map_bvec(dev, bv, dir, attrs) \
	dma_map_page_attrs(dev, (bv)->bv_page, (bv)->bv_offset, (bv)->bv_len, dir, attrs)

#endif
