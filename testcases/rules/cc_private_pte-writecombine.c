// SPDX-License-Identifier: GPL-2.0-only
/* Other protections say nothing about encryption; they nest with the one that does. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>

int bad_writecombine(struct device *dev, struct page *page)
{
	pgprot_t prot = pgprot_writecombine(PAGE_KERNEL);
	void *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vmap(&page, 1, VM_MAP, prot); // WARN: cc_private_pte
	if (view)
		vunmap(view);
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}

int ok_writecombine(struct device *dev, struct page *page)
{
	pgprot_t prot = pgprot_writecombine(pgprot_decrypted(PAGE_KERNEL));
	void *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vmap(&page, 1, VM_MAP, prot);
	if (view)
		vunmap(view);
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}

int bad_encrypted(struct device *dev, struct page *page)
{
	pgprot_t prot = pgprot_encrypted(pgprot_decrypted(PAGE_KERNEL));
	void *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vmap(&page, 1, VM_MAP, prot); // WARN: cc_private_pte
	if (view)
		vunmap(view);
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}
