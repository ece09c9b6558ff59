/* SPDX-License-Identifier: GPL-2.0-only */
/* The drivers' side of the pool. */
#ifndef DC_NET_XDP_SOCK_DRV_H
#define DC_NET_XDP_SOCK_DRV_H

#include <linux/netdevice.h>
#include <net/xsk_buff_pool.h>

struct xsk_buff_pool *xsk_get_pool_from_qid(struct net_device *dev, u16 queue_id);

static inline int xsk_pool_dma_map(struct xsk_buff_pool *pool, struct device *dev,
				   unsigned long attrs)
{
	return xp_dma_map(pool, dev, attrs, pool->pages, pool->nr_pages);
}

static inline void xsk_pool_dma_unmap(struct xsk_buff_pool *pool, unsigned long attrs)
{
	xp_dma_unmap(pool, attrs);
}

#endif
