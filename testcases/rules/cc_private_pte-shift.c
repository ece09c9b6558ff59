// SPDX-License-Identifier: GPL-2.0-only
/* Frame numbers made by a shift. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

int bad_shifted(struct device *dev, struct vm_area_struct *vma, void *buf)
{
	if (set_memory_decrypted((unsigned long)buf, 1))
		return -EIO;
	return remap_pfn_range(vma, vma->vm_start, // WARN: cc_private_pte
			       virt_to_phys(buf) >> PAGE_SHIFT,
			       PAGE_SIZE, PAGE_SHARED);
}

int ok_shifted(struct device *dev, struct vm_area_struct *vma, void *buf)
{
	if (set_memory_decrypted((unsigned long)buf, 1))
		return -EIO;
	return remap_pfn_range(vma, vma->vm_start, virt_to_phys(buf) >> PAGE_SHIFT,
			       PAGE_SIZE, pgprot_decrypted(PAGE_SHARED));
}
