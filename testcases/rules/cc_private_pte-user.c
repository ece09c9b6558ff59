// SPDX-License-Identifier: GPL-2.0-only
/* Mapped for user space, with the protection of the vma or by a call that takes it from there. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_remap(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(page), // WARN: cc_private_pte
			       PAGE_SIZE, vma->vm_page_prot);
}

int ok_remap(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(page),
			       PAGE_SIZE, pgprot_decrypted(vma->vm_page_prot));
}

int bad_insert(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	return vm_insert_page(vma, vma->vm_start, page); // WARN: cc_private_pte
}

int ok_insert(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	vma->vm_page_prot = pgprot_decrypted(vma->vm_page_prot);
	return vm_insert_page(vma, vma->vm_start, page);
}

int bad_derived(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	vma->vm_page_prot = vm_get_page_prot(vma->vm_flags);
	return vm_insert_page(vma, vma->vm_start, page); // WARN: cc_private_pte
}
