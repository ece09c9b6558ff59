/* SPDX-License-Identifier: GPL-2.0-only */
/* An RDMA device maps for the device behind it; virtual ones are not modelled. */
#ifndef DC_RDMA_IB_VERBS_H
#define DC_RDMA_IB_VERBS_H

#include <linux/blkdev.h>
#include <linux/dma-mapping.h>

struct ib_device {
	struct device *dma_device;
};

#define ib_dma_mapping_error(ib, addr)	dma_mapping_error((ib)->dma_device, addr)
#define ib_dma_map_single(ib, ptr, size, dir) dma_map_single((ib)->dma_device, ptr, size, dir)
#define ib_dma_unmap_single(ib, addr, size, dir) \
	dma_unmap_single((ib)->dma_device, addr, size, dir)
#define ib_dma_map_page(ib, page, offset, size, dir) \
	dma_map_page((ib)->dma_device, page, offset, size, dir)
#define ib_dma_unmap_page(ib, addr, size, dir) dma_unmap_page((ib)->dma_device, addr, size, dir)
#define ib_dma_map_bvec(ib, bv, dir) \
	dma_map_phys((ib)->dma_device, bvec_phys(bv), (bv)->bv_len, dir, 0)
#define ib_dma_map_sg_attrs(ib, sg, nents, dir, attrs) \
	dma_map_sg_attrs((ib)->dma_device, sg, nents, dir, attrs)
#define ib_dma_unmap_sg_attrs(ib, sg, nents, dir, attrs) \
	dma_unmap_sg_attrs((ib)->dma_device, sg, nents, dir, attrs)
#define ib_dma_map_sg(ib, sg, nents, dir)	ib_dma_map_sg_attrs(ib, sg, nents, dir, 0)
#define ib_dma_unmap_sg(ib, sg, nents, dir)	ib_dma_unmap_sg_attrs(ib, sg, nents, dir, 0)
#define ib_dma_map_sgtable_attrs(ib, sgt, dir, attrs) \
	dma_map_sgtable((ib)->dma_device, sgt, dir, attrs)
#define ib_dma_unmap_sgtable_attrs(ib, sgt, dir, attrs) \
	dma_unmap_sgtable((ib)->dma_device, sgt, dir, attrs)
#define ib_dma_sync_single_for_cpu(ib, addr, size, dir) \
	dma_sync_single_for_cpu((ib)->dma_device, addr, size, dir)
#define ib_dma_sync_single_for_device(ib, addr, size, dir) \
	dma_sync_single_for_device((ib)->dma_device, addr, size, dir)

#endif
