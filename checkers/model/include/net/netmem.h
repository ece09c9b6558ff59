/* SPDX-License-Identifier: GPL-2.0-only */
/* A handle of 0 stands for memory that was not mapped here. */
#ifndef DC_NET_NETMEM_H
#define DC_NET_NETMEM_H

#include <linux/dma-mapping.h>

static inline void netmem_dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
					       enum dma_data_direction dir, unsigned long attrs)
{
	if (addr)
		dma_unmap_page_attrs(dev, addr, size, dir, attrs);
}

#endif
