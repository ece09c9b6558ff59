/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's debug.c, set up from scratch, and a look inside. */
#include <kernel/dma/debug.c>

#include "kernel_side.h"

enum { NR_ENTRIES = 256 };

void dc_debug_reset(void)
{
	INIT_LIST_HEAD(&free_entries);
	num_free_entries = nr_total_entries = 0;
	global_disable = false;
	show_all_errors = 1;
	nr_prealloc_entries = NR_ENTRIES;
	dc_radix_reset();
	dma_debug_init();
}

unsigned int dc_debug_count(void)
{
	return nr_total_entries - num_free_entries;
}
