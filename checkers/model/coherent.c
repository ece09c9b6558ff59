/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory set aside at boot, kernel/dma/coherent.c (7.3).  A machine has one such area at most, and
 * it is the device's or everybody's.
 */
#include "coherent.h"

#include "harm.h"
#include "machine.h"
#include "pgprot.h"
#include "physics.h"

enum { NR_PAGES = 16 };

static struct {
	struct page *pages;
	char *cpu;
	u32 used;
} area;

void dc_coherent_reset(void)
{
	area.pages = NULL;
	area.used = 0;
	area.cpu = NULL;
	if (!dc_machine.device_memory && !dc_machine.global_pool)
		return;
	area.pages = dc_pages_get(DC_DMA32, NR_PAGES, DC_OWNER_CORE);
	area.cpu = dc_machine.coherent ? page_address(area.pages) :
		   dc_remap(area.pages, NR_PAGES, pgprot_dmacoherent(PAGE_KERNEL));
}

bool dc_coherent_owns(const void *cpu_addr)
{
	const char *byte = cpu_addr;

	return area.cpu && byte >= area.cpu && byte < area.cpu + NR_PAGES * PAGE_SIZE;
}

bool dc_coherent_holds(phys_addr_t phys)
{
	return area.pages && phys >= page_to_phys(area.pages) &&
	       phys < page_to_phys(area.pages) + NR_PAGES * PAGE_SIZE;
}

static u32 bits_of(unsigned int first, unsigned int nr)
{
	return ((1u << nr) - 1) << first;
}

/* __dma_alloc_from_coherent(): powers of two, each at a multiple of itself. */
static void *take(size_t size, dma_addr_t *handle)
{
	unsigned int nr = 1u << get_order(size);

	for (unsigned int first = 0; first + nr <= NR_PAGES; first += nr) {
		if (area.used & bits_of(first, nr))
			continue;
		area.used |= bits_of(first, nr);
		*handle = dc_phys_to_dma(page_to_phys(area.pages + first), false);
		memset(area.cpu + first * PAGE_SIZE, 0, size);
		return area.cpu + first * PAGE_SIZE;
	}
	return NULL;
}

/* __dma_release_from_coherent(). */
static bool release(void *cpu_addr, size_t size)
{
	if (!dc_coherent_owns(cpu_addr))
		return false;
	area.used &= ~bits_of(((char *)cpu_addr - area.cpu) / PAGE_SIZE, 1u << get_order(size));
	return true;
}

/* dma_alloc_from_dev_coherent(), dma_release_from_dev_coherent(). */
bool dc_coherent_alloc(size_t size, dma_addr_t *handle, void **cpu_addr)
{
	if (!dc_machine.device_memory)
		return false;
	*cpu_addr = take(size, handle);
	return true;
}

bool dc_coherent_free(void *cpu_addr, size_t size)
{
	return dc_machine.device_memory && release(cpu_addr, size);
}

/* dma_alloc_from_global_coherent(), dma_release_from_global_coherent(). */
void *dc_global_alloc(size_t size, dma_addr_t *handle)
{
	return take(size, handle);
}

bool dc_global_free(void *cpu_addr, size_t size)
{
	return release(cpu_addr, size);
}

/* __dma_mmap_from_coherent(). */
int dc_coherent_mmap(struct vm_area_struct *vma, void *cpu_addr, size_t size)
{
	unsigned long first = ((char *)cpu_addr - area.cpu) / PAGE_SIZE, count = PFN_UP(size);

	if (vma->vm_pgoff >= count || vma_pages(vma) > count - vma->vm_pgoff)
		return -ENXIO;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(area.pages + first) + vma->vm_pgoff,
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

unsigned int dc_coherent_pages_used(void)
{
	return __builtin_popcount(area.used);
}
