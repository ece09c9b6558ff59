/* SPDX-License-Identifier: GPL-2.0-only */
/* Views for the CPU, kernel/dma/mapping.c, remap.c and direct.c (7.3). */
#include "pgprot.h"

#include "coherent.h"
#include "harm.h"
#include "machine.h"
#include "physics.h"
#include "pool.h"

enum { MAX_REMAP = 64 };

/* dma_pgprot(): kernel/dma/mapping.c (7.3). */
pgprot_t dc_pgprot(pgprot_t prot, unsigned long attrs)
{
	if (!dc_machine.coherent) {
		if ((attrs & DMA_ATTR_WRITE_COMBINE) && dc_machine.write_combine)
			prot = pgprot_writecombine(prot);
		else
			prot = pgprot_dmacoherent(prot);
	}
	if (attrs & (DMA_ATTR_CC_SHARED | __DMA_ATTR_ALLOC_CC_SHARED))
		return pgprot_decrypted(prot);
	return pgprot_encrypted(prot);
}

/* dma_common_contiguous_remap(): kernel/dma/remap.c (7.3). */
void *dc_remap(struct page *page, unsigned int nr, pgprot_t prot)
{
	struct page *pages[MAX_REMAP];

	if (nr > MAX_REMAP)
		return NULL;
	for (unsigned int i = 0; i < nr; i++)
		pages[i] = page + i;
	return dc_view_map_early(pages, nr, prot);
}

static bool is_inside(const struct vm_area_struct *vma, size_t size)
{
	unsigned long count = PFN_UP(size);

	return vma->vm_pgoff < count && vma_pages(vma) <= count - vma->vm_pgoff;
}

/* Two views of one page that do not cache alike: nobody says what either of them reads. */
static void check_aliases(const struct vm_area_struct *vma, const void *cpu_addr)
{
	const unsigned long caching = DC_PROT_UNCACHED | DC_PROT_WRITECOMBINE;

	if (!dc_view_has(cpu_addr) ||
	    !((pgprot_val(dc_view_prot(cpu_addr)) ^ pgprot_val(vma->vm_page_prot)) & caching))
		return;
	/* What came from an atomic pool is never write-combining, whatever was asked for. */
	if (dc_pool_of(vmalloc_to_page(cpu_addr)) < DC_NR_POOLS)
		dc_hurt_excused(DC_HURT_CORRUPT, "pool memory cached as the pool is");
	else
		dc_hurt(DC_HURT_CORRUPT, "user and kernel cache one page differently");
}

/* dma_direct_mmap(): kernel/dma/direct.c (7.3). */
int dc_direct_mmap(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		   dma_addr_t handle, size_t size, unsigned long attrs)
{
	unsigned long pfn = PHYS_PFN(dc_dma_to_phys(handle));

	if (dc_force_unencrypted(dev))
		attrs |= DMA_ATTR_CC_SHARED;
	vma->vm_page_prot = dc_pgprot(vma->vm_page_prot, attrs);
	if (dc_coherent_owns(cpu_addr))
		return dc_coherent_mmap(vma, cpu_addr, size);
	if (!is_inside(vma, size))
		return -ENXIO;
	check_aliases(vma, cpu_addr);
	return remap_pfn_range(vma, vma->vm_start, pfn + vma->vm_pgoff,
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

/* iommu_dma_mmap(): drivers/iommu/dma-iommu.c (7.3); what the device needs is not asked here. */
int dc_iommu_mmap(struct vm_area_struct *vma, void *cpu_addr, size_t size, unsigned long attrs)
{
	bool mapped = is_vmalloc_addr(cpu_addr);

	vma->vm_page_prot = dc_pgprot(vma->vm_page_prot, attrs);
	if (dc_coherent_owns(cpu_addr))
		return dc_coherent_mmap(vma, cpu_addr, size);
	if (!is_inside(vma, size))
		return -ENXIO;
	check_aliases(vma, cpu_addr);
	for (unsigned long i = 0; i < vma_pages(vma); i++) {
		const char *at = (const char *)cpu_addr + (vma->vm_pgoff + i) * PAGE_SIZE;

		dc_view_check(mapped ? vmalloc_to_page(at) : virt_to_page(at), vma->vm_page_prot);
	}
	return 0;
}

/* dma_common_get_sgtable(), dma_direct_get_sgtable() (7.3): one entry. */
int dc_sgtable_of(struct sg_table *sgt, struct page *page, size_t size)
{
	int ret = sg_alloc_table(sgt, 1, GFP_KERNEL);

	if (!ret)
		sg_set_page(sgt->sgl, page, PAGE_ALIGN(size), 0);
	return ret;
}
