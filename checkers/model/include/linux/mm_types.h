/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages, user mappings and protections.
 *
 * A struct page is never written by a driver; the model keeps it where any access faults, so that
 * one taken for a buffer is noticed.  What the model knows of the page stands in physics.h.
 */
#ifndef DC_LINUX_MM_TYPES_H
#define DC_LINUX_MM_TYPES_H

#include <linux/types.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(1UL << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))
#define PAGE_ALIGN(x)	(((x) + PAGE_SIZE - 1) & PAGE_MASK)
#define PAGE_ALIGNED(x)	(!((x) & ~PAGE_MASK))
#define PFN_UP(x)	(((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x)	((x) >> PAGE_SHIFT)
#define PFN_PHYS(x)	((phys_addr_t)(x) << PAGE_SHIFT)
#define PHYS_PFN(x)	((unsigned long)((x) >> PAGE_SHIFT))
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

struct page {
	unsigned long opaque[8];
};

struct folio {
	struct page page;
};

typedef struct { unsigned long pgprot; } pgprot_t;

/* Bits of a protection: what a page table entry says of encryption and of caching. */
#define DC_PROT_ENCRYPTED	1UL
#define DC_PROT_UNCACHED	2UL
#define DC_PROT_WRITECOMBINE	4UL

#define __pgprot(x)	((pgprot_t){ x })
#define pgprot_val(p)	((p).pgprot)
#define PAGE_KERNEL	__pgprot(DC_PROT_ENCRYPTED)
#define PAGE_SHARED	__pgprot(DC_PROT_ENCRYPTED)
#define pgprot_decrypted(p)	__pgprot(pgprot_val(p) & ~DC_PROT_ENCRYPTED)
#define pgprot_encrypted(p)	__pgprot(pgprot_val(p) | DC_PROT_ENCRYPTED)
#define pgprot_noncached(p)	__pgprot(pgprot_val(p) | DC_PROT_UNCACHED)
#define pgprot_device(p)	pgprot_noncached(p)
#define pgprot_writecombine(p)	__pgprot(pgprot_val(p) | DC_PROT_UNCACHED | DC_PROT_WRITECOMBINE)
#define pgprot_dmacoherent(p)	pgprot_noncached(p)

struct vm_area_struct {
	unsigned long vm_start, vm_end, vm_pgoff, vm_flags;
	pgprot_t vm_page_prot;
	struct file *vm_file;
	void *vm_private_data;
};

typedef int vm_fault_t;
#define VM_FAULT_SIGBUS	0x2
#define VM_FAULT_NOPAGE	0x100

struct vm_fault {
	struct vm_area_struct *vma;
	unsigned long address;
	pgoff_t pgoff;
	struct page *page;
};

#endif
