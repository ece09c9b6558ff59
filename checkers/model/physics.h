/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is true of memory whoever asks: who holds a page, whether it is encrypted, what the CPU
 * reads through a view and the device through an address.
 *
 * Each page has the bytes that the CPU sees through the linear map and, where the device does not
 * snoop, those in DRAM.  A view of the wrong encryption sees the same bytes scrambled; decrypting a
 * page scrambles it for the view that was right before.
 */
#ifndef DC_MODEL_PHYSICS_H
#define DC_MODEL_PHYSICS_H

#include <linux/mm.h>

/* The memory map.  NORMAL lies beyond 32 bits, HIGHMEM has no place in the linear map. */
#define DC_ZONE_DMA_BASE	0x00100000ULL
#define DC_ZONE_DMA32_BASE	0x80000000ULL
#define DC_ZONE_NORMAL_BASE	0x100000000ULL
#define DC_HIGHMEM_BASE		0x200000000ULL
#define DC_MMIO_BASE		0x40000000ULL	/* no struct page */
#define DC_P2P_BASE		0x50000000ULL	/* ZONE_DEVICE pages */

enum dc_zone { DC_DMA, DC_DMA32, DC_NORMAL, DC_HIGHMEM, DC_P2P, DC_NR_ZONES };

enum dc_owner {
	DC_OWNER_NONE,		/* free */
	DC_OWNER_DRIVER,	/* from the page allocator or slab */
	DC_OWNER_CORE,		/* allocation, pool or bounce buffer of the DMA core */
	DC_OWNER_USER,
	DC_OWNER_DEVICE,
	DC_OWNER_LOST,		/* leaked on purpose: nobody will ever get it */
};

void dc_physics_reset(void);
/* Memory as it is when the power is turned on, if it is turned on rather than reset. */
void dc_physics_clear(void);

/* Pages: contiguous, aligned to their order.  NULL when the zone is out of them. */
struct page *dc_pages_get(enum dc_zone zone, unsigned int nr, enum dc_owner owner);
void dc_pages_put(struct page *page, unsigned int nr);
void dc_pages_lose(struct page *page, unsigned int nr);
enum dc_owner dc_page_owner(const struct page *page);
enum dc_zone dc_page_zone(const struct page *page);
bool dc_page_decrypted(const struct page *page);
unsigned int dc_pages_count(enum dc_owner owner);
/* Changes the encryption of pages: what the CPU reads in them is garbage from now on. */
void dc_pages_convert(struct page *page, unsigned int nr, bool decrypted);
/* What was asked for, whether it was done or not; and whether a page is not what it was to be. */
void dc_pages_ask(struct page *page, unsigned int nr, bool decrypted);
bool dc_page_differs(const struct page *page);
/* How many free pages are not encrypted; more than 0 is the end of the world. */
unsigned int dc_pages_exposed(void);
/* Bytes asked for at kmalloc() of the object that holds this address, 0 when it is none. */
size_t dc_kmalloc_size(phys_addr_t phys);
void dc_kmalloc_note(struct page *page, size_t size);
unsigned int dc_pages_of(const struct page *page);

/* NULL for memory without one: device memory, or nothing at all. */
struct page *dc_phys_page(phys_addr_t phys);
bool dc_phys_is_ram(phys_addr_t phys);
bool dc_phys_is_mmio(phys_addr_t phys);

/* Caches.  Fault where there is no memory to maintain. */
void dc_cache_clean(phys_addr_t phys, size_t size);
void dc_cache_invalidate(phys_addr_t phys, size_t size);

/* The CPU through the linear map (or a kmap): right by definition.  Faults on what is not RAM. */
void dc_cpu_copy(phys_addr_t to, phys_addr_t from, size_t size);
u8 dc_cpu_read(phys_addr_t phys);
void dc_cpu_write(phys_addr_t phys, u8 value);

/*
 * The device.  False when nothing answers at that address; the byte of a wrong view is scrambled.
 */
bool dc_device_read(dma_addr_t addr, u8 *value);
bool dc_device_write(dma_addr_t addr, u8 value);
/* Where a bus address leads in the end: through the IOMMU, without encryption bits. */
bool dc_device_resolves(dma_addr_t addr, phys_addr_t *phys, bool *private);
/* What the host of a guest, or a probe on the memory bus, reads: no key. */
u8 dc_host_read(phys_addr_t phys);

/*
 * CPU views beside the linear map.  A driver's is looked through as soon as it is there; the core
 * makes some before their pages are what the protection says.
 */
void *dc_view_map(struct page **pages, unsigned int nr, pgprot_t prot);
void *dc_view_map_early(struct page **pages, unsigned int nr, pgprot_t prot);
void *dc_view_map_device(unsigned int nr);
void dc_view_unmap(const void *address);
/* A user's view, or one that is only looked through once: harm when it is wrong. */
void dc_view_check(struct page *page, pgprot_t prot);
/* Looks through all views that are still there. */
void dc_views_check(void);
unsigned int dc_views_count(void);
/* Whether an address lies in a view, and how that one is protected. */
bool dc_view_has(const void *address);
pgprot_t dc_view_prot(const void *address);
/* What a stray access to this address means; for the handler of SIGSEGV. */
bool dc_view_is_wrong(const void *address);

#endif
