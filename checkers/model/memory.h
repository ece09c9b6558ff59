/* SPDX-License-Identifier: GPL-2.0-only */
/* The rest of the kernel that a driver meets: allocators, pinned pages, page tables. */
#ifndef DC_MODEL_MEMORY_H
#define DC_MODEL_MEMORY_H

#include <linux/mm.h>

#include "physics.h"

void dc_memory_reset(void);
/*
 * Pages as the page allocator gives them: of the zone that the flags ask for, else of one below.
 */
struct page *dc_pages_of_zone(gfp_t gfp, unsigned int nr, enum dc_owner owner);
/* A page of the user's, as if it had been pinned. */
struct page *dc_user_page(void);
/* The device goes: devm_*() memory is freed. */
void dc_memory_release_managed(void);

#endif
