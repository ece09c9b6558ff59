// SPDX-License-Identifier: GPL-2.0-only
/* One flag decides about the memory and about the protection, or forgets one of them. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>

int bad_flag_forgotten(struct device *dev, struct page *page, bool shared)
{
	pgprot_t prot = PAGE_KERNEL;
	void *view;

	if (shared && set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vmap(&page, 1, VM_MAP, prot); // WARN: cc_private_pte
	if (view)
		vunmap(view);
	return shared ? set_memory_encrypted((unsigned long)page_address(page), 1) : 0;
}

int ok_flag_for_both(struct device *dev, struct page *page, bool shared)
{
	pgprot_t prot = PAGE_KERNEL;
	void *view;

	if (shared && set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	if (shared)
		prot = pgprot_decrypted(prot);
	view = vmap(&page, 1, VM_MAP, prot);
	if (view)
		vunmap(view);
	return shared ? set_memory_encrypted((unsigned long)page_address(page), 1) : 0;
}
