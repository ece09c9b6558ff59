/* SPDX-License-Identifier: GPL-2.0-only */
/* Atomic pools: coherent memory for callers that may not block. */
#ifndef DC_MODEL_POOL_H
#define DC_MODEL_POOL_H

#include <linux/dma-mapping.h>

enum dc_pool_id { DC_POOL_KERNEL, DC_POOL_DMA32, DC_POOL_DMA, DC_NR_POOLS };

void dc_pools_init(void);
/* The background work that a low pool asks for. */
void dc_pools_work(void);
int dc_pool_expand(enum dc_pool_id id, size_t size);

/* NULL when there is no pool that fits, or no room in it. */
struct page *dc_pool_alloc(struct device *dev, size_t size, void **cpu_addr, gfp_t gfp,
			   unsigned long attrs);
/* False when the memory is none of a pool's. */
bool dc_pool_free(void *cpu_addr, size_t size);
bool dc_pool_free_page(struct page *page, size_t size);

bool dc_pool_present(enum dc_pool_id id);
unsigned int dc_pool_pages(enum dc_pool_id id);
unsigned int dc_pool_pages_used(enum dc_pool_id id);
/* Which pool a page is of, DC_NR_POOLS for none. */
enum dc_pool_id dc_pool_of(const struct page *page);

#endif
