/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's pool.c, set up from scratch, and a look inside. */
#include <kernel/dma/pool.c>

#include "kernel_side.h"

enum { DEFAULT_PAGES = 8 };

static struct dma_gen_pool *const by_id[] = {
	&atomic_pool_kernel, &atomic_pool_dma32, &atomic_pool_dma,
};

void dc_pools_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(by_id); i++)
		*by_id[i] = (struct dma_gen_pool){ 0 };
	atomic_pool_size = (dc_machine.atomic_pages ? dc_machine.atomic_pages : DEFAULT_PAGES) *
			   PAGE_SIZE;
	dma_atomic_pool_init();
}

void dc_pools_work(void)
{
	dc_run_work(&atomic_pool_work);
}

unsigned int dc_pool_pages(enum dc_pool_id id)
{
	return by_id[id]->pool ? gen_pool_size(by_id[id]->pool) / PAGE_SIZE : 0;
}

unsigned int dc_pool_pages_used(enum dc_pool_id id)
{
	return by_id[id]->pool ?
	       dc_pool_pages(id) - gen_pool_avail(by_id[id]->pool) / PAGE_SIZE : 0;
}
