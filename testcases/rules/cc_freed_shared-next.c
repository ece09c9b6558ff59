// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages of one CPU after the other.
 *
 * What was shared for the one before is none of what is freed now. It hides since the same words
 * mean other pages in each round. Leave those alone whose change failed. See: drivers/hv/hv.c,
 * hv_synic_alloc()
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

struct ring {
	struct ring *next;
	void *page;
	void *events;
};

int bad_this_round(struct ring *rings)
{
	struct ring *ring;

	for (ring = rings; ring; ring = ring->next) {
		ring->page = (void *)get_zeroed_page(GFP_KERNEL);
		if (!ring->page)
			return -ENOMEM;
		if (set_memory_decrypted((unsigned long)ring->page, 1)) {
			free_page((unsigned long)ring->page); // WARN: cc_freed_shared
			return -EIO;
		}
	}
	return 0;
}

int ok_next_round(struct ring *rings)
{
	struct ring *ring;

	for (ring = rings; ring; ring = ring->next) {
		ring->page = (void *)get_zeroed_page(GFP_KERNEL);
		if (!ring->page)
			return -ENOMEM;
		ring->events = (void *)get_zeroed_page(GFP_KERNEL);
		if (!ring->events) {
			free_page((unsigned long)ring->page);
			return -ENOMEM;
		}
		if (set_memory_decrypted((unsigned long)ring->page, 1))
			return -EIO;
	}
	return 0;
}
