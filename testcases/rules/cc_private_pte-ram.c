// SPDX-License-Identifier: GPL-2.0-only
/*
 * vm_map_ram() takes no protection and is always private.  io_remap_pfn_range() decrypts the one it
 * is given by itself, and so does vm_iomap_memory() which ends there.
 *
 * See: include/linux/mm.h, io_remap_pfn_range(); mm/memory.c, vm_iomap_memory()
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>

int bad_map_ram(struct device *dev, struct page *page)
{
	void *view;

	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	view = vm_map_ram(&page, 1, NUMA_NO_NODE); // WARN: cc_private_pte
	if (view)
		vm_unmap_ram(view, 1);
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}

int ok_private_memory(struct device *dev, struct page *page)
{
	void *view = vm_map_ram(&page, 1, NUMA_NO_NODE);

	if (!view)
		return -ENOMEM;
	vm_unmap_ram(view, 1);
	return 0;
}

int ok_io_remap(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	return io_remap_pfn_range(vma, vma->vm_start, page_to_pfn(page), PAGE_SIZE,
				  vma->vm_page_prot);
}

int ok_iomap_memory(struct device *dev, struct vm_area_struct *vma, struct page *page)
{
	if (set_memory_decrypted((unsigned long)page_address(page), 1))
		return -EIO;
	return vm_iomap_memory(vma, page_to_phys(page), PAGE_SIZE);
}
