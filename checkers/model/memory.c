/* SPDX-License-Identifier: GPL-2.0-only */
/* Allocators and page tables, as far as drivers look. */
#include "memory.h"

#include <linux/device.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/set_memory.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "physics.h"

enum { MAX_MANAGED = 64 };

static void *managed[MAX_MANAGED];
static unsigned int nr_managed;

void dc_memory_reset(void)
{
	nr_managed = 0;
}

/* Pages: mm/page_alloc.c (7.3).  A zone that is out of pages falls back to the one below. */

unsigned int get_order(size_t size)
{
	unsigned int order = 0;

	while (PAGE_SIZE << order < size)
		order++;
	return order;
}

struct page *dc_pages_of_zone(gfp_t gfp, unsigned int nr, enum dc_owner owner)
{
	int zone = DC_NORMAL;
	struct page *page = NULL;

	if (gfp & __GFP_DMA)
		zone = DC_DMA;
	else if (gfp & __GFP_DMA32)
		zone = DC_DMA32;
	else if (gfp & __GFP_HIGHMEM)
		zone = DC_HIGHMEM;
	for (; zone >= DC_DMA && !page; zone--)
		page = dc_pages_get(zone, nr, owner);
	if (page && (gfp & __GFP_ZERO))
		memset(kmap_local_page(page), 0, nr * PAGE_SIZE);
	return page;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	return dc_pages_of_zone(gfp, 1u << order, DC_OWNER_DRIVER);
}

void __free_pages(struct page *page, unsigned int order)
{
	if (page)
		dc_pages_put(page, 1u << order);
}

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	struct page *page = dc_pages_of_zone(gfp & ~__GFP_HIGHMEM, PFN_UP(size), DC_OWNER_DRIVER);

	return page ? page_address(page) : NULL;
}

void free_pages_exact(void *virt, size_t size)
{
	dc_pages_put(virt_to_page(virt), PFN_UP(size));
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page((void *)addr), order);
}

/* References are not counted: who puts a page that was allocated is taken for its owner. */
void get_page(struct page *page)
{
	page_to_phys(page);
}

void put_page(struct page *page)
{
	if (dc_page_owner(page) == DC_OWNER_DRIVER)
		dc_pages_put(page, 1);
}

void split_page(struct page *page, unsigned int order)
{
	(void)order;
	page_to_phys(page);
}

void clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

void clear_highpage(struct page *page)
{
	clear_page(kmap_local_page(page));
}

/* Slab: mm/slub.c (7.3). */

void *kmalloc(size_t size, gfp_t gfp)
{
	struct page *page =
		dc_pages_of_zone(gfp & ~__GFP_HIGHMEM, max(PFN_UP(size), 1UL), DC_OWNER_DRIVER);

	if (!page)
		return NULL;
	dc_kmalloc_note(page, size);
	return page_address(page);
}

void kfree(const void *object)
{
	struct page *page;

	if (IS_ERR_OR_NULL(object))
		return;
	page = virt_to_page(object);
	dc_pages_put(page, max(dc_pages_of(page), 1u));
}

void kfree_sensitive(const void *object)
{
	kfree(object);
}

void *kmemdup(const void *src, size_t size, gfp_t gfp)
{
	void *copy = kmalloc(size, gfp);

	return copy ? memcpy(copy, src, size) : NULL;
}

char *kstrdup(const char *s, gfp_t gfp)
{
	return kmemdup(s, strlen(s) + 1, gfp);
}

/* A cache is the size of its objects. */
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     unsigned int flags, void (*ctor)(void *))
{
	(void)name, (void)align, (void)flags, (void)ctor;
	return (struct kmem_cache *)(unsigned long)size;
}

void kmem_cache_destroy(struct kmem_cache *cache)
{
	(void)cache;
}

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	return kmalloc((unsigned long)cache, gfp);
}

void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	(void)cache;
	kfree(object);
}

/* Managed memory: drivers/base/devres.c (7.3). */

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	void *object = nr_managed < MAX_MANAGED ? kmalloc(size, gfp) : NULL;

	(void)dev;
	if (object)
		managed[nr_managed++] = object;
	return object;
}

void *devm_kmemdup(struct device *dev, const void *src, size_t size, gfp_t gfp)
{
	void *copy = devm_kmalloc(dev, size, gfp);

	return copy ? memcpy(copy, src, size) : NULL;
}

void devm_kfree(struct device *dev, const void *object)
{
	(void)dev;
	for (unsigned int i = 0; i < nr_managed; i++) {
		if (managed[i] != object)
			continue;
		managed[i] = managed[--nr_managed];
		kfree(object);
		return;
	}
	WARN_ON(object);
}

unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp, unsigned int order)
{
	return (unsigned long)devm_kmalloc(dev, PAGE_SIZE << order, gfp);
}

void devm_free_pages(struct device *dev, unsigned long addr)
{
	devm_kfree(dev, (void *)addr);
}

void dc_memory_release_managed(void)
{
	while (nr_managed)
		kfree(managed[--nr_managed]);
}

/* vmalloc space: mm/vmalloc.c (7.3). */

enum { MAX_VMALLOC = 32 };

void *vmalloc(size_t size)
{
	struct page *pages[MAX_VMALLOC];
	unsigned int nr = PFN_UP(size), i;
	void *address = NULL;

	for (i = 0; i < nr && i < MAX_VMALLOC; i++) {
		pages[i] = alloc_pages(GFP_KERNEL, 0);
		if (!pages[i])
			break;
	}
	if (i == nr)
		address = dc_view_map(pages, nr, PAGE_KERNEL);
	while (!address && i)
		__free_pages(pages[--i], 0);
	return address;
}

void vfree(const void *address)
{
	struct page *pages[MAX_VMALLOC];
	unsigned int nr = 0;

	if (!address)
		return;
	/* The page behind a view is never mapped. */
	for (const char *at = address; nr < MAX_VMALLOC && dc_view_has(at); at += PAGE_SIZE)
		pages[nr++] = vmalloc_to_page(at);
	dc_view_unmap(address);
	while (nr)
		dc_pages_put(pages[--nr], 1);
}

void kvfree(const void *address)
{
	if (is_vmalloc_addr(address))
		vfree(address);
	else
		kfree(address);
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	(void)flags;
	return dc_view_map(pages, count, prot);
}

void vunmap(const void *address)
{
	if (address)
		dc_view_unmap(address);
}

void *vm_map_ram(struct page **pages, unsigned int count, int node)
{
	(void)node;
	return dc_view_map(pages, count, PAGE_KERNEL);
}

void vm_unmap_ram(const void *address, unsigned int count)
{
	(void)count;
	vunmap(address);
}

/* Encryption: arch/x86/mm/pat/set_memory.c, arch/arm64/mm/pageattr.c (7.3). */

static int convert(unsigned long addr, int numpages, bool decrypt, enum dc_inject_point point)
{
	struct page *page;
	bool fails;

	if (!dc_enc_any())
		return 0;
	page = virt_to_page((void *)addr);
	dc_pages_ask(page, numpages, decrypt);
	fails = dc_inject(point);
	if (!fails || dc_inject_half_done)
		dc_pages_convert(page, numpages, decrypt);
	return fails ? -EIO : 0;
}

int set_memory_decrypted(unsigned long addr, int numpages)
{
	return convert(addr, numpages, true, DC_INJECT_DECRYPT);
}

int set_memory_encrypted(unsigned long addr, int numpages)
{
	return convert(addr, numpages, false, DC_INJECT_ENCRYPT);
}

/* Users: mm/gup.c, mm/memory.c (7.3). */

struct page *dc_user_page(void)
{
	return dc_pages_of_zone(GFP_HIGHUSER & ~__GFP_HIGHMEM, 1, DC_OWNER_USER);
}

static int pin(int nr_pages, struct page **pages)
{
	int i;

	for (i = 0; i < nr_pages; i++) {
		pages[i] = dc_user_page();
		if (!pages[i])
			return i ? i : -EFAULT;
	}
	return i;
}

long pin_user_pages(unsigned long start, unsigned long nr_pages, unsigned int flags,
		    struct page **pages)
{
	(void)start, (void)flags;
	return pin(nr_pages, pages);
}

int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int flags,
			struct page **pages)
{
	(void)start, (void)flags;
	return pin(nr_pages, pages);
}

long get_user_pages(unsigned long start, unsigned long nr_pages, unsigned int flags,
		    struct page **pages)
{
	return pin_user_pages(start, nr_pages, flags, pages);
}

int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int flags,
			struct page **pages)
{
	return pin_user_pages_fast(start, nr_pages, flags, pages);
}

/* The page stays the user's, who does not go away here. */
void unpin_user_page(struct page *page)
{
	page_to_phys(page);
}

void unpin_user_pages(struct page **pages, unsigned long nr_pages)
{
	for (unsigned long i = 0; i < nr_pages; i++)
		unpin_user_page(pages[i]);
}

void unpin_user_pages_dirty_lock(struct page **pages, unsigned long nr_pages, bool dirty)
{
	(void)dirty;
	unpin_user_pages(pages, nr_pages);
}

