/* SPDX-License-Identifier: GPL-2.0-only */
/* Failures on demand: what the core must survive happens rarely by itself. */
#ifndef DC_MODEL_INJECT_H
#define DC_MODEL_INJECT_H

#include <linux/types.h>

enum dc_inject_point {
	DC_INJECT_DECRYPT,	/* set_memory_decrypted() */
	DC_INJECT_ENCRYPT,	/* set_memory_encrypted() */
	DC_INJECT_PAGES,	/* the page allocator */
	DC_INJECT_SLOTS,	/* the search for bounce slots */
	DC_INJECT_VMAP,		/* a CPU view */
	DC_INJECT_UNCACHED,	/* arch_dma_set_uncached() */
	DC_INJECT_POOL_ADD,	/* adding memory to an atomic pool */
	DC_INJECT_IOVA,		/* bus addresses of the IOMMU */
	DC_NR_INJECT_POINTS
};

/*
 * The n-th time (from 0) that the point is reached fails when bit n of `times` is set.
 * dc_inject_reset() makes everything succeed again.
 */
void dc_inject_fail(enum dc_inject_point point, u64 times);
void dc_inject_reset(void);

/* How often the point was reached since it was last told to fail, or not to. */
unsigned int dc_inject_reached(enum dc_inject_point point);

/* Whether this time fails; counts. */
bool dc_inject(enum dc_inject_point point);

/*
 * A conversion that fails may have been done or not; the caller cannot tell.  True: failed
 * conversions changed the pages all the same.
 */
extern bool dc_inject_half_done;

#endif
