/* SPDX-License-Identifier: GPL-2.0-only */
/* The linear map, pinned user pages, and user mappings. */
#ifndef DC_LINUX_MM_H
#define DC_LINUX_MM_H

#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/string.h>

struct file;
struct mm_struct;

phys_addr_t virt_to_phys(const volatile void *address);
void *phys_to_virt(phys_addr_t phys);
struct page *virt_to_page(const void *address);
struct page *phys_to_page(phys_addr_t phys);
phys_addr_t page_to_phys(const struct page *page);
void *page_address(const struct page *page);
struct page *vmalloc_to_page(const void *address);
bool is_vmalloc_addr(const void *address);
bool virt_addr_valid(const void *address);
bool PageHighMem(const struct page *page);
bool is_zone_device_page(const struct page *page);
bool pfn_valid(unsigned long pfn);

#define __pa(x)			virt_to_phys((const void *)(x))
#define __va(x)			phys_to_virt(x)
#define slow_virt_to_phys(x)	virt_to_phys(x)
#define page_to_virt(page)	page_address(page)
#define lowmem_page_address(page) page_address(page)
#define page_to_pfn(page)	PHYS_PFN(page_to_phys(page))
#define pfn_to_page(pfn)	phys_to_page(PFN_PHYS(pfn))
#define virt_to_pfn(address)	PHYS_PFN(virt_to_phys(address))
#define vmalloc_to_pfn(address)	page_to_pfn(vmalloc_to_page(address))
#define pfn_to_kaddr(pfn)	phys_to_virt(PFN_PHYS(pfn))
#define virt_to_head_page(address) virt_to_page(address)
#define compound_head(page)	(page)
#define nth_page(page, n)	((page) + (n))
#define page_folio(page)	((struct folio *)(page))
#define folio_page(folio, n)	(&(folio)->page + (n))
#define folio_phys(folio)	page_to_phys(&(folio)->page)
#define folio_address(folio)	page_address(&(folio)->page)
#define folio_alloc(gfp, order)	page_folio(alloc_pages(gfp, order))
#define folio_put(folio)	put_page(&(folio)->page)

void get_page(struct page *page);
void put_page(struct page *page);
void split_page(struct page *page, unsigned int order);
void clear_page(void *page);

#define FOLL_WRITE	0x01
#define FOLL_FORCE	0x04
#define FOLL_LONGTERM	0x100

long pin_user_pages(unsigned long start, unsigned long nr_pages, unsigned int flags,
		    struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int flags,
			struct page **pages);
long get_user_pages(unsigned long start, unsigned long nr_pages, unsigned int flags,
		    struct page **pages);
int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int flags,
			struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long nr_pages);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long nr_pages, bool dirty);

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot);
int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		       unsigned long size, pgprot_t prot);
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
int vm_insert_pages(struct vm_area_struct *vma, unsigned long addr, struct page **pages,
		    unsigned long *num);
int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num);
int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages, unsigned long num);
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len);
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			       pgprot_t prot);
pgprot_t vm_get_page_prot(unsigned long vm_flags);

#define VM_READ		0x1UL
#define VM_WRITE	0x2UL
#define VM_SHARED	0x8UL
#define VM_PFNMAP	0x400UL
#define VM_IO		0x4000UL
#define VM_DONTEXPAND	0x40000UL
#define VM_DONTDUMP	0x4000000UL

static inline void vm_flags_set(struct vm_area_struct *vma, unsigned long flags)
{
	vma->vm_flags |= flags;
}

static inline unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

#endif
