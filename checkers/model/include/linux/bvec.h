/* SPDX-License-Identifier: GPL-2.0-only */
/* One range of a block request. */
#ifndef DC_LINUX_BVEC_H
#define DC_LINUX_BVEC_H

#include <linux/mm.h>

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len, bv_offset;
};

static inline phys_addr_t bvec_phys(const struct bio_vec *bv)
{
	return page_to_phys(bv->bv_page) + bv->bv_offset;
}

#endif