static void user_looks(unsigned long pfn, unsigned long nr, pgprot_t prot)
{
	for (unsigned long i = 0; i < nr; i++) {
		struct page *page = dc_phys_page(PFN_PHYS(pfn + i));

		if (page)
			dc_view_check(page, prot);
	}
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot)
{
	(void)vma, (void)addr;
	user_looks(pfn, PFN_UP(size), prot);
	return 0;
}

int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		       unsigned long size, pgprot_t prot)
{
	return remap_pfn_range(vma, addr, pfn, size, pgprot_decrypted(prot));
}

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	(void)addr;
	dc_view_check(page, vma->vm_page_prot);
	return 0;
}

int vm_insert_pages(struct vm_area_struct *vma, unsigned long addr, struct page **pages,
		    unsigned long *num)
{
	for (; *num; --*num)
		vm_insert_page(vma, addr, pages[*num - 1]);
	return 0;
}

int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	return vm_insert_pages(vma, vma->vm_start, pages, &num);
}

int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	return vm_map_pages(vma, pages, num);
}

int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
{
	return io_remap_pfn_range(vma, vma->vm_start, PHYS_PFN(start), len, vma->vm_page_prot);
}

vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			       pgprot_t prot)
{
	remap_pfn_range(vma, addr, pfn, PAGE_SIZE, prot);
	return VM_FAULT_NOPAGE;
}

vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	return vmf_insert_pfn_prot(vma, addr, pfn, vma->vm_page_prot);
}

pgprot_t vm_get_page_prot(unsigned long vm_flags)
{
	(void)vm_flags;
	return PAGE_SHARED;
}

/* Device memory: arch/x86/mm/ioremap.c, kernel/iomem.c (7.3). */

void *ioremap(resource_size_t offset, size_t size)
{
	WARN_ON(dc_phys_is_ram(offset));
	return dc_view_map_device(PFN_UP((offset & ~PAGE_MASK) + size));
}

void *ioremap_cache(resource_size_t offset, size_t size)
{
	if (dc_phys_is_mmio(offset))
		dc_hurt(DC_HURT_CORRUPT, "cacheable view of device memory");
	return ioremap(offset, size);
}

void iounmap(volatile void *address)
{
	dc_view_unmap((const void *)address);
}

void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	if (!dc_phys_is_ram(offset))
		return flags & MEMREMAP_WB ? ioremap_cache(offset, size) : ioremap(offset, size);
	if (flags & MEMREMAP_WB)
		return phys_to_virt(offset);
	WARN_ON(true);
	return NULL;
}

void *devm_memremap(struct device *dev, resource_size_t offset, size_t size, unsigned long flags)
{
	(void)dev;
	return memremap(offset, size, flags);
}

void memunmap(void *address)
{
	if (is_vmalloc_addr(address))
		dc_view_unmap(address);
}

void memcpy_fromio(void *to, const volatile void *from, size_t count)
{
	memcpy(to, (const void *)from, count);
}

void memcpy_toio(volatile void *to, const void *from, size_t count)
{
	memcpy((void *)to, from, count);
}

u32 readl(const volatile void *address)
{
	return *(const volatile u32 *)address;
}

void writel(u32 value, volatile void *address)
{
	*(volatile u32 *)address = value;
}

/* Lists: lib/scatterlist.c (7.3). */

void sg_init_table(struct scatterlist *sgl, unsigned int nents)
{
	memset(sgl, 0, nents * sizeof(*sgl));
	sgl[nents - 1].is_last = true;
}

void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int length)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, length);
}

int sg_alloc_table(struct sg_table *sgt, unsigned int nents, gfp_t gfp)
{
	sgt->sgl = kmalloc(nents * sizeof(*sgt->sgl), gfp);
	if (!sgt->sgl)
		return -ENOMEM;
	sg_init_table(sgt->sgl, nents);
	sgt->nents = sgt->orig_nents = nents;
	return 0;
}

void sg_free_table(struct sg_table *sgt)
{
	kfree(sgt->sgl);
	sgt->sgl = NULL;
}

int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int nr_pages,
			      unsigned int offset, unsigned long size, gfp_t gfp)
{
	if (sg_alloc_table(sgt, nr_pages, gfp))
		return -ENOMEM;
	for (unsigned int i = 0; i < nr_pages; i++) {
		size_t n = min(size, PAGE_SIZE - offset);

		sg_set_page(&sgt->sgl[i], pages[i], n, offset);
		size -= n;
		offset = 0;
	}
	return 0;
}
