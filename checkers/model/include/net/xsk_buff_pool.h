/* SPDX-License-Identifier: GPL-2.0-only */
/* A pool of user pages, mapped one by one. */
#ifndef DC_NET_XSK_BUFF_POOL_H
#define DC_NET_XSK_BUFF_POOL_H

#include <linux/dma-mapping.h>

#define DC_XSK_PAGES 4

struct xsk_buff_pool {
	struct device *dev;
	struct page *pages[DC_XSK_PAGES];
	dma_addr_t dma_pages[DC_XSK_PAGES];
	u32 nr_pages, nr_mapped;
};

int xp_dma_map(struct xsk_buff_pool *pool, struct device *dev, unsigned long attrs,
	       struct page **pages, u32 nr_pages);
void xp_dma_unmap(struct xsk_buff_pool *pool, unsigned long attrs);

#endif
