/* SPDX-License-Identifier: GPL-2.0-only */
/* Short-lived CPU views of single pages. */
#ifndef DC_LINUX_HIGHMEM_H
#define DC_LINUX_HIGHMEM_H

#include <linux/mm.h>

void *kmap_local_page(struct page *page);
void kunmap_local(const void *address);
void clear_highpage(struct page *page);

#define kmap(page)		kmap_local_page(page)
#define kunmap(page)		((void)(page))
#define kmap_atomic(page)	kmap_local_page(page)
#define kunmap_atomic(address)	kunmap_local(address)

#endif
